import type { AnyItem, Tree, TreeNode } from './item-tree.js';
import { matchSections } from './match-sections.js';
import { pairByPlace } from './match-by-place.js';
import { Pairing, pairBy } from './pairing.js';
import { similarity } from './similarity.js';

/** So alike are titles that are taken for the same item wherever it went. */
const SAME_ANYWHERE = 0.6;
/** More comparisons than this are not made: what is left then is new. */
const MOST_COMPARED = 250_000;

export interface Matched {
  pairing: Pairing;
  /** For each new section the previous one's index, or -1. */
  sections: number[];
}

/**
 * Finds which item of a new version is which item of the previous one. In turn: what `forced` says
 * (new index to previous index), explicit keys, then source text and title (in the same section
 * below the same parent, in the same section, anywhere), then parents by their children, then place
 * among the same siblings with similar words, and last very similar words anywhere.
 */
export function matchItems<New extends AnyItem, Old extends AnyItem>(
  news: Tree<New>,
  olds: Tree<Old>,
  forced: ReadonlyMap<number, number>,
): Matched {
  const pairing = new Pairing(news.nodes.length, olds.nodes.length);
  for (const [index, old] of forced) pairing.pair(index, old);
  const key = (node: TreeNode<AnyItem>): string | null => node.item.key ?? null;
  pairBy(pairing, news, olds, key, key);

  const early = matchSections(news, olds, null);
  const words = [
    (node: TreeNode<AnyItem>): string | null => node.item.source?.sha256 ?? null,
    (node: TreeNode<AnyItem>): string => node.item.title,
    (node: TreeNode<AnyItem>): string => node.item.title.normalize('NFKC').toLowerCase(),
  ];
  for (const scope of ['parent', 'section', 'all'] as const) {
    for (const word of words) {
      const scoped = (node: TreeNode<AnyItem>, section: number): string | null => {
        const own = word(node);
        if (own === null || (scope !== 'all' && section < 0)) return null;
        return `${scope === 'all' ? '' : section}\n${scope === 'parent' ? node.above : ''}\n\n${own}`;
      };
      pairBy(
        pairing,
        news,
        olds,
        (node) => scoped(node, early[node.section] ?? -1),
        (node) => scoped(node, node.section),
      );
    }
  }
  // Each round may pair parents whose children, or children whose parents, were paired before.
  for (let round = 0; round < 2; round++) {
    pairParents(pairing, news, olds);
    pairByPlace(pairing, news, olds, matchSections(news, olds, pairing));
  }
  pairAnywhere(pairing, news, olds);
  return { pairing, sections: matchSections(news, olds, pairing) };
}

function pairParents<New extends AnyItem, Old extends AnyItem>(
  pairing: Pairing,
  news: Tree<New>,
  olds: Tree<Old>,
): void {
  // Innermost parents first, so that a parent found here counts as a child above.
  for (const node of news.nodes.toReversed()) {
    if (pairing.old(node.index) >= 0 || node.children.length === 0) continue;
    const counts = new Map<number, number>();
    for (const child of node.children) {
      const parent = olds.nodes[pairing.old(child)]?.parent ?? -1;
      if (parent >= 0 && pairing.new(parent) < 0) counts.set(parent, (counts.get(parent) ?? 0) + 1);
    }
    const best = [...counts].toSorted((a, b) => b[1] - a[1])[0];
    if (best !== undefined && best[1] * 2 >= node.children.length) pairing.pair(node.index, best[0]);
  }
}

function pairAnywhere<New extends AnyItem, Old extends AnyItem>(
  pairing: Pairing,
  news: Tree<New>,
  olds: Tree<Old>,
): void {
  const left = news.nodes.filter((node) => pairing.old(node.index) < 0);
  const right = olds.nodes.filter((node) => pairing.new(node.index) < 0);
  if (left.length * right.length > MOST_COMPARED) return;
  const found: { index: number; old: number; score: number }[] = [];
  for (const node of left) {
    for (const other of right) {
      const score = similarity(node.pairs, other.pairs);
      if (score >= SAME_ANYWHERE) found.push({ index: node.index, old: other.index, score });
    }
  }
  for (const { index, old } of found.toSorted(
    (a, b) => b.score - a.score || a.index - b.index || a.old - b.old,
  )) {
    if (pairing.old(index) < 0 && pairing.new(old) < 0) pairing.pair(index, old);
  }
}
