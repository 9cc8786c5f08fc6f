import { fault, missing, notQuery, wrong, wrongQuery } from '../support/faults.js';
import type { Json, RouteTable } from '../support/route-spec.js';

const LIMITS = { items: 10_000, events_per_day: null, requests_per_minute: 600_000 };
const NO_LIMITS: Json[] = [0, -1, 1.5, '7', true, [], {}, 1_000_000_001];

export const TENANT_ROUTES: RouteTable = {
  'GET /v1/tenants': {
    right: 'admin',
    path: '/v1/tenants',
    status: 200,
    answers: 'other',
    queries: ['limit', 'cursor'],
    errors: [...wrongQuery('limit', notQuery.limit), ...wrongQuery('cursor', notQuery.cursor)],
  },
  'GET /v1/tenants/:tenant': {
    right: 'admin',
    path: '/v1/tenants/default',
    status: 200,
    answers: 'other',
    errors: [],
  },
  'GET /v1/usage': {
    right: 'audit',
    path: '/v1/usage',
    status: 200,
    answers: 'other',
    errors: [],
  },
  'POST /v1/tenants': {
    right: 'admin',
    path: '/v1/tenants',
    body: { key: 'acme' },
    status: 201,
    answers: 'events',
    errors: [
      ...missing({ key: 'acme' }, '/key'),
      ...wrong({}, '/key', [null, 7, '', 'Acme', 'a_b', '-a', 'a-', 'x'.repeat(64)]),
      fault('one that is there', { body: { key: 'default' } }, 'already_exists', '/key'),
    ],
  },
  'POST /v1/tenants/:tenant/admin-key': {
    right: 'admin',
    path: '/v1/tenants/acme/admin-key',
    status: 200,
    answers: 'events',
    errors: [
      fault(
        'of the installation itself',
        { path: '/v1/tenants/default/admin-key' },
        'not_found',
        'path /tenant',
      ),
    ],
  },
  'PUT /v1/tenants/:tenant/limits': {
    right: 'admin',
    path: '/v1/tenants/default/limits',
    body: LIMITS,
    status: 200,
    answers: 'events',
    takesIfMatch: true,
    errors: [
      ...missing(LIMITS, '/items'),
      ...wrong(LIMITS, '/items', NO_LIMITS),
      ...wrong(LIMITS, '/events_per_day', NO_LIMITS),
      ...wrong(LIMITS, '/requests_per_minute', NO_LIMITS),
    ],
  },
};
