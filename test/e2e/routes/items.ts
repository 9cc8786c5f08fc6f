import {
  cursorOf,
  fault,
  missing,
  MOMENT,
  not,
  notQuery,
  wrong,
  wrongList,
  wrongMoment,
  wrongQuery,
} from '../support/faults.js';
import type { ErrorCase, JsonObject, RouteSpec, RouteTable } from '../support/route-spec.js';
import { itemPath, waitingPath } from '../support/scene.js';

const ITEM = itemPath('ha-setup.run-three-nodes');
const EVIDENCE = {
  title: 'Three nodes are there',
  url: 'https://ci.example.com/runs/4711',
  sha256: 'a'.repeat(64),
  media_type: 'application/pdf',
  effective_on: '2025-03-03',
};
const DECISION = {
  reason: 'kubectl get nodes says 3',
  evidence: [EVIDENCE],
  effective_at: '2025-03-03T10:00:00Z',
  measured: '3 nodes',
};

const NO_URL = [
  'x',
  'ftp://a.b/c',
  'https://',
  'https://me:secret@a.b',
  'https://a.b/c d',
  `https://a.b/${'x'.repeat(2048)}`,
];
const TO_COME = '9999-12-31';

function evidenceErrors(base: JsonObject, at: string): ErrorCase[] {
  return [
    ...missing(base, `${at}/title`, `${at}/effective_on`),
    ...wrong(base, `${at}/title`, not.line(200)),
    ...wrong(base, `${at}/url`, [null, 7, '', ...NO_URL]),
    ...wrong(base, `${at}/sha256`, [null, 7, '', 'a'.repeat(63), 'A'.repeat(64), 'g'.repeat(64)]),
    ...wrong(base, `${at}/media_type`, not.line(100)),
    ...wrong(base, `${at}/effective_on`, not.day()),
    ...wrong(base, `${at}/nonsense`, [1]),
    ...wrong(base, `${at}/effective_on`, [TO_COME], { code: 'invalid' }),
  ];
}

const NEITHER = { title: 'Trust me', effective_on: '2025-03-03' };

const decisionErrors: ErrorCase[] = [
  ...wrong(DECISION, '/reason', not.text(4000)),
  ...wrong(DECISION, '/effective_at', not.timestamp()),
  ...wrong(DECISION, '/measured', not.line(200)),
  ...wrongList(DECISION, '/evidence'),
  fault(
    'evidence 21 times',
    { body: { ...DECISION, evidence: Array.from({ length: 21 }, () => EVIDENCE) } },
    'invalid_request',
    '/evidence',
  ),
  ...evidenceErrors(DECISION, '/evidence/0'),
  ...wrong(DECISION, '/effective_at', ['9999-12-31T23:59:59Z'], { code: 'invalid' }),
  fault(
    'evidence without url and sha256',
    { body: { ...DECISION, evidence: [EVIDENCE, NEITHER] } },
    'invalid',
    '/evidence/1/url',
  ),
];

const noReason: ErrorCase[] = [
  { ...fault('no reason', { body: {} }, 'invalid', '/reason') },
  { ...fault('no body', { raw: '' }, 'invalid', '/reason') },
];

function action(name: string, body: JsonObject, errors: readonly ErrorCase[]): RouteSpec {
  return {
    right: 'write',
    path: `${ITEM}/${name}`,
    body,
    status: 200,
    answers: 'events',
    takesIfMatch: true,
    errors,
  };
}

const LIST = '/v1/projects/shop/items';
const READ = { right: 'read', status: 200, answers: 'projection' } as const;
const OF_ITEM = '/v1/projects/:project/checklists/:checklist/items/:item';

export const ITEM_ROUTES: RouteTable = {
  'GET /v1/projects/:project/items': {
    ...READ,
    path: LIST,
    queries: [
      'limit',
      'cursor',
      'consistency',
      'checklist',
      'section',
      'status',
      'derived',
      'level',
      'phase',
      'owner',
      'due_before',
      ...MOMENT,
    ],
    errors: [
      ...wrongMoment(),
      ...wrongQuery('limit', notQuery.limit),
      ...wrongQuery('cursor', notQuery.cursor),
      ...wrongQuery('consistency', notQuery.oneOf),
      ...wrongQuery('checklist', notQuery.line(64)),
      ...wrongQuery('section', notQuery.line(64)),
      ...wrongQuery('status', notQuery.oneOf),
      ...wrongQuery('derived', notQuery.oneOf),
      ...wrongQuery('owner', notQuery.line(64)),
      ...wrongQuery('due_before', ['', '2025-02-30', '2025-3-3', ['2025-03-03', '2025-03-04']]),
      ...wrongQuery('level', notQuery.oneOf),
      ...wrongQuery('phase', notQuery.oneOf),
      ...wrongQuery('cursor', [cursorOf([1, 'items', 'chk_nobody/itm_nobody']), cursorOf([1, 'items', 7])]),
      ...wrongQuery('checklist', ['nobody', 'chk_nobody']).map((wrongs) => ({
        ...wrongs,
        code: 'not_found' as const,
      })),
    ],
  },

  'GET /v1/items': {
    ...READ,
    path: '/v1/items',
    queries: ['limit', 'cursor', 'consistency', 'item', 'status', 'owner', 'ticket'],
    errors: [
      ...wrongQuery('limit', notQuery.limit),
      ...wrongQuery('cursor', notQuery.cursor),
      ...wrongQuery('cursor', [
        cursorOf([1, 'found items', 'a', 'b']),
        cursorOf([1, 'items', 'a', 'b', 'c']),
      ]),
      ...wrongQuery('consistency', notQuery.oneOf),
      ...wrongQuery('item', notQuery.line(128)),
      ...wrongQuery('status', notQuery.oneOf),
      ...wrongQuery('owner', notQuery.line(64)),
      ...wrongQuery('ticket', notQuery.line(2048)),
      fault('another format', { headers: { accept: 'application/xml' } }, 'not_acceptable', 'header /Accept'),
    ],
  },

  [`GET ${OF_ITEM}`]: {
    ...READ,
    path: ITEM,
    queries: ['consistency', ...MOMENT],
    errors: [
      ...wrongQuery('consistency', notQuery.oneOf),
      ...wrongMoment(),
      fault('a moment before it was there', { query: 'at_position=0' }, 'not_found', 'path /item'),
    ],
  },

  [`POST ${OF_ITEM}/check`]: action('check', DECISION, decisionErrors),
  [`POST ${OF_ITEM}/fail`]: action('fail', DECISION, [...decisionErrors, ...noReason]),
  [`POST ${OF_ITEM}/not-applicable`]: action('not-applicable', DECISION, [...decisionErrors, ...noReason]),
  [`POST ${OF_ITEM}/uncheck`]: action('uncheck', DECISION, [
    ...decisionErrors,
    ...noReason,
    fault('an item that is open', { path: `${itemPath('監視.警報を確認する')}/uncheck` }, 'no_change'),
  ]),

  [`POST ${OF_ITEM}/comment`]: action('comment', { text: 'Thursday' }, [
    ...missing({ text: 'Thursday' }, '/text'),
    ...wrong({ text: 'Thursday' }, '/text', not.text(4000)),
    fault('no body', { raw: '' }, 'invalid_request', '/text'),
  ]),

  [`POST ${OF_ITEM}/evidence`]: action('evidence', EVIDENCE, [
    ...evidenceErrors(EVIDENCE, ''),
    fault('neither url nor sha256', { body: NEITHER }, 'invalid', '/url'),
    fault('no body', { raw: '' }, 'invalid_request', '/title', '/effective_on'),
  ]),

  [`POST ${OF_ITEM}/assign`]: action('assign', { owners: ['svc_admin'] }, [
    ...missing({ owners: ['svc_admin'] }, '/owners'),
    ...wrong({ owners: [] }, '/owners', [null, 7, 'x', {}, [7], Array<string>(21).fill('svc_admin')]),
    fault(
      'an owner who is nobody',
      { body: { owners: ['svc_admin', 'mem_nobody'] } },
      'invalid',
      '/owners/1',
    ),
    fault('the owners there are', { body: { owners: [] } }, 'no_change'),
  ]),

  [`POST ${OF_ITEM}/due`]: action('due', { due_on: '2026-03-01' }, [
    ...missing({ due_on: '2026-03-01' }, '/due_on'),
    ...wrong({ due_on: '2026-03-01' }, '/due_on', not.day().slice(1)),
    fault('the due date there is', { body: { due_on: null } }, 'no_change'),
  ]),

  [`POST ${OF_ITEM}/set-asides/:id/approve`]: {
    ...action('', { reason: 'Agreed' }, [
      ...wrong({}, '/reason', not.text(4000)),
      fault('another person is needed', { as: 'contributor' }, 'not_allowed'),
      fault('a service account', { as: 'admin' }, 'not_allowed'),
    ]),
    path: `${waitingPath('ha-setup.configure-backups')}/set-asides/{set_aside}/approve`,
    as: 'second',
  },
};
