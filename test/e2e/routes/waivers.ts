import { missing, not, notQuery, fault, wrong, wrongQuery } from '../support/faults.js';
import type { RouteTable } from '../support/route-spec.js';
import { waitingPath } from '../support/scene.js';

const ITEM = waitingPath('ha-setup.run-three-nodes');
const WAIVERS = '/v1/projects/:project/checklists/:checklist/items/:item/waivers';
const WAIVER = {
  reason: 'The third node comes in March',
  scope: 'Staging only',
  gate: 'go-live',
  expires_at: '2099-01-01T00:00:00Z',
};

export const WAIVER_ROUTES: RouteTable = {
  [`POST ${WAIVERS}`]: {
    right: 'write',
    path: `${ITEM}/waivers`,
    body: WAIVER,
    status: 201,
    answers: 'events',
    takesIfMatch: true,
    errors: [
      ...missing(WAIVER, '/reason', '/expires_at'),
      ...wrong(WAIVER, '/reason', not.text(4000)),
      ...wrong(WAIVER, '/scope', not.line(500)),
      ...wrong(WAIVER, '/gate', not.key()),
      ...wrong(WAIVER, '/expires_at', not.timestamp()),
      ...wrong(WAIVER, '/expires_at', ['2020-01-01T00:00:00Z'], { code: 'invalid' }),
    ],
  },

  [`GET ${WAIVERS}/:waiver`]: {
    right: 'read',
    path: `${ITEM}/waivers/{waiver}`,
    status: 200,
    answers: 'projection',
    queries: ['consistency'],
    errors: wrongQuery('consistency', notQuery.oneOf),
  },

  [`POST ${WAIVERS}/:waiver/approve`]: {
    right: 'write',
    as: 'second',
    path: `${ITEM}/waivers/{waiver}/approve`,
    body: { reason: 'Agreed' },
    status: 200,
    answers: 'events',
    takesIfMatch: true,
    errors: [
      ...wrong({}, '/reason', not.text(4000)),
      fault('who asked for it', { as: 'contributor' }, 'not_allowed'),
      fault('a service account', { as: 'admin' }, 'not_allowed'),
      fault('one that was revoked', { path: `${ITEM}/waivers/{revoked_waiver}/approve` }, 'closed'),
    ],
  },

  [`POST ${WAIVERS}/:waiver/revoke`]: {
    right: 'write',
    path: `${ITEM}/waivers/{waiver}/revoke`,
    body: { reason: 'It is there' },
    status: 200,
    answers: 'events',
    takesIfMatch: true,
    errors: [
      ...missing({ reason: 'x' }, '/reason'),
      ...wrong({ reason: 'x' }, '/reason', not.text(4000)),
      fault('one that is revoked', { path: `${ITEM}/waivers/{revoked_waiver}/revoke` }, 'no_change'),
    ],
  },

  'GET /v1/waivers': {
    right: 'read',
    path: '/v1/waivers',
    status: 200,
    answers: 'projection',
    queries: ['limit', 'cursor', 'consistency', 'project', 'active_at'],
    errors: [
      ...wrongQuery('limit', notQuery.limit),
      ...wrongQuery('cursor', notQuery.cursor),
      ...wrongQuery('consistency', notQuery.oneOf),
      ...wrongQuery('project', notQuery.line(128)),
      ...wrongQuery('active_at', notQuery.timestamp),
      fault('?project=nobody', { query: 'project=nobody' }, 'not_found', 'query /project'),
    ],
  },
};
