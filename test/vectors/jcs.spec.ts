import { describe, expect, it } from 'vitest';
import { canonicalize, NotCanonicalizable, type JsonValue } from '../../src/transparency/canonical-json.js';
import { SharedVectors } from './shared-vectors.js';

const vectors = new SharedVectors('jcs');

describe.skipIf(vectors.absent)(`vectors jcs${vectors.note}`, () => {
  const input = (name: string) => JSON.parse(vectors.read(`input/${name}.json`).toString()) as JsonValue;
  const output = (name: string) => vectors.read(`output/${name}.json`);
  const outhex = (name: string) =>
    Buffer.from(vectors.read(`outhex/${name}.txt`).toString().replaceAll(/\s/g, ''), 'hex');

  it.each(['arrays', 'french', 'structures', 'unicode', 'weird'])('%s', (name) => {
    const bytes = Buffer.from(canonicalize(input(name)));
    expect(bytes).toEqual(output(name));
    expect(bytes).toEqual(outhex(name));
  });

  it('values: refused for its integer 1e30 alone', () => {
    const value = input('values') as { numbers: number[] };
    expect(() => canonicalize(value)).toThrow(NotCanonicalizable);
    expect(() => canonicalize(value)).toThrow('/numbers/1 ');
    const rest = { ...value, numbers: value.numbers.filter((number) => number !== 1e30) };
    expect(canonicalize(rest)).toBe(output('values').toString().replace('1e+30,', ''));
    expect(outhex('values')).toEqual(output('values'));
  });
});
