import { fault } from './faults.js';
import type { ErrorCase, RouteSpec } from './route-spec.js';

const MIB = 1024 * 1024;

/** What goes wrong on every route of a kind: credential, role, names in the path, headers, the body as a whole. */
export function commonErrors(route: string, spec: RouteSpec): ErrorCase[] {
  const isWrite = !route.startsWith('GET ');
  return [
    ...(spec.right === 'public' ? [] : credentials()),
    ...(spec.right === 'public' || !isWrite ? [] : bodiesOfStrangers()),
    ...names(route, spec),
    ...strangeQueries(spec),
    ...(isWrite && spec.isCall !== true ? idempotencyKeys() : []),
    ...(spec.takesIfMatch === true ? ifMatches() : []),
    ...(spec.body === undefined || spec.isCall === true ? [] : jsonBodies(spec)),
    ...(spec.text === undefined ? [] : textBodies()),
  ];
}

const AUTHORIZATION = 'header /Authorization';
const CONTENT_TYPE = 'header /Content-Type';
const CONTENT_ENCODING = 'header /Content-Encoding';

/** Which roles and other credentials are refused is the matter of access-matrix.spec.ts. */
function credentials(): ErrorCase[] {
  const without = (authorization: string): object => ({ as: null, headers: { authorization } });
  return [
    fault('no credential', { as: null }, 'unauthenticated', AUTHORIZATION),
    fault(
      'an unknown key',
      without(`Bearer clr_default-000000000000_${'0'.repeat(40)}`),
      'unauthenticated',
      AUTHORIZATION,
    ),
    fault('a key of no form', without('Bearer nonsense'), 'unauthenticated', AUTHORIZATION),
    fault('another scheme', without('Basic YTpi'), 'unauthenticated', AUTHORIZATION),
  ];
}

/** Whoever does not say who they are is not read: neither what is no JSON, nor too much, nor of another format. */
function bodiesOfStrangers(): ErrorCase[] {
  return [
    fault(
      'a broken body without a credential',
      { as: null, raw: '{"a": ' },
      'unauthenticated',
      AUTHORIZATION,
    ),
    fault(
      '6 MiB without a credential',
      { as: null, raw: 'x'.repeat(6 * MIB) },
      'unauthenticated',
      AUTHORIZATION,
    ),
    fault(
      'another format without a credential',
      { as: null, raw: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      'unauthenticated',
      AUTHORIZATION,
    ),
  ];
}

type Wrong = readonly [text: string, code: ErrorCase['code']];

const nobody = (...texts: string[]): Wrong[] => texts.map((text) => [text, 'not_found']);
const malformed = (...texts: string[]): Wrong[] => texts.map((text) => [text, 'invalid_request']);

/** By the name that a route gives to a part of its path: what is not there, or can be nothing of the kind. */
const WRONG_NAMES: Readonly<Record<string, readonly Wrong[]>> = {
  project: nobody('nobody', 'prj_nobody', 'a%2Fb', '%2e%2e', '%25', 'shop%20', 'constructor', '{item}'),
  checklist: nobody('nobody', 'chk_nobody', '{others_checklist}', '{item}', 'a%2Fb'),
  item: nobody('nobody', 'itm_nobody', '{checklist}', 'ha-setup', 'a%2Fb'),
  template: nobody('nobody', 'tpl_nobody', '{project}', 'a%2Fb'),
  version: [
    ...nobody('99', '0', '-1', '1000001', '9007199254740991'),
    ...malformed('x', '1.0', '01', '1e1', '%20', '99999999999999999999'),
  ],
  position: [...nobody('99999', '-1', '9007199254740991'), ...malformed('x', '1.0', '007', '1e1')],
  name: nobody('nobody', 'Items', 'items_v1'),
  gate: nobody('nobody', 'gat_nobody', '{item}', 'a%2Fb'),
  condition: nobody('nobody', '{item}', 'a%2Fb'),
  sign_off: nobody('nobody', 'sgn_nobody', 'a%2Fb'),
  evaluation: nobody('nobody', 'rcp_nobody', 'a%2Fb'),
  connection: nobody('nobody', 'con_nobody', '{item}', 'a%2Fb'),
  failure: nobody('nobody', 'job_nobody', 'a%2Fb'),
  ticket: nobody('nobody', 'tkt_nobody', 'a%2Fb'),
  waiver: nobody('nobody', 'wvr_nobody', '{item}', 'a%2Fb'),
  role: malformed('nobody', 'Owner', 'a%2Fb'),
  tenant: nobody('nobody', 'Default', 'a%2Fb'),
  id: nobody('nobody', 'mem_nobody', 'svc_nobody'),
  key: nobody('nobody', 'a%2Fb'),
};

/** Broken in a way that no name has, whatever it names. */
const BROKEN_NAMES: readonly Wrong[] = [
  ['x'.repeat(201), 'uri_too_long'],
  ['%', 'malformed_request'],
  ['%ff', 'malformed_request'],
  ['%ED%A0%80', 'malformed_request'],
  ['a%00b', 'malformed_request'],
];

function names(route: string, spec: RouteSpec): ErrorCase[] {
  const steps = spec.path.split('/');
  const named = (route.split(' ')[1] ?? '').split('/').map((step) => step.startsWith(':') && step.slice(1));
  return named.flatMap((name, index) => {
    if (name === false || name === spec.definesName) return [];
    const known = WRONG_NAMES[name];
    if (known === undefined) throw new Error(`say what can be wrong with a ${name} in the path`);
    return [
      ...known.map((wrong) => ({ wrong, at: [`path /${name}`] })),
      ...BROKEN_NAMES.map((wrong) => ({ wrong, at: [] })),
    ].map(({ wrong: [text, code], at }) =>
      fault(`:${name} is ${text.slice(0, 20)}`, { path: steps.with(index, text).join('/') }, code, ...at),
    );
  });
}

function strangeQueries({ queries: known = [], query: right }: RouteSpec): ErrorCase[] {
  const strange = ['nonsense', 'constructor', ...(known.includes('limit') ? ['LIMIT'] : [])];
  return [
    ...strange.map((name) =>
      fault(
        `?${name}=1`,
        { query: `${right === undefined ? '' : `${right}&`}${name}=1` },
        'invalid_request',
        `query /${name}`,
      ),
    ),
    fault('?a%ff', { query: 'a=%ff' }, 'malformed_request'),
    fault('?a%00', { query: 'a=%00' }, 'malformed_request'),
  ];
}

function idempotencyKeys(): ErrorCase[] {
  return ['a b', '"open', 'x'.repeat(256)].map((key) =>
    fault(
      `Idempotency-Key is ${key.slice(0, 8)}`,
      { headers: { 'idempotency-key': key } },
      'invalid_request',
      'header /Idempotency-Key',
    ),
  );
}

function ifMatches(): ErrorCase[] {
  const bad = ['7', 'W/"7"', '"x"', '"01"', '"1", "2"', '"99999999999999999999"'];
  return [
    ...bad.map((tag) =>
      fault(`If-Match is ${tag}`, { headers: { 'if-match': tag } }, 'invalid_request', 'header /If-Match'),
    ),
    fault(
      'If-Match is of another state',
      { headers: { 'if-match': '"999"' } },
      'precondition_failed',
      'header /If-Match',
    ),
  ];
}

function nested(levels: number): string {
  return `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
}

function jsonBodies({ body = {} }: RouteSpec): ErrorCase[] {
  const json = (value: object): string => JSON.stringify(value);
  const strange = (name: string) =>
    fault(`a member ${name}`, { body: { ...body, [name]: 1 } }, 'invalid_request', `/${name}`);
  return [
    fault('a body cut off', { raw: '{"a": ' }, 'malformed_json', '/a'),
    fault('no JSON at all', { raw: 'name=x' }, 'malformed_json', ''),
    fault(
      'ten levels',
      { raw: json({ ...body, a: JSON.parse(nested(9)) as object }) },
      'invalid_request',
      '/a',
    ),
    fault('33 levels', { raw: nested(33) }, 'malformed_json', '/a'.repeat(32)),
    fault('100,000 levels', { raw: nested(100_000) }, 'malformed_json', '/a'.repeat(32)),
    fault('a member twice', { raw: '{"a": 1, "a": 2}' }, 'malformed_json', '/a'),
    fault('half a surrogate pair', { raw: json({ ...body, a: '\ud800' }) }, 'malformed_json', '/a'),
    fault('the character U+0000', { raw: json({ ...body, a: '\0' }) }, 'malformed_json', '/a'),
    fault('bad UTF-8', { raw: Buffer.from([0x22, 0xff, 0x22]) }, 'malformed_json', ''),
    ...['[]', '"x"', '7', 'null', 'true'].map((raw) =>
      fault(`the body ${raw}`, { raw }, 'invalid_request', ''),
    ),
    strange('nonsense'),
    strange('constructor'),
    ...['text/plain', 'application/x-www-form-urlencoded', 'application/octet-stream'].map((type) =>
      fault(
        `a body of ${type}`,
        { headers: { 'content-type': type } },
        'unsupported_media_type',
        CONTENT_TYPE,
      ),
    ),
    fault(
      'a packed body',
      { headers: { 'content-encoding': 'gzip' } },
      'unsupported_media_type',
      CONTENT_ENCODING,
    ),
    fault('a body over 1 MiB', { raw: json({ a: 'x'.repeat(MIB) }) }, 'content_too_large'),
  ];
}

function textBodies(): ErrorCase[] {
  return [
    ...['application/json', 'text/html', 'multipart/form-data; boundary=x'].map((type) =>
      fault(
        `a body of ${type}`,
        { headers: { 'content-type': type } },
        'unsupported_media_type',
        CONTENT_TYPE,
      ),
    ),
    fault(
      'a packed body',
      { headers: { 'content-encoding': 'gzip' } },
      'unsupported_media_type',
      CONTENT_ENCODING,
    ),
    fault('a body over 5 MiB', { raw: 'x'.repeat(5 * MIB + 1) }, 'content_too_large'),
  ];
}
