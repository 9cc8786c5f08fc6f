import { fault, missing, MOMENT, not, notQuery, wrong, wrongMoment, wrongQuery } from '../support/faults.js';
import type { RouteTable } from '../support/route-spec.js';

const CONDITIONS = '/v1/projects/:project/conditions';
const PATH = '/v1/projects/waiting/conditions/several-nodes';
const NO = { answer: true, reason: 'There are three' };
const READ = {
  right: 'read',
  status: 200,
  answers: 'projection',
  queries: ['consistency', ...MOMENT],
} as const;

export const CONDITION_ROUTES: RouteTable = {
  [`GET ${CONDITIONS}`]: {
    ...READ,
    path: '/v1/projects/waiting/conditions',
    queries: ['limit', 'cursor', 'consistency', ...MOMENT],
    errors: [
      ...wrongMoment(),
      ...wrongQuery('limit', notQuery.limit),
      ...wrongQuery('cursor', notQuery.cursor),
      ...wrongQuery('consistency', notQuery.oneOf),
    ],
  },
  [`GET ${CONDITIONS}/:condition`]: {
    ...READ,
    path: PATH,
    errors: [...wrongQuery('consistency', notQuery.oneOf), ...wrongMoment()],
  },
  [`PUT ${CONDITIONS}/:condition`]: {
    right: 'write',
    path: PATH,
    body: NO,
    status: 200,
    answers: 'events',
    takesIfMatch: true,
    errors: [
      ...missing(NO, '/answer', '/reason'),
      ...wrong(NO, '/answer', not.boolean()),
      ...wrong(NO, '/reason', not.text(4000)),
      fault('the answer there is', { body: { ...NO, answer: false } }, 'no_change'),
    ],
  },
  [`POST ${CONDITIONS}/:condition/approve`]: {
    right: 'write',
    as: 'second',
    path: '/v1/projects/waiting/conditions/one-region/approve',
    body: { answer: true, reason: 'Agreed' },
    status: 200,
    answers: 'events',
    takesIfMatch: true,
    errors: [
      ...wrong({ answer: true }, '/reason', not.text(4000)),
      ...wrong({ answer: true }, '/answer', not.boolean()),
      fault('another answer', { body: { answer: false } }, 'invalid', '/answer'),
      fault('a changed answer that is not named', { body: {} }, 'invalid', '/answer'),
      fault('who gave the answer', { as: 'contributor' }, 'not_allowed'),
      fault('a service account', { as: 'admin' }, 'not_allowed'),
    ],
  },
};
