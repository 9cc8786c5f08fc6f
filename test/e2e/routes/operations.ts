import { missing, not, notQuery, wrong, wrongQuery } from '../support/faults.js';
import type { RouteTable } from '../support/route-spec.js';

const REBUILD = { fresh: true };
const DISMISSAL = { reason: 'recorded by mistake' };

export const OPERATIONS_ROUTES: RouteTable = {
  'GET /v1/admin/projections': {
    right: 'admin',
    path: '/v1/admin/projections',
    status: 200,
    answers: 'other',
    errors: [],
  },
  'GET /v1/admin/projections/:name/rebuild': {
    right: 'admin',
    path: '/v1/admin/projections/items/rebuild',
    status: 200,
    answers: 'other',
    errors: [],
  },
  'POST /v1/admin/projections/:name/rebuild': {
    right: 'admin',
    path: '/v1/admin/projections/items/rebuild',
    body: REBUILD,
    status: 202,
    answers: 'other',
    errors: [
      ...wrong(REBUILD, '/fresh', not.boolean()),
      ...wrong(REBUILD, '/verify', not.boolean()),
      ...wrong(REBUILD, '/on_difference', not.oneOf()),
    ],
  },
  'GET /v1/admin/failed-events': {
    right: 'admin',
    path: '/v1/admin/failed-events',
    status: 200,
    answers: 'other',
    queries: ['limit', 'cursor', 'state'],
    errors: [
      ...wrongQuery('limit', notQuery.limit),
      ...wrongQuery('cursor', notQuery.cursor),
      ...wrongQuery('state', ['nonsense', 'RETRYING']),
    ],
  },
  'POST /v1/admin/failed-events/:id/retry': {
    right: 'admin',
    path: '/v1/admin/failed-events/templates.900001/retry',
    status: 200,
    answers: 'other',
    errors: [
      {
        name: 'nothing failed there',
        path: '/v1/admin/failed-events/templates.7/retry',
        code: 'not_found',
        at: ['path /id'],
      },
    ],
  },
  'DELETE /v1/admin/failed-events/:id': {
    right: 'admin',
    path: '/v1/admin/failed-events/templates.900002',
    body: DISMISSAL,
    status: 200,
    answers: 'events',
    errors: [
      {
        name: 'nothing failed there',
        path: '/v1/admin/failed-events/nonsense',
        code: 'not_found',
        at: ['path /id'],
      },
      ...missing(DISMISSAL, '/reason'),
      ...wrong(DISMISSAL, '/reason', not.text(2_000)),
    ],
  },
};
