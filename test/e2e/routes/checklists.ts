import { fault, missing, MOMENT, not, notQuery, wrong, wrongMoment, wrongQuery } from '../support/faults.js';
import type { RouteTable } from '../support/route-spec.js';

const APPLY = { template: 'release', version: 1, key: 'release-1' };

export const CHECKLIST_ROUTES: RouteTable = {
  'POST /v1/projects/:project/checklists': {
    right: 'write',
    path: '/v1/projects/shop/checklists',
    body: APPLY,
    status: 201,
    answers: 'events',
    errors: [
      ...missing(APPLY, '/template'),
      ...wrong(APPLY, '/template', not.line(128)),
      ...wrong(APPLY, '/version', [null, '1', 0, -1, 1.5, []]),
      ...wrong(APPLY, '/answers', [null, '', 'all', true]),
      ...wrong(APPLY, '/key', not.key()),
      ...wrong(APPLY, '/template', ['nobody', 'tpl_nobody', 'prj_nobody'], { code: 'not_found' }),
      ...wrong(APPLY, '/version', [2, Number.MAX_SAFE_INTEGER], { code: 'not_found' }),
      ...wrong(APPLY, '/key', ['go-live', 'Go-Live'], { code: 'already_exists' }),
      fault('a template whose key is taken', { body: { template: 'go-live' } }, 'already_exists', '/key'),
      fault('no body', { raw: '' }, 'invalid_request', '/template'),
    ],
  },

  'GET /v1/projects/:project/checklists': {
    right: 'read',
    path: '/v1/projects/shop/checklists',
    status: 200,
    answers: 'projection',
    queries: ['limit', 'cursor', 'consistency', ...MOMENT],
    errors: [
      ...wrongMoment(),
      ...wrongQuery('limit', notQuery.limit),
      ...wrongQuery('cursor', notQuery.cursor),
      ...wrongQuery('consistency', notQuery.oneOf),
    ],
  },

  'GET /v1/projects/:project/checklists/:checklist': {
    right: 'read',
    path: '/v1/projects/shop/checklists/go-live',
    status: 200,
    answers: 'projection',
    queries: ['consistency', ...MOMENT],
    errors: [...wrongQuery('consistency', notQuery.oneOf), ...wrongMoment()],
  },

  'POST /v1/projects/:project/checklists/:checklist/upgrade': {
    right: 'write',
    path: '/v1/projects/waiting/checklists/old/upgrade',
    body: { version: 2, dry_run: false },
    status: 200,
    answers: 'events',
    takesIfMatch: true,
    errors: [
      ...wrong({}, '/version', [null, '1', 0, -1, 1.5, []]),
      ...wrong({}, '/dry_run', not.boolean()),
      ...wrong({}, '/answers', [null, '', 'all', true]),
      ...wrong({}, '/version', [9, Number.MAX_SAFE_INTEGER], { code: 'not_found' }),
      ...wrong({}, '/version', [1], { code: 'no_change', at: [] }),
    ],
  },

  'POST /v1/projects/:project/checklists/:checklist/close': {
    right: 'write',
    path: '/v1/projects/waiting/checklists/go-live/close',
    body: { reason: 'It is out' },
    status: 200,
    answers: 'events',
    takesIfMatch: true,
    errors: [
      ...missing({ reason: 'x' }, '/reason'),
      ...wrong({ reason: 'x' }, '/reason', not.text(4000)),
      fault('one that is closed', { path: '/v1/projects/waiting/checklists/closed/close' }, 'closed'),
    ],
  },
};
