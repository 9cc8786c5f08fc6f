import { fault, missing, not, notQuery, wrong, wrongQuery } from '../support/faults.js';
import type { RouteTable } from '../support/route-spec.js';

const ADMIN = { right: 'admin', answers: 'other', status: 200 } as const;
const ADDED = { right: 'admin', answers: 'events', status: 201 } as const;
const DONE = { right: 'admin', answers: 'events', status: 200 } as const;
const ERASURE = { account: 'svc_admin', reason: 'asked for' };
const HOLD = { reason: 'a lawsuit' };
const REASON = { reason: 'no ground' };

const wrongReason = [...missing(REASON, '/reason'), ...wrong(REASON, '/reason', not.text(2_000))];

/** With a person as admin, and erasures and a hold that another one has asked for: `preparePrivacy`. */
export const PRIVACY_ROUTES: RouteTable = {
  'GET /v1/erasures': {
    ...ADMIN,
    path: '/v1/erasures',
    queries: ['limit', 'cursor'],
    errors: [...wrongQuery('limit', notQuery.limit), ...wrongQuery('cursor', notQuery.cursor)],
  },
  'GET /v1/erasures/:id': { ...ADMIN, path: '/v1/erasures/{erasure}', errors: [] },
  'POST /v1/erasures': {
    ...ADDED,
    path: '/v1/erasures',
    body: ERASURE,
    errors: [
      ...missing(ERASURE, '/reason'),
      ...wrong(ERASURE, '/reason', not.text(2_000)),
      ...wrong(ERASURE, '/account', not.line(128)),
      ...wrong(ERASURE, '/positions', [['x'], [-1], [1.5], 'x', null, Array(1001).fill(1)]),
      fault('of nothing', { body: { reason: 'x' } }, 'invalid', '/positions'),
      fault(
        'an account that is not there',
        { body: { ...ERASURE, account: 'mem_nobody' } },
        'not_found',
        '/account',
      ),
      fault('no such event', { body: { positions: [99_999], reason: 'x' } }, 'not_found', '/positions'),
      fault(
        'an event without private part',
        { body: { positions: [0], reason: 'x' } },
        'not_found',
        '/positions',
      ),
    ],
  },
  'POST /v1/erasures/:id/approve': { ...DONE, path: '/v1/erasures/{erasure}/approve', errors: [] },
  'POST /v1/erasures/:id/reject': {
    ...DONE,
    path: '/v1/erasures/{other_erasure}/reject',
    body: REASON,
    errors: wrongReason,
  },
  'GET /v1/legal-holds': {
    ...ADMIN,
    path: '/v1/legal-holds',
    queries: ['limit', 'cursor'],
    errors: [...wrongQuery('limit', notQuery.limit), ...wrongQuery('cursor', notQuery.cursor)],
  },
  'GET /v1/legal-holds/:id': { ...ADMIN, path: '/v1/legal-holds/{hold}', errors: [] },
  'POST /v1/legal-holds': {
    ...ADDED,
    path: '/v1/legal-holds',
    body: HOLD,
    errors: [
      ...missing(HOLD, '/reason'),
      ...wrong(HOLD, '/reason', not.text(2_000)),
      ...wrong(HOLD, '/project', not.line(128)),
      ...wrong(HOLD, '/account', not.line(128)),
      fault('a project that is not there', { body: { ...HOLD, project: 'nobody' } }, 'not_found', '/project'),
    ],
  },
  'DELETE /v1/legal-holds/:id': {
    ...DONE,
    path: '/v1/legal-holds/{hold}',
    body: REASON,
    errors: wrongReason,
  },
};
