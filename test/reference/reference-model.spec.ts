import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareHistory } from './agrees.js';
import { loadSubject } from './load-subject.js';

describe('The rules and a plain, slow model of them', () => {
  it('agree after every event of thousands of random histories, then and later', async () => {
    const subject = await loadSubject();
    let compared = 0;
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        compared += compareHistory(subject, seed, 14);
      }),
      { numRuns: 2_000 },
    );
    expect(compared).toBeGreaterThan(10_000);
  });
});
