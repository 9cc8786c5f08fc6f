import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalize,
  MAX_DEPTH,
  NotCanonical,
  NotCanonicalizable,
  parseCanonical,
  type JsonValue,
} from './canonical-json.js';

const text = fc.string({ unit: 'binary', maxLength: 12 }).map((value) => value.replaceAll('\0', ''));
const number = fc.oneof(
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Number.isInteger(value)),
);
const { json } = fc.letrec<{ json: JsonValue }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(text, number, fc.boolean(), fc.constant(null)),
    fc.array(tie('json'), { maxLength: 5 }),
    fc.dictionary(text, tie('json'), { maxKeys: 6 }),
  ),
}));

/** The rules of RFC 8785 section 3.2 once more, in the plainest words, to compare with. */
function plainly(value: JsonValue): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(plainly).join()}]`;
  const members = Object.entries(value).sort(([one], [other]) =>
    Buffer.compare(Buffer.from(one, 'utf16le').swap16(), Buffer.from(other, 'utf16le').swap16()),
  );
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${plainly(member)}`).join()}}`;
}

function reversed(value: JsonValue): JsonValue {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(reversed);
  const entries = Object.entries(value).map(([key, member]) => [key, reversed(member)] as const);
  return Object.fromEntries(entries.toReversed());
}

function nested(levels: number): JsonValue {
  let value: JsonValue = 1;
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

function refusal(value: unknown): NotCanonicalizable {
  try {
    canonicalize(value as JsonValue);
  } catch (error) {
    if (error instanceof NotCanonicalizable) return error;
    throw error;
  }
  throw new Error('not refused');
}

describe('canonicalize', () => {
  it('writes the kinds of value that RFC 8785 shows', () => {
    const value = {
      numbers: [333333333.3333333, 4.5, 2e-3, 1e-27, -0, 1e-7, 56.0],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalize(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,4.5,0.002,1e-27,0,1e-7,56],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts keys by UTF-16 code units, not by code points', () => {
    const value = {
      '\u20ac': 1,
      '\r': 2,
      '\ufb33': 3,
      '1': 4,
      '\u{1f600}': 5,
      '\u0080': 6,
      '\u00f6': 7,
      '': 8,
    };
    expect(canonicalize(value)).toBe(
      '{"":8,"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\u{1f600}":5,"\ufb33":3}',
    );
  });

  it('keeps an own member named __proto__', () => {
    expect(canonicalize(JSON.parse('{"b":1,"__proto__":[2]}') as JsonValue)).toBe('{"__proto__":[2],"b":1}');
  });

  it('equals the plain words of the RFC, whatever the order of keys', () => {
    fc.assert(
      fc.property(json, (value) => {
        const canonical = canonicalize(value);
        expect(canonical).toBe(plainly(value));
        expect(canonicalize(reversed(value))).toBe(canonical);
        expect(canonicalize(JSON.parse(canonical) as JsonValue)).toBe(canonical);
        expect(canonicalize(parseCanonical(canonical))).toBe(canonical);
      }),
      { numRuns: 1000 },
    );
  });

  it('writes long and many different keys the same the second time', () => {
    const value = Object.fromEntries(
      Array.from({ length: 3000 }, (_, i) => [`${i}-${'k'.repeat(i % 90)}`, i]),
    );
    expect(canonicalize(value)).toBe(plainly(value));
    expect(canonicalize(value)).toBe(plainly(value));
  });

  it.each<[string, unknown, string, RegExp]>([
    ['NaN', { a: [0, Number.NaN] }, '/a/1', /not finite/],
    ['infinity', -Infinity, '', /not finite/],
    ['an integer too large', [2 ** 53], '/0', /beyond/],
    ['an integer too small', [-(2 ** 53)], '/0', /beyond/],
    ['1e30', { n: 1e30 }, '/n', /beyond/],
    ['a lone surrogate', { a: { b: 'x\ud800' } }, '/a/b', /surrogate/],
    ['a lone surrogate in a key', { a: { '\udc00': 1 } }, '/a/\udc00', /surrogate/],
    ['U+0000', ['\0'], '/0', /U\+0000/],
    ['U+0000 in a key', { 'a\0': 1 }, '/a\0', /U\+0000/],
    ['undefined', { a: undefined }, '/a', /no undefined/],
    ['a hole', Array(1), '/0', /no undefined/],
    ['a function', { toJSON: () => 1 }, '/toJSON', /no function/],
    ['a bigint', [1n], '/0', /no bigint/],
    ['a symbol', [Symbol('s')], '/0', /no symbol/],
    ['a date', { at: new Date(0) }, '/at', /plain object/],
    ['bytes', { at: new Uint8Array(2) }, '/at', /plain object/],
    ['a map', new Map(), '', /plain object/],
    ['a key with a slash and a tilde', { 'a/b': { '~': undefined } }, '/a~1b/~0', /no undefined/],
  ])('refuses %s', (_, value, pointer, reason) => {
    const error = refusal(value);
    expect(error.pointer).toBe(pointer);
    expect(error.reason).toMatch(reason);
    expect(error.message).toContain(error.reason);
  });

  it('takes the outermost integers', () => {
    expect(canonicalize([Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER])).toBe(
      '[9007199254740991,-9007199254740991]',
    );
  });

  it('takes 32 levels, refuses 33 and circles', () => {
    expect(canonicalize(nested(MAX_DEPTH))).toBe(plainly(nested(MAX_DEPTH)));
    expect(refusal(nested(MAX_DEPTH + 1)).reason).toMatch(/nested deeper than 32/);
    const circle: Record<string, unknown> = {};
    circle['a'] = circle;
    expect(refusal(circle).pointer).toBe('/a'.repeat(MAX_DEPTH));
  });
});

describe('parseCanonical', () => {
  it.each([
    ['white space', '{"a": 1}'],
    ['a wrong order', '{"b":1,"a":2}'],
    ['a duplicate key', '{"a":1,"a":1}'],
    ['another spelling of a number', '[1.0]'],
    ['minus zero', '[-0]'],
    ['an escape that is not needed', '["\\u0041"]'],
    ['no JSON', '{'],
    ['an integer too large', '[9007199254740993]'],
    ['a million open brackets', '['.repeat(1_000_000)],
    ['a byte order mark', '\ufeff{}'],
  ])('refuses %s', (_, input) => {
    expect(() => parseCanonical(input)).toThrow(NotCanonical);
  });
});
