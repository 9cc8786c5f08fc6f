import type { AnyItem, Tree } from './item-tree.js';
import type { Pairing } from './pairing.js';

/**
 * Which new section is which previous one (index to index, -1 for none): by explicit key, then by
 * title and path, then by title, in order; and, once items are paired, by where most of a section's
 * items come from.
 */
export function matchSections<New extends AnyItem, Old extends AnyItem>(
  news: Tree<New>,
  olds: Tree<Old>,
  pairing: Pairing | null,
): number[] {
  const toOld = news.sections.map(() => -1);
  const taken = new Set<number>();
  const pair = (index: number, old: number): void => {
    toOld[index] = old;
    taken.add(old);
  };
  const pass = (
    newWord: (section: Tree<New>['sections'][number]) => string | undefined,
    oldWord: (section: Tree<Old>['sections'][number]) => string | undefined,
  ): void => {
    const free = new Map<string, number[]>();
    olds.sections.forEach((section, old) => {
      const word = oldWord(section);
      if (word === undefined || taken.has(old)) return;
      const known = free.get(word);
      if (known === undefined) free.set(word, [old]);
      else known.push(old);
    });
    news.sections.forEach((section, index) => {
      const word = toOld[index] === -1 ? newWord(section) : undefined;
      const old = word === undefined ? undefined : free.get(word)?.shift();
      if (old !== undefined) pair(index, old);
    });
  };
  const byKey = (section: { key?: string }): string | undefined => section.key;
  const byPath = (section: { title: string; path: string[] }): string =>
    JSON.stringify([...section.path, section.title]);
  pass(byKey, byKey);
  pass(byPath, byPath);
  pass(
    (section) => section.title,
    (section) => section.title,
  );
  if (pairing !== null) byMajority(news, olds, pairing, toOld, taken);
  return toOld;
}

function byMajority<New extends AnyItem, Old extends AnyItem>(
  news: Tree<New>,
  olds: Tree<Old>,
  pairing: Pairing,
  toOld: number[],
  taken: Set<number>,
): void {
  const votes = news.sections.map(() => new Map<number, number>());
  for (const node of news.nodes) {
    const old = olds.nodes[pairing.old(node.index)];
    const counts = votes[node.section];
    if (old === undefined || counts === undefined || taken.has(old.section)) continue;
    counts.set(old.section, (counts.get(old.section) ?? 0) + 1);
  }
  votes.forEach((counts, index) => {
    if (toOld[index] !== -1) return;
    const best = [...counts].filter(([old]) => !taken.has(old)).toSorted((a, b) => b[1] - a[1])[0];
    if (best === undefined) return;
    toOld[index] = best[0];
    taken.add(best[0]);
  });
}
