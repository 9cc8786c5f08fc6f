import { fault, missing, not, notQuery, wrong, wrongQuery } from '../support/faults.js';
import type { ErrorCase, JsonObject, RouteTable } from '../support/route-spec.js';

const ADMIN = { right: 'admin', answers: 'other', status: 200 } as const;
const DONE = { right: 'admin', answers: 'events', status: 200 } as const;
const WEBHOOK = { name: 'Chat', url: 'https://hooks.example.org/x' };
const PAUSE = { reason: 'It is being moved' };
const RANGE = { from: 0, to: 3 };
const URLS = [
  null,
  7,
  '',
  'x',
  'ftp://x.example',
  'https://a:b@x.example',
  `https://x.example/${'x'.repeat(2050)}`,
];
const CLOSED = [
  'https://127.0.0.1/x',
  'https://[::ffff:10.0.0.1]/',
  'https://0x7f.1/',
  'https://2130706433/',
  'http://8.8.8.8/',
];

/** What both the setting up and a change refuse. */
function filters(base: JsonObject): ErrorCase[] {
  const lists = ['/projects', '/types', '/levels'].flatMap((pointer) =>
    wrong(base, pointer, [null, 7, 'x', {}]),
  );
  const hundred = Array.from(
    { length: 101 },
    (_, index) => `item.${'x'.repeat((index % 50) + 1)}${index > 50 ? 'y' : ''}`,
  );
  return [
    ...lists,
    ...wrong(base, '/name', not.line(200)),
    ...wrong(base, '/url', URLS),
    ...CLOSED.map((url) => fault(`the closed URL ${url}`, { body: { ...base, url } }, 'invalid', '/url')),
    ...wrong(base, '/types', [[7], ['item'], ['Item.checked'], ['*']], { at: ['/types/0'] }),
    ...wrong(base, '/types', [['item.*', 'item.*'], hundred]),
    ...wrong(base, '/levels', [['high'], [null]], { at: ['/levels/0'] }),
    ...wrong(base, '/projects', [[''], [7]], { at: ['/projects/0'] }),
    fault(
      'a project that is not there',
      { body: { ...base, projects: ['shop', 'nobody'] } },
      'not_found',
      '/projects/1',
    ),
  ];
}

const SECRETS = [null, 7, '', 'x', 'whsec_', 'whsec_c2hvcnQ='];

/** With a webhook that has one delivery, of a receiver that nobody answers for: `prepareWebhooks`. */
export const WEBHOOK_ROUTES: RouteTable = {
  'GET /v1/webhooks': {
    ...ADMIN,
    path: '/v1/webhooks',
    queries: ['limit', 'cursor'],
    errors: [...wrongQuery('limit', notQuery.limit), ...wrongQuery('cursor', notQuery.cursor)],
  },
  'GET /v1/webhooks/:id': { ...ADMIN, path: '/v1/webhooks/{webhook}', errors: [] },
  'POST /v1/webhooks': {
    ...DONE,
    path: '/v1/webhooks',
    body: WEBHOOK,
    status: 201,
    errors: [
      ...missing(WEBHOOK, '/name', '/url'),
      ...filters(WEBHOOK),
      ...wrong(WEBHOOK, '/secret', SECRETS),
      ...wrong(WEBHOOK, '/from', [null, -1, 1.5, '0']),
    ],
  },
  'PATCH /v1/webhooks/:id': {
    ...DONE,
    path: '/v1/webhooks/{webhook}',
    body: { name: 'Mail' },
    takesIfMatch: true,
    errors: [...filters({ name: 'Mail' }), fault('nothing', { body: {} }, 'no_change')],
  },
  'GET /v1/webhooks/:id/deliveries': {
    ...ADMIN,
    path: '/v1/webhooks/{webhook}/deliveries',
    queries: ['state', 'before', 'limit', 'cursor'],
    errors: [
      ...wrongQuery('limit', notQuery.limit),
      ...wrongQuery('before', notQuery.position),
      ...wrongQuery('state', notQuery.oneOf),
      ...wrongQuery('cursor', notQuery.cursor),
    ],
  },
  'GET /v1/webhooks/:id/deliveries/:position': {
    ...ADMIN,
    path: '/v1/webhooks/{webhook}/deliveries/{delivery}',
    errors: [],
  },
  'POST /v1/webhooks/:id/deliveries/:position/redeliver': {
    ...DONE,
    path: '/v1/webhooks/{webhook}/deliveries/{delivery}/redeliver',
    errors: [],
  },
  'POST /v1/webhooks/:id/redeliver': {
    ...DONE,
    path: '/v1/webhooks/{webhook}/redeliver',
    body: RANGE,
    errors: [
      ...missing(RANGE, '/from', '/to'),
      ...wrong(RANGE, '/from', [null, -1, 1.5, 'x']),
      ...wrong(RANGE, '/to', [null, -1, 1.5, 'x']),
      fault('no range', { body: { from: 4, to: 3 } }, 'invalid', '/to'),
      fault('too long a range', { body: { from: 0, to: 100_000 } }, 'invalid', '/to'),
    ],
  },
  'POST /v1/webhooks/:id/ping': { ...ADMIN, path: '/v1/webhooks/{webhook}/ping', errors: [] },
  'POST /v1/webhooks/:id/secrets': {
    ...DONE,
    path: '/v1/webhooks/{webhook}/secrets',
    body: { overlap_hours: 1 },
    errors: [...wrong({}, '/overlap_hours', [null, -1, 169, 1.5, '1']), ...wrong({}, '/secret', SECRETS)],
  },
  'POST /v1/webhooks/:id/pause': {
    ...DONE,
    path: '/v1/webhooks/{webhook}/pause',
    body: PAUSE,
    takesIfMatch: true,
    errors: [...missing(PAUSE, '/reason'), ...wrong(PAUSE, '/reason', not.text(2000))],
  },
  'POST /v1/webhooks/:id/resume': {
    ...DONE,
    path: '/v1/webhooks/{webhook}/resume',
    takesIfMatch: true,
    errors: [],
  },
  'DELETE /v1/webhooks/:id': {
    ...DONE,
    path: '/v1/webhooks/{webhook}',
    takesIfMatch: true,
    errors: [],
  },
};
