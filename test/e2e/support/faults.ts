import type { Change, ErrorCase, Json, JsonObject } from './route-spec.js';

/** Faults of members by their kind: values that a member of this kind may not have. */
export const not = {
  line: (max: number): Json[] => [null, 7, true, [], {}, '', ' ', 'a\nb', 'a\u0007', 'x'.repeat(max + 1)],
  text: (max: number): Json[] => [null, 7, [], {}, '', ' \n', 'a\u0007', 'x'.repeat(max + 1)],
  key: (): Json[] => [null, 7, [], '', '-a', 'a b', 'a_b', 'a/b', 'a\u200bb', '😀', 'x'.repeat(65)],
  timestamp: (): Json[] => [null, 7, '', 'now', '2025-03-03', '2025-02-30T10:00:00Z', '2025-03-03T10:00:00'],
  day: (): Json[] => [null, 7, '', '2025-02-30', '2025-3-3', '2025-03-03T10:00:00Z'],
  oneOf: (): Json[] => [null, 7, '', 'nonsense', []],
  boolean: (): Json[] => [null, 0, 'true', []],
} as const;

/** Faults of parameters of the query by their kind; a parameter that stands twice is `['a', 'b']`. */
export const notQuery = {
  limit: ['0', '1001', '-1', '1.5', '1e2', '01', '', 'all', ['1', '2']],
  position: ['-1', '1.5', '', 'x', '99999999999999999999', ['1', '2']],
  timestamp: [
    '',
    'now',
    '2025-03-03',
    '2025-02-30T10:00:00Z',
    '2025-03-03T10:00:00',
    ['2025-03-03T10:00:00Z', 'x'],
  ],
  line: (max: number) => ['', '%20', 'a%0Ab', 'x'.repeat(max + 1), ['a', 'b']],
  oneOf: ['', 'nonsense', 'OPEN', ['a', 'b']],
  boolean: ['', '1', 'yes', 'TRUE', ['true', 'true']],
  cursor: [
    '',
    'abc',
    cursorOf([1, 'nonsense', 5]),
    cursorOf([1]),
    cursorOf({}),
    'x'.repeat(2049),
    ['a', 'b'],
  ],
} as const;

/** A cursor as somebody might make one up. */
export function cursorOf(value: Json): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** One case for each value: the body with that value at the pointer is refused, and the pointer says where. */
export function wrong(
  base: JsonObject,
  pointer: string,
  values: readonly Json[],
  more: Partial<ErrorCase> = {},
): ErrorCase[] {
  return values.map((value) => ({
    name: `${pointer} is ${shown(value)}`,
    body: withMember(base, pointer, value),
    code: 'invalid_request',
    at: [pointer],
    ...more,
  }));
}

/** What is no list of objects: no list at all, or one with something else in it, which is pointed to as well. */
export function wrongList(base: JsonObject, pointer: string): ErrorCase[] {
  return [
    ...wrong(base, pointer, [null, 7, 'x', {}, [[]]]),
    ...wrong(base, pointer, [[7], [null], ['x']], { at: [pointer, `${pointer}/0`] }),
  ];
}

/** One case for each pointer: the body without that member is refused. */
export function missing(base: JsonObject, ...pointers: string[]): ErrorCase[] {
  return pointers.map((pointer) => ({
    name: `${pointer} is missing`,
    body: withMember(base, pointer, undefined),
    code: 'invalid_request',
    at: [pointer],
  }));
}

/** One case for each value of a parameter of the query. Values stand as they are sent, percent-encoded. */
export function wrongQuery(
  name: string,
  values: readonly (string | readonly string[])[],
  rest = '',
): ErrorCase[] {
  return values.map((value) => {
    const parameters = [value].flat().map((text) => `${name}=${text}`);
    return {
      name: `?${parameters.join('&').slice(0, 60)}`,
      query: [rest, ...parameters].filter((part) => part !== '').join('&'),
      code: 'invalid_request',
      at: [`query /${name}`],
    };
  });
}

/** A case of its own. */
export function fault(
  name: string,
  change: Change,
  code: ErrorCase['code'],
  ...at: readonly string[]
): ErrorCase {
  return { name, ...change, code, at };
}

/** A copy of the body with the member at the pointer set; undefined takes it away. */
export function withMember(base: JsonObject, pointer: string, value: Json | undefined): JsonObject {
  const [step = '', ...rest] = pointer.slice(1).split('/');
  return set(base, [step, ...rest], value) as JsonObject;
}

function set(value: Json, [step = '', ...rest]: readonly string[], to: Json | undefined): Json {
  if (Array.isArray(value)) {
    const index = Number(step);
    const element = rest.length === 0 ? to : set(value[index] ?? {}, rest, to);
    return element === undefined ? value.toSpliced(index, 1) : value.toSpliced(index, 1, element);
  }
  const members = { ...(value as Record<string, Json>) };
  const member = rest.length === 0 ? to : set(members[step] ?? {}, rest, to);
  if (member === undefined) Reflect.deleteProperty(members, step);
  else members[step] = member;
  return members;
}

function shown(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 20)}… (${text.length - 2})` : text;
}

/** Of reads that can be asked for as of another moment. */
export const MOMENT = ['at_position', 'as_of'] as const;

export function wrongMoment(): ErrorCase[] {
  return [
    ...wrongQuery('at_position', notQuery.position),
    ...wrongQuery('as_of', notQuery.timestamp),
    ...['99999', '9007199254740991'].map((position) =>
      fault(
        `a position that the log has not reached: ${position}`,
        { query: `at_position=${position}` },
        'invalid',
        'query /at_position',
      ),
    ),
  ];
}
