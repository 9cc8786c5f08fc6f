import { not, wrong } from '../support/faults.js';
import type { RouteTable } from '../support/route-spec.js';

const REBUILD = { fresh: true };

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
    errors: wrong(REBUILD, '/fresh', not.boolean()),
  },
};
