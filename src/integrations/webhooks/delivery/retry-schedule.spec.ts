import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readRetryAfter, RETRY_AFTER_MS, retryAfter } from './retry-schedule.js';

it('goes from 5 s to 24 h, ever longer, with chance in the last fifth', () => {
  expect(RETRY_AFTER_MS[0]).toBe(5_000);
  expect(RETRY_AFTER_MS.at(-1)).toBe(86_400_000);
  expect(RETRY_AFTER_MS.toSorted((one, other) => one - other)).toEqual(RETRY_AFTER_MS);
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: RETRY_AFTER_MS.length }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (n, random) => {
        const full = RETRY_AFTER_MS[n - 1] ?? 0;
        const pause = retryAfter(n, null, random) ?? 0;
        expect(pause).toBeGreaterThanOrEqual(Math.floor(full * 0.8));
        expect(pause).toBeLessThanOrEqual(full);
      },
    ),
  );
  expect(retryAfter(RETRY_AFTER_MS.length + 1, null, 0)).toBeNull();
});

it('waits longer where the receiver asks for it, a day at most', () => {
  expect(retryAfter(1, 60_000, 0)).toBe(60_000);
  expect(retryAfter(1, 1, 0)).toBe(5_000);
  expect(retryAfter(1, 10 ** 12, 0)).toBe(86_400_000);
});

it.each([
  ['120', 120_000],
  ['Thu, 01 Jan 1970 00:00:10 GMT', 10_000],
  ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
  ['soon', null],
  ['1e9999', null],
  [undefined, null],
])('reads Retry-After: %s', (header, ms) => {
  expect(readRetryAfter(header, 0)).toBe(ms);
});
