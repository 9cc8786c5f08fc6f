import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidJson } from '../../src/http/json-scanner.js';
import { parseJson } from '../../src/http/strict-json.js';

const bytes = (text: string) => Buffer.from(text, 'utf8');

function refusal(text: string | Buffer): InvalidJson {
  try {
    parseJson(typeof text === 'string' ? bytes(text) : text);
  } catch (error) {
    if (error instanceof InvalidJson) return error;
    throw error;
  }
  throw new Error(`${text.toString()} was accepted`);
}

describe('What is refused, where and why', () => {
  test.each([
    ['{"a":1,"b":{"c":1,"c":2}}', 'duplicate_member', '/b/c', 1, 19],
    ['{"a":1,"\\u0061":2}', 'duplicate_member', '/a', 1, 8],
    ['{"__proto__":{"admin":true}}', 'forbidden_member', '', 1, 2],
    ['{"\\u005f_proto__":1}', 'forbidden_member', '', 1, 2],
    ['[1e400]', 'number_out_of_range', '/0', 1, 2],
    ['[-1e400]', 'number_out_of_range', '/0', 1, 2],
    ['{"n":9007199254740992}', 'number_out_of_range', '/n', 1, 6],
    ['{"n":-9007199254740992}', 'number_out_of_range', '/n', 1, 6],
    ['{"n":1E16}', 'number_out_of_range', '/n', 1, 6],
    ['{"t":"a\\u0000b"}', 'bad_text', '/t', 1, 8],
    ['{"t":"\\ud800"}', 'bad_text', '/t', 1, 7],
    ['{"t":"\\ud800\\u0041"}', 'bad_text', '/t', 1, 7],
    ['{"t":"\\udc00"}', 'bad_text', '/t', 1, 7],
    ['{"a/b":{"~":[0,\n  x]}}', 'syntax', '/a~1b/~0/1', 2, 3],
    ['', 'syntax', '', 1, 1],
    ['{"a":1,}', 'syntax', '', 1, 8],
    ['[1,]', 'syntax', '/1', 1, 4],
    ['{"a" 1}', 'syntax', '/a', 1, 6],
    ["{'a':1}", 'syntax', '', 1, 2],
    ['{"a":01}', 'syntax', '/a', 1, 7],
    ['{"a":.5}', 'syntax', '/a', 1, 6],
    ['{"a":NaN}', 'syntax', '/a', 1, 6],
    ['{"a":tru}', 'syntax', '/a', 1, 6],
    ['{"a":"x', 'syntax', '/a', 1, 8],
    ['{"a":"\t"}', 'syntax', '/a', 1, 7],
    ['{"a":"\\x"}', 'syntax', '/a', 1, 7],
    ['{"a":"\\u12"}', 'syntax', '/a', 1, 7],
    ['{} {}', 'syntax', '', 1, 4],
    ['\uFEFF{}', 'syntax', '', 1, 1],
    ['1 // one', 'syntax', '', 1, 3],
  ])('%s', (text, fault, pointer, line, column) => {
    const error = refusal(text);
    expect([error.fault, error.pointer, error.line, error.column]).toEqual([fault, pointer, line, column]);
  });

  test('the 33rd level, in objects and arrays alike', () => {
    expect(parseJson(bytes('['.repeat(32) + ']'.repeat(32)))).toBeInstanceOf(Array);
    expect(refusal('['.repeat(33) + ']'.repeat(33)).fault).toBe('too_deep');
    expect(refusal('{"a":'.repeat(33) + '1' + '}'.repeat(33)).fault).toBe('too_deep');
    expect(refusal('['.repeat(1_000_000)).fault).toBe('too_deep');
  });

  test('bytes that are not UTF-8, behind a genuine U+FFFD', () => {
    const bad = Buffer.concat([bytes('{"a":"\uFFFD",\n "b":"'), Buffer.from([0xc3, 0x28]), bytes('"}')]);
    const error = refusal(bad);
    expect([error.fault, error.line, error.column]).toEqual(['bad_encoding', 2, 7]);
    expect(refusal(Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])).fault).toBe('bad_encoding');
  });

  test('a duplicate among many members', () => {
    const members = Array.from({ length: 100 }, (_, index) => `"k${index}":${index}`);
    expect(Object.keys(parseJson(bytes(`{${members.join()}}`)) as object)).toHaveLength(100);
    expect(refusal(`{${members.join()},"k99":0}`).fault).toBe('duplicate_member');
    expect(refusal(`{${members.join()},"k3":0}`).pointer).toBe('/k3');
  });
});

describe('What is accepted', () => {
  test.each([
    ['{}', {}],
    [' [ ] ', []],
    ['{"n":9007199254740991,"m":-9007199254740991}', { n: 9007199254740991, m: -9007199254740991 }],
    ['[0.1,-0.5e-3,1e15,5E-324]', [0.1, -0.0005, 1e15, 5e-324]],
    ['"\\ud83d\\ude00 \\u00e9 \\" \\\\ \\/"', '😀 é " \\ /'],
    ['{"constructor":1,"toString":2}', { constructor: 1, toString: 2 }],
    ['null', null],
  ])('%s', (text, value) => {
    expect(parseJson(bytes(text))).toEqual(value);
  });

  test('whatever JSON.stringify writes comes back', () => {
    const value = fc.jsonValue({ maxDepth: 6, stringUnit: 'grapheme' });
    fc.assert(
      fc.property(value, fc.boolean(), (value, pretty) => {
        const text = JSON.stringify(value, null, pretty ? 2 : 0);
        fc.pre(!/\\u0000|__proto__/.test(text) && !hasLargeNumber(value));
        expect(parseJson(bytes(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  test('nothing that JSON.parse refuses, and all it takes but duplicates', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '"a"',
      '"b"',
      '1',
      '-',
      '0',
      '.5',
      'e1',
      'null',
      ' ',
    );
    const texts = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, (text) => {
        const lenient = outcome(() => JSON.parse(text));
        const strict = outcome(() => parseJson(bytes(text)));
        // What JSON.parse takes and this refuses on purpose; pieces such as 1 and e1 join to numbers of any size.
        const isStricter = strict === 'duplicate_member' || strict === 'number_out_of_range';
        expect(strict).toBe(isStricter ? strict : lenient);
      }),
      { numRuns: 3000 },
    );
  });
});

function outcome(parse: () => unknown): string {
  try {
    parse();
    return 'accepted';
  } catch (error) {
    return error instanceof InvalidJson ? error.fault : 'syntax';
  }
}

function hasLargeNumber(value: unknown): boolean {
  if (typeof value === 'number') return Math.abs(value) > Number.MAX_SAFE_INTEGER;
  return typeof value === 'object' && value !== null && Object.values(value).some(hasLargeNumber);
}
