import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidRequest } from './problem.js';
import { WholeList } from './whole-list.js';

const list = new WholeList<string>('words', (word) => word);

function page(rows: readonly string[], cursor: string | undefined, limit: number) {
  return list.pages(rows)(cursor, limit);
}

describe('The pages of a list that is read whole', () => {
  const words = fc.uniqueArray(fc.string({ minLength: 1 }).filter((word) => !word.includes('\0')));

  it('have every row once and in order', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 5 }), (rows, limit) => {
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const { rows: some, next } = page(rows, cursor, limit);
          expect(some.length).toBeLessThanOrEqual(limit);
          seen.push(...some);
          cursor = next ?? undefined;
        } while (cursor !== undefined);
        expect(seen).toEqual(rows);
      }),
    );
  });

  it('go on behind the row seen last, and at its place where it is gone', () => {
    const next = page(['a', 'b', 'c', 'd'], undefined, 2).next ?? '';
    expect(page(['new', 'a', 'b', 'c', 'd'], next, 2).rows).toEqual(['c', 'd']);
    expect(page(['a', 'c', 'd'], next, 2).rows).toEqual(['c', 'd']);
  });

  it('take no cursor of another list', () => {
    expect(() => page(['a'], 'W10', 1)).toThrow(InvalidRequest);
  });
});
