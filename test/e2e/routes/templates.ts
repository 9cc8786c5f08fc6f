import {
  fault,
  missing,
  not,
  notQuery,
  withMember,
  wrong,
  wrongList,
  wrongQuery,
} from '../support/faults.js';
import type { ErrorCase, Json, JsonObject, RouteTable } from '../support/route-spec.js';

const VERSION = {
  title: 'Release',
  description: 'What a release takes',
  sections: [
    {
      key: 'ops',
      title: 'Operations',
      path: ['Before'],
      items: [
        {
          key: 'ops.logs',
          title: 'Ship the logs',
          description: 'All of them',
          links: [{ title: 'How', url: 'https://wiki.example.com/logs' }],
          level: 'required',
          phase: 'before',
          settled_by: 'any_child',
          claimed: false,
          items: [{ key: 'ops.syslog', title: 'By syslog' }, { title: 'By journal' }],
        },
      ],
    },
  ],
  sign_offs: [{ role: 'technical-lead', title: 'Technical Lead' }],
};
const TEMPLATE = { key: 'release-2', ...VERSION };

const ITEM = '/sections/0/items/0';

/** Items below items, deeper than a template may have them. */
function nested(depth: number): JsonObject {
  const below: Json[] = depth === 1 ? [] : [nested(depth - 1)];
  return { title: `${depth} deep`, items: below };
}

function definitionErrors(base: JsonObject): ErrorCase[] {
  const twice = (pointer: string, value: Json, ...at: string[]): ErrorCase =>
    fault(`${JSON.stringify(value)} twice`, { body: withMember(base, pointer, value) }, 'invalid', ...at);
  return [
    ...missing(base, '/title', '/sections', '/sections/0/title', '/sections/0/items', `${ITEM}/title`),
    ...missing(
      base,
      `${ITEM}/links/0/title`,
      `${ITEM}/links/0/url`,
      '/sign_offs/0/role',
      '/sign_offs/0/title',
    ),
    ...wrong(base, '/title', not.line(500)),
    ...wrongList(base, '/sections'),
    ...wrong(base, '/sections/0/key', not.key()),
    ...wrong(base, '/sections/0/title', [null, 7, 'a\nb', 'x'.repeat(501)]),
    ...wrong(base, '/sections/0/path', [null, 7, 'x', {}, Array<string>(11).fill('x')]),
    ...wrong(base, '/sections/0/path', [[7], ['x'.repeat(501)]], { at: ['/sections/0/path/0'] }),
    ...wrongList(base, '/sections/0/items'),
    ...wrong(base, '/sections/0/nonsense', [1]),
    ...wrong(base, `${ITEM}/id`, [null, 7, '']),
    ...wrong(base, `${ITEM}/key`, not.key()),
    ...wrong(base, `${ITEM}/title`, not.line(500)),
    ...wrong(base, `${ITEM}/description`, not.text(10_000)),
    ...wrongList(base, `${ITEM}/links`),
    ...wrong(base, `${ITEM}/links/0/url`, [
      null,
      7,
      [],
      '',
      'a\u0007',
      'a\nb',
      'javascript:alert(1)',
      ' Data:text/html,x',
      'vbscript:x',
      'file:///etc/passwd',
      'tel:112',
      'java\u200bscript:x',
      'x'.repeat(2001),
    ]),
    ...wrong(base, `${ITEM}/level`, not.oneOf()),
    ...wrong(base, `${ITEM}/phase`, not.oneOf()),
    ...wrong(base, `${ITEM}/settled_by`, not.oneOf()),
    ...wrong(base, `${ITEM}/claimed`, not.boolean()),
    ...wrong(base, `${ITEM}/source`, [null, 7, 'x']),
    ...wrongList(base, `${ITEM}/items`),
    ...wrong(base, `${ITEM}/items/1/title`, not.line(500)),
    ...wrong(base, `${ITEM}/items/1/nonsense`, [1]),
    ...wrongList(base, '/sign_offs'),
    ...wrong(base, '/sign_offs/0/role', not.key()),
    ...wrong(base, '/sign_offs/0/title', not.line(200)),
    fault(
      'items 11 deep',
      { body: withMember(base, ITEM, nested(11)) },
      'invalid_request',
      `${ITEM}${'/items/0'.repeat(10)}`,
    ),
    fault(
      'more than 2000 items',
      {
        body: withMember(
          base,
          '/sections',
          Array.from({ length: 3 }, () => ({
            title: '',
            items: Array.from({ length: 700 }, () => ({ title: 'x' })),
          })),
        ),
      },
      'invalid_request',
      '/sections/2/items/600',
    ),
    ...wrong(base, `${ITEM}/id`, ['itm_nobody'], { code: 'invalid' }),
    twice(`${ITEM}/items`, [{ key: 'OPS.logs', title: 'Again' }], `${ITEM}/items/0/key`),
    twice(
      '/sections',
      [
        { key: 's', title: '', items: [] },
        { key: 'S', title: '', items: [] },
      ],
      '/sections/1/key',
    ),
    twice(
      '/sign_offs',
      [
        { role: 'lead', title: 'A' },
        { role: 'Lead', title: 'B' },
      ],
      '/sign_offs/1/role',
    ),
  ];
}

const READ = { right: 'read', status: 200, answers: 'projection' } as const;

export const TEMPLATE_ROUTES: RouteTable = {
  'POST /v1/templates': {
    right: 'write',
    path: '/v1/templates',
    body: TEMPLATE,
    status: 201,
    answers: 'events',
    errors: [
      ...missing(TEMPLATE, '/key'),
      ...wrong(TEMPLATE, '/key', not.key()),
      ...wrong(TEMPLATE, '/description', not.text(10_000)),
      ...wrong(TEMPLATE, '/version', [1]),
      ...wrong(TEMPLATE, '/key', ['go-live', 'Go-Live', 'RELEASE'], { code: 'already_exists' }),
      ...definitionErrors(TEMPLATE),
      fault('no body', { raw: '' }, 'invalid_request', '/key', '/title', '/sections'),
    ],
  },

  'GET /v1/templates': {
    ...READ,
    path: '/v1/templates',
    queries: ['limit', 'cursor', 'consistency'],
    errors: [
      ...wrongQuery('limit', notQuery.limit),
      ...wrongQuery('cursor', notQuery.cursor),
      ...wrongQuery('consistency', notQuery.oneOf),
    ],
  },

  'GET /v1/templates/:template': {
    ...READ,
    path: '/v1/templates/release',
    queries: ['consistency'],
    errors: wrongQuery('consistency', notQuery.oneOf),
  },

  'GET /v1/templates/:template/versions': {
    ...READ,
    path: '/v1/templates/release/versions',
    queries: ['limit', 'cursor', 'consistency'],
    errors: [
      ...wrongQuery('limit', notQuery.limit),
      ...wrongQuery('cursor', notQuery.cursor),
      ...wrongQuery('consistency', notQuery.oneOf),
    ],
  },

  'GET /v1/templates/:template/versions/:version': {
    ...READ,
    path: '/v1/templates/release/versions/1',
    queries: ['consistency'],
    errors: wrongQuery('consistency', notQuery.oneOf),
  },

  'GET /v1/templates/:template/export': {
    ...READ,
    path: '/v1/templates/release/export',
    query: 'version=1',
    queries: ['version'],
    errors: [
      ...wrongQuery('version', ['0', '-1', '1.5', '', 'x', '1000001', ['1', '1']]),
      fault('?version=99', { query: 'version=99' }, 'not_found', 'query /version'),
    ],
  },

  'POST /v1/templates/:template/versions': {
    right: 'write',
    path: '/v1/templates/release/versions',
    body: VERSION,
    status: 201,
    answers: 'events',
    takesIfMatch: true,
    errors: [
      ...definitionErrors(VERSION),
      ...wrong(
        VERSION,
        '/description',
        not.text(10_000).filter((value) => value !== null),
      ),
      ...['/id', '/key', '/content_hash', '/published_at'].flatMap((at) => wrong(VERSION, at, [null, 7, {}])),
      ...['/version', '/newest_version', '/position', '/sequence'].flatMap((at) =>
        wrong(VERSION, at, [null, '1', 1.5]),
      ),
      ...['/counts', '/published_by'].flatMap((at) => wrong(VERSION, at, [null, 7, 'x'])),
      ...wrong(VERSION, '/source', [7, 'x']),
      ...wrong(VERSION, '/nonsense', [1]),
      fault('no body', { raw: '' }, 'invalid_request', '/title', '/sections'),
    ],
  },
};
