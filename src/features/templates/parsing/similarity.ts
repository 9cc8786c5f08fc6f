/** Beyond this many letters two titles that agree are the same title. */
const LETTERS = 160;

/** The pairs of neighbouring letters in a title, sorted, each once: what similarity compares. */
export type LetterPairs = Uint32Array;

/** Takes a title apart; letters and digits only, in lower case, so that it works in any script. */
export function letterPairs(title: string): LetterPairs {
  const letters = title
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .slice(0, LETTERS);
  const pairs = new Set<number>();
  for (let i = 0; i + 1 < letters.length; i++) {
    pairs.add(((letters.charCodeAt(i) << 16) | letters.charCodeAt(i + 1)) >>> 0);
  }
  if (letters.length === 1) pairs.add(letters.charCodeAt(0));
  return Uint32Array.from(pairs).sort();
}

/**
 * How alike two titles are, from 0 to 1: Dice's coefficient over letter pairs, or, where one title
 * holds nearly all of a shorter one, a good part of how much it holds.
 */
export function similarity(a: LetterPairs, b: LetterPairs): number {
  if (a.length === 0 || b.length === 0) return 0;
  let common = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const left = a[i] as number;
    const right = b[j] as number;
    if (left === right) common++;
    if (left <= right) i++;
    if (right <= left) j++;
  }
  const dice = (2 * common) / (a.length + b.length);
  const smaller = Math.min(a.length, b.length);
  return smaller < 5 ? dice : Math.max(dice, (0.7 * common) / smaller);
}

/** One of the longest strictly increasing runs of `values`, as the set of its indexes. */
export function longestIncreasing(values: readonly number[]): Set<number> {
  const tails: number[] = [];
  const before: number[] = [];
  values.forEach((value, i) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[tails[middle] as number] as number) < value) low = middle + 1;
      else high = middle;
    }
    before[i] = low > 0 ? (tails[low - 1] as number) : -1;
    tails[low] = i;
  });
  const run = new Set<number>();
  for (let i = tails.at(-1) ?? -1; i >= 0; i = before[i] as number) run.add(i);
  return run;
}
