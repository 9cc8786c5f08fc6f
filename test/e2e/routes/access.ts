import { fault, missing, not, notQuery, wrong, wrongQuery } from '../support/faults.js';
import type { Json, RouteSpec, RouteTable } from '../support/route-spec.js';

const LIST = ['limit', 'cursor', 'consistency'];
const roles: Json[] = [null, 7, 'admin', {}];
const ofRoles: Json[] = [['nonsense'], [7], [null]];

const pages = [
  ...wrongQuery('limit', notQuery.limit),
  ...wrongQuery('cursor', notQuery.cursor),
  ...wrongQuery('consistency', notQuery.oneOf),
];

function accounts(base: string, id: string, key: string, role: string, add: RouteSpec): RouteTable {
  const list: RouteSpec = {
    right: 'audit',
    path: base,
    status: 200,
    answers: 'projection',
    queries: LIST,
    errors: pages,
  };
  const one: RouteSpec = {
    ...list,
    path: `${base}/${id}`,
    queries: ['consistency'],
    errors: wrongQuery('consistency', notQuery.oneOf),
  };
  const change = { right: 'admin', answers: 'events', takesIfMatch: true } as const;
  return {
    [`POST ${base}`]: add,
    [`GET ${base}`]: list,
    [`GET ${base}/:id`]: one,
    [`POST ${base}/:id/roles`]: {
      ...change,
      path: `${base}/${id}/roles`,
      body: { role: 'auditor' },
      status: 200,
      errors: [
        ...missing({ role: 'auditor' }, '/role'),
        ...wrong({}, '/role', not.oneOf()),
        ...wrong({ role: 'auditor' }, '/project', not.line(200)),
        fault(
          'a project that is not there',
          { body: { role: 'auditor', project: 'nobody' } },
          'not_found',
          '/project',
        ),
        fault(
          'a role for tenants in a project',
          { body: { role: 'admin', project: 'shop' } },
          'invalid',
          '/project',
        ),
      ],
    },
    [`DELETE ${base}/:id/roles/:role`]: {
      ...change,
      path: `${base}/${id}/roles/${role}`,
      status: 200,
      queries: ['project'],
      errors: [
        ...wrongQuery('project', notQuery.line(200)),
        fault('a role it has not', { path: `${base}/${id}/roles/manager` }, 'not_found', 'path /role'),
        fault('a project that is not there', { query: 'project=nobody' }, 'not_found', 'query /project'),
      ],
    },
    [`GET ${base}/:id/keys`]: { ...list, path: `${base}/${id}/keys` },
    [`GET ${base}/:id/keys/:key`]: { ...one, path: `${base}/${id}/keys/${key}` },
    [`POST ${base}/:id/keys`]: {
      ...change,
      path: `${base}/${id}/keys`,
      body: { label: 'CI' },
      status: 201,
      errors: [
        ...wrong({}, '/label', not.line(100)),
        ...wrong({}, '/expires_at', not.timestamp()),
        ...wrong({}, '/scopes', [null, 7, 'items:write', {}, [], ['items:write', 'items:write']]),
        ...wrong({}, '/scopes', [['nonsense'], [7], [null]], { at: ['/scopes/0'] }),
      ],
    },
    [`DELETE ${base}/:id/keys/:key`]: {
      ...change,
      path: `${base}/${id}/keys/${key}`,
      status: 200,
      errors: [],
    },
  };
}

const MEMBER = { name: 'Bea', email: 'bea@example.org', roles: ['contributor'] };
const IDENTITY = { issuer: 'https://login.example.org', subject: 'ana-17' };
const SERVICE = { name: 'deploys', roles: ['script'] };
const ADD = { right: 'admin', status: 201, answers: 'events' } as const;

export const ACCESS_ROUTES: RouteTable = {
  'GET /v1/me': { right: 'read', path: '/v1/me', status: 200, answers: 'other', errors: [] },
  ...accounts('/v1/members', '{member}', '{member_key}', 'contributor', {
    ...ADD,
    path: '/v1/members',
    body: MEMBER,
    errors: [
      ...missing(MEMBER, '/name'),
      ...wrong(MEMBER, '/name', not.line(200)),
      ...wrong(MEMBER, '/email', [null, 7, '', 'x', 'a@b', `${'x'.repeat(250)}@example.org`]),
      ...wrong(MEMBER, '/roles', roles),
      ...wrong(MEMBER, '/roles', ofRoles, { at: ['/roles/0'] }),
    ],
  }),
  'PUT /v1/members/:id/identity': {
    right: 'admin',
    answers: 'events',
    takesIfMatch: true,
    path: '/v1/members/{member}/identity',
    body: IDENTITY,
    status: 200,
    errors: [
      ...missing(IDENTITY, '/issuer'),
      ...missing(IDENTITY, '/subject'),
      ...wrong(IDENTITY, '/issuer', not.line(500)),
      ...wrong(IDENTITY, '/subject', not.line(255)),
    ],
  },
  ...accounts('/v1/service-accounts', '{service}', '{service_key}', 'script', {
    ...ADD,
    path: '/v1/service-accounts',
    body: SERVICE,
    errors: [
      ...missing(SERVICE, '/name'),
      ...wrong(SERVICE, '/name', not.line(200)),
      ...wrong(SERVICE, '/responsible', not.line(128)),
      ...wrong(SERVICE, '/roles', roles),
      ...wrong(SERVICE, '/roles', ofRoles, { at: ['/roles/0'] }),
    ],
  }),
};
