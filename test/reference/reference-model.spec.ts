import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareHistory } from './agrees.js';
import { loadSubject } from './load-subject.js';

/** Histories that the two once differed on. */
const FOUND = [
  // Items that two upgrades take out wait in the order they stood in, which a summary of what is above it looks at.
  690_399_040,
];

describe('The rules and a plain, slow model of them', () => {
  it.each(FOUND)('agree on history %i, on which they once did not', async (seed) => {
    expect(compareHistory(await loadSubject(), seed, 14)).toBeGreaterThan(0);
  });

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
