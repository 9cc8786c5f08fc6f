/** How many names a hint lists. */
const HINTS = 3;

/** Those of `names` that are nearest to `given` by edit distance (Levenshtein), nearest first. */
export function nearest(given: string, names: readonly string[]): string[] {
  // Nobody misspells a name by hundreds of letters, and the distance takes time with the product of the lengths.
  const text = given.slice(0, 64);
  return names
    .map((name) => ({ name, distance: distance(text, name) }))
    .sort((one, other) => one.distance - other.distance)
    .slice(0, HINTS)
    .map(({ name }) => name);
}

function distance(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...from].entries()) {
    const line = [row + 1];
    for (const [column, other] of [...to].entries()) {
      const substituted = (above[column] ?? 0) + (letter === other ? 0 : 1);
      line.push(Math.min(substituted, (above[column + 1] ?? 0) + 1, (line[column] ?? 0) + 1));
    }
    above = line;
  }
  return above.at(-1) ?? 0;
}
