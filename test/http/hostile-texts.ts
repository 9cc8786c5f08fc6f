import { DESCRIPTION, type Operation, type Schema } from '../e2e/support/described.js';
import type { Change, Json, JsonObject, RouteSpec } from '../e2e/support/route-spec.js';

/** A request with a hostile text in one place. */
export interface Attempt {
  readonly place: string;
  readonly text: string;
  readonly change: Change;
}

const FORMULAS = ["=cmd|'/C calc'!A0", '+1+1', '-2+3', '@SUM(1)', '\t=1', '\r=1'];
const SQL = '\'; DROP TABLE eventstore.events; -- " OR 1=1 /* \\';
const TEMPLATES = '{{7*7}} ${7*7} #{7*7} <%= 7*7 %> {% raw %} <script>alert(1)</script>';
const BREAKS = [
  '\r\nX-Injected: 1\r\n\r\n{"level":"error"}',
  '\n\u001b[2J\u001b[31m{"level":"error"}',
  '\u009b31m',
];
const BROKEN = ['\u0000', '\ud800', '\udc00\ud800'];
const INHERITED = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
const TURNED = '\u202e\u2066gpj.exe\u200b\ufeff';
const LONG = 20_000;

let count = 0;
let headersTurn = 0;

/** Hostile texts for one place, other ones of a kind each time; those that may be taken are told apart by a number. */
function hostileTexts(): string[] {
  const turn = (count += 1);
  const one = (kinds: readonly string[]): string => kinds[turn % kinds.length] ?? '';
  return [
    `${one(FORMULAS)} m${turn}a ${SQL}`,
    `m${turn}b ${TEMPLATES} ${TURNED}`,
    `m${turn}c${one(BREAKS)}`,
    `m${turn}d${one(BROKEN)}`,
    one(INHERITED),
    `m${turn}e${'x'.repeat(LONG)}`,
  ];
}

/** The description of a route as it is registered; null for what is not described. */
export function operationOf(route: string): { path: string; method: string; operation: Operation } | null {
  const [verb = '', pattern = ''] = route.split(' ');
  const [path, method] = [
    pattern.replaceAll(/:([a-z_]+)/g, '{$1}').replace('*', '{path}'),
    verb.toLowerCase(),
  ];
  const operation = DESCRIPTION.paths[path]?.[method];
  return operation === undefined ? null : { path, method, operation };
}

/** Every place of a route that takes text, with hostile ones in it: body, path, query and headers. */
export function attemptsOn(route: string, spec: RouteSpec): Attempt[] {
  const described = operationOf(route);
  if (described === null) return [];
  const { operation } = described;
  return [...inBody(operation, spec), ...inPath(route, spec), ...inQuery(operation, spec), ...inHeaders()];
}

function inBody({ requestBody }: Operation, { body }: RouteSpec): Attempt[] {
  const schema = requestBody?.content['application/json']?.schema;
  if (schema === undefined) return [];
  return placesIn(schema, body ?? {}, []).flatMap(({ at, wrap }) =>
    hostileTexts().map((text) => ({
      place: `body /${at.join('/')}`,
      text,
      change: { body: put(body ?? {}, at, wrap(text)) },
    })),
  );
}

interface Place {
  readonly at: readonly string[];
  readonly wrap: (text: string) => Json;
}

/** Where a schema takes text, as far as the value goes into it. */
function placesIn(schema: Schema, value: Json | undefined, at: readonly string[]): Place[] {
  const { properties, items, additionalProperties, type } = resolved(schema);
  if (properties !== undefined) {
    const members = Object.entries(properties as Record<string, Schema>);
    return members.flatMap(([name, each]) => placesIn(each, memberOf(value, name), [...at, name]));
  }
  if (additionalProperties !== undefined)
    return [
      { at, wrap: (text) => ({ name: text }) },
      { at, wrap: (text) => JSON.parse(`{${JSON.stringify(text)}: "x"}`) as Json },
    ];
  if (items !== undefined) {
    const first = Array.isArray(value) ? (value[0] as Json) : undefined;
    if (isText(items as Schema)) return [{ at, wrap: (text) => [text] }];
    return first === undefined ? [] : placesIn(items as Schema, first, [...at, '0']);
  }
  return isText(schema) || type === undefined ? [{ at, wrap: (text) => text }] : [];
}

function memberOf(value: Json | undefined, name: string): Json | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return (value as JsonObject)[name];
}

function isText(schema: Schema): boolean {
  return [resolved(schema)['type']].flat().includes('string');
}

/** Behind references and beside null. */
function resolved(schema: Schema): Schema {
  const { $ref, anyOf, allOf, oneOf } = schema;
  if (typeof $ref === 'string')
    return resolved(DESCRIPTION.components.schemas[$ref.split('/').at(-1) ?? ''] ?? {});
  const choices = [anyOf ?? allOf ?? oneOf ?? []].flat() as Schema[];
  const first = choices.find((each) => each['type'] !== 'null');
  return first === undefined ? schema : resolved(first);
}

function put(value: Json, [name, ...below]: readonly string[], text: Json): Json {
  if (name === undefined) return text;
  if (Array.isArray(value))
    return value.with(Number(name), put(value[Number(name)] as Json, below, text)) as Json;
  const object = (value ?? {}) as JsonObject;
  return { ...object, [name]: put(object[name] ?? {}, below, text) };
}

function inPath(route: string, { path }: RouteSpec): Attempt[] {
  const steps = path.split('/');
  return (route.split(' ')[1] ?? '').split('/').flatMap((step, index) => {
    if (!step.startsWith(':') && step !== '*') return [];
    return hostileTexts().map((text) => ({
      place: `path ${step}`,
      text,
      change: { path: steps.with(index, escaped(text)).join('/') },
    }));
  });
}

function inQuery({ parameters = [] }: Operation, { query }: RouteSpec): Attempt[] {
  const named = parameters.filter(
    (each) => each.in === 'query' && (isText(each.schema) || isText(itemsOf(each.schema))),
  );
  return named.flatMap(({ name }) =>
    hostileTexts().map((text) => ({
      place: `query ${name}`,
      text,
      change: { query: [query, `${name}=${escaped(text)}`].filter(Boolean).join('&') },
    })),
  );
}

function itemsOf(schema: Schema): Schema {
  return (schema['items'] ?? {}) as Schema;
}

const HEADERS = ['idempotency-key', 'if-match', 'x-request-id', 'traceparent', 'accept', 'user-agent'];

/**
 * Headers are read alike for every route: two of them each, in turn. What no client can put into one is left out; header
 * lines of a hostile client are in server-options.spec.ts.
 */
function inHeaders(): Attempt[] {
  const names = HEADERS.filter((_, index) => index % 3 === headersTurn % 3);
  headersTurn += 1;
  return names.flatMap((name) =>
    hostileTexts()
      .filter((text) => /^[\x20-\x7e]*$/.test(text) && text.length < LONG)
      .map((text) => ({ place: `header ${name}`, text, change: { headers: { [name]: text } } })),
  );
}

function escaped(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
