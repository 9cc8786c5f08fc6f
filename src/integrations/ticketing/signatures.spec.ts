import { verify } from '@octokit/webhooks-methods';
import { expect, it } from 'vitest';
import { isSigned, isToken, refuseStale } from './signatures.js';

const SECRET = "It's a Secret to Everybody";

it("takes GitHub's documented signature", async () => {
  const hex = '757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17';
  expect(isSigned([SECRET], Buffer.from('Hello, World!'), hex)).toBe(true);
  expect(await verify(SECRET, 'Hello, World!', `sha256=${hex}`)).toBe(true);
  expect(isSigned([SECRET], Buffer.from('Hello, World?'), hex)).toBe(false);
});

it("takes Jira's documented signature", () => {
  const hex = 'a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9';
  expect(isSigned(['another', SECRET], Buffer.from('Hello World!'), hex)).toBe(true);
});

it.each(['', 'x', '0'.repeat(63), '0'.repeat(64), '0'.repeat(66)])('takes no signature like "%s"', (hex) => {
  expect(isSigned([SECRET], Buffer.from('x'), hex)).toBe(false);
});

it('compares tokens whole', () => {
  expect(isToken(['abc'], 'abc')).toBe(true);
  for (const token of ['', 'ab', 'abcd', 'ABC']) expect(isToken(['abc'], token)).toBe(false);
});

it('refuses a call from five minutes ago or hence', () => {
  const now = 1_700_000_000_000;
  expect(() => refuseStale('1700000299', now)).not.toThrow();
  for (const time of [undefined, '', 'x', '1700000301', '1699999699'])
    expect(() => refuseStale(time, now)).toThrow(/away/);
});
