import { fault, MOMENT, notQuery, wrongMoment, wrongQuery } from '../support/faults.js';
import type { RouteTable } from '../support/route-spec.js';

export const READINESS_ROUTES: RouteTable = {
  'GET /v1/projects/:project/readiness': {
    right: 'read',
    path: '/v1/projects/shop/readiness',
    query: 'gate=go-live',
    status: 200,
    answers: 'projection',
    queries: ['gate', ...MOMENT, 'consistency'],
    errors: [
      ...wrongQuery('consistency', notQuery.oneOf),
      ...wrongQuery('gate', notQuery.line(64)),
      ...wrongMoment(),
      fault('?gate=nobody', { query: 'gate=nobody' }, 'not_found', 'query /gate'),
    ],
  },

  'GET /v1/projects/:project/readiness/timeline': {
    right: 'read',
    path: '/v1/projects/shop/readiness/timeline',
    query: 'points=3',
    status: 200,
    answers: 'other',
    queries: ['gate', 'from', 'to', 'points'],
    errors: [
      ...wrongQuery('gate', notQuery.line(64)),
      ...wrongQuery('from', notQuery.timestamp),
      ...wrongQuery('to', notQuery.timestamp),
      ...wrongQuery('points', ['1', '201', 'x', '', '1.5']),
      fault('?gate=nobody', { query: 'gate=nobody' }, 'not_found', 'query /gate'),
      fault(
        'a span that ends before it begins',
        { query: 'from=2025-03-03T10:00:00Z&to=2025-03-03T09:00:00Z' },
        'invalid',
        'query /to',
      ),
    ],
  },

  'GET /v1/projects/:project/readiness/forecast': {
    right: 'read',
    path: '/v1/projects/shop/readiness/forecast',
    status: 200,
    answers: 'projection',
    queries: ['gate', 'until', 'consistency'],
    errors: [
      ...wrongQuery('consistency', notQuery.oneOf),
      ...wrongQuery('gate', notQuery.line(64)),
      ...wrongQuery('until', notQuery.timestamp),
      fault('?gate=nobody', { query: 'gate=nobody' }, 'not_found', 'query /gate'),
    ],
  },
};
