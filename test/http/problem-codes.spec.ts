import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { REFUSAL_CODES } from '../../src/eventstore/refusal.js';
import { PROBLEM_CODES, PROBLEMS, problemType } from '../../src/http/problem-codes.js';

const page = readFileSync(fileURLToPath(new URL('../../docs/problems.md', import.meta.url)), 'utf8');

/** The codes of the page, under the headings of their statuses. */
function codesOf(markdown: string): string[][] {
  return markdown.split(/^## /m).flatMap((section) => {
    const [status = '', ...lines] = section.split('\n');
    const entries = lines.flatMap((line) => [/^- `(\w+)` \((.+?)\): (.+)$/.exec(line) ?? []]);
    return entries
      .filter((entry) => entry.length > 0)
      .map(([, code = '', ...texts]) => [code, status, ...texts]);
  });
}

describe('The table of problem codes', () => {
  test('docs/problems.md says the same', () => {
    const table = PROBLEM_CODES.map((code) => {
      const { status, title, when } = PROBLEMS[code];
      return [code, `${status}`, title, when];
    });
    expect(codesOf(page)).toEqual(table);
  });

  test('is in the order of its statuses', () => {
    const statuses = PROBLEM_CODES.map((code) => PROBLEMS[code].status);
    expect(statuses).toEqual(statuses.toSorted((a, b) => a - b));
  });

  test('codes are snake_case, and every refusal has one', () => {
    expect(PROBLEM_CODES.filter((code) => !/^[a-z]+(_[a-z]+)*$/.test(code))).toEqual([]);
    expect(REFUSAL_CODES.filter((code) => !PROBLEM_CODES.includes(code))).toEqual([]);
    expect(problemType('closed')).toBe('/problems/closed');
  });
});
