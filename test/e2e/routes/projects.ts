import { fault, missing, not, notQuery, wrong, wrongQuery } from '../support/faults.js';
import type { RouteTable } from '../support/route-spec.js';

const CREATE = { key: 'payments-api', name: 'Payments API', description: 'Takes card payments' };
const CHANGE = { name: 'The new shop', description: 'Sells more' };

export const PROJECT_ROUTES: RouteTable = {
  'POST /v1/projects': {
    right: 'write',
    path: '/v1/projects',
    body: CREATE,
    status: 201,
    answers: 'events',
    errors: [
      ...missing(CREATE, '/key'),
      ...wrong(CREATE, '/key', not.key()),
      ...wrong(CREATE, '/name', not.line(200)),
      ...wrong(CREATE, '/description', not.text(4000)),
      fault('no body', { raw: '' }, 'invalid_request', '/key'),
      fault(
        'several members',
        { body: { key: '', name: 7, more: 1 } },
        'invalid_request',
        '/key',
        '/name',
        '/more',
      ),
      ...['shop', 'SHOP', 'Shop', '店舗'].map((key) =>
        fault(`the key ${key}, which is taken`, { body: { key } }, 'already_exists', '/key'),
      ),
    ],
  },

  'GET /v1/projects': {
    right: 'read',
    path: '/v1/projects',
    status: 200,
    answers: 'projection',
    queries: ['limit', 'cursor', 'consistency'],
    errors: [
      ...wrongQuery('limit', notQuery.limit),
      ...wrongQuery('cursor', notQuery.cursor),
      ...wrongQuery('consistency', notQuery.oneOf),
    ],
  },

  'GET /v1/projects/:project': {
    right: 'read',
    path: '/v1/projects/shop',
    status: 200,
    answers: 'projection',
    queries: ['consistency'],
    errors: [
      ...wrongQuery('consistency', notQuery.oneOf),
      fault(
        'a key of 200 characters',
        { path: `/v1/projects/${'x'.repeat(200)}` },
        'not_found',
        'path /project',
      ),
      fault('a line break in the path', { path: '/v1/projects/a%0Ab' }, 'not_found', 'path /project'),
      fault('a slash at the end', { path: '/v1/projects/shop/' }, 'unknown_route'),
      fault('two slashes', { path: '/v1//projects/shop' }, 'unknown_route'),
      fault('the path in capitals', { path: '/V1/projects/shop' }, 'unknown_route'),
    ],
  },

  'PATCH /v1/projects/:project': {
    right: 'write',
    path: '/v1/projects/shop',
    body: CHANGE,
    status: 200,
    answers: 'events',
    takesIfMatch: true,
    errors: [
      ...wrong(CHANGE, '/name', not.line(200)),
      ...wrong(CHANGE, '/description', [null, 7, [], 'a\u0007', 'x'.repeat(4001)]),
      fault('the key, which stays', { body: { key: 'store' } }, 'invalid_request', '/key'),
      fault('no change', { body: {} }, 'no_change'),
      fault('the name it has', { body: { name: 'The shop' } }, 'no_change'),
    ],
  },
};
