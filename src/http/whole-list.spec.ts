import type { FastifyReply, FastifyRequest } from 'fastify';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnswerHeaders } from './answer.js';
import { InvalidRequest } from './problem.js';
import { WholeList } from './whole-list.js';

const list = new WholeList<string>('words', (word) => word);

function page(rows: readonly string[], cursor: string | null, limit: number) {
  const links: string[] = [];
  const reply = { header: (_: string, value: string) => links.push(value) } as unknown as FastifyReply;
  const answer = new AnswerHeaders({ url: '/v1/words' } as FastifyRequest, reply);
  return { ...list.page(rows, { limit, ...(cursor === null ? {} : { cursor }) }, answer), links };
}

describe('The pages of a list that is read whole', () => {
  const words = fc.uniqueArray(fc.string({ minLength: 1 }).filter((word) => !word.includes('\0')));

  it('have every row once and in order, and a Link on all but the last', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 5 }), (rows, limit) => {
        const seen: string[] = [];
        let cursor: string | null = null;
        do {
          const { data, next_cursor, links } = page(rows, cursor, limit);
          expect(links.length).toBe(next_cursor === null ? 0 : 1);
          seen.push(...data);
          cursor = next_cursor;
        } while (cursor !== null);
        expect(seen).toEqual(rows);
      }),
    );
  });

  it('go on behind the row seen last, and at its place where it is gone', () => {
    const { next_cursor } = page(['a', 'b', 'c', 'd'], null, 2);
    expect(page(['new', 'a', 'b', 'c', 'd'], next_cursor, 2).data).toEqual(['c', 'd']);
    expect(page(['a', 'c', 'd'], next_cursor, 2).data).toEqual(['c', 'd']);
  });

  it('take no cursor of another list', () => {
    expect(() => page(['a'], 'W10', 1)).toThrow(InvalidRequest);
  });
});
