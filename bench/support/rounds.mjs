/** The middle of some numbers; NaN of none. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Runs every case once a round, in another order each time, so that what else the machine does falls on all of them.
 * The first round warms up and does not count.
 * @param cases { name, measure: () => Promise of an object of numbers }
 * @returns by name of the case: the medians of each number, and `all`, the rounds themselves
 */
export async function interleaved(cases, rounds, say) {
  const all = new Map(cases.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    say(round === 0 ? 'warming up ...' : `round ${round} of ${rounds} ...`);
    for (let turn = 0; turn < cases.length; turn += 1) {
      const { name, measure } = cases[(turn + round) % cases.length];
      const measured = await measure();
      if (round > 0) all.get(name).push(measured);
    }
  }
  return new Map([...all].map(([name, measured]) => [name, { ...medians(measured), all: measured }]));
}

function medians(measured) {
  const keys = Object.keys(measured[0] ?? {});
  return Object.fromEntries(keys.map((key) => [key, median(measured.map((one) => one[key]))]));
}

/** The median of the rounds' own ratios: both sides of each were measured within seconds of each other. */
export function ratio(results, above, below, key = 'rate') {
  const [one, other] = [results.get(above)?.all, results.get(below)?.all];
  if (!one || !other) return null;
  return median(one.map((measured, round) => measured[key] / other[round][key]));
}
