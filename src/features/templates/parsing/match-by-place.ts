import type { AnyItem, Tree } from './item-tree.js';
import type { Pairing } from './pairing.js';
import { similarity } from './similarity.js';

/** What an unpaired couple must reach: words alike, and more so where the neighbours do not vouch. */
const ENOUGH = 0.4;
const NEIGHBOUR = 0.15;
const LEAST_ALIKE = 0.1;
/** How far from its proportional place a reworded item is looked for among its siblings. */
const BAND = 60;
const MOST_COMPARED = 400_000;

/**
 * Pairs what is left among the same siblings (items of one section, or children of one parent), in
 * order: the alignment with the greatest sum of similarity, where neighbours that are pairs
 * already count in favour.
 */
export function pairByPlace<New extends AnyItem, Old extends AnyItem>(
  pairing: Pairing,
  news: Tree<New>,
  olds: Tree<Old>,
  sections: readonly number[],
): void {
  const align = (newList: readonly number[], oldList: readonly number[]): void => {
    const rows = newList.flatMap((index, at) => (pairing.old(index) < 0 ? [at] : []));
    const columns = oldList.flatMap((index, at) => (pairing.new(index) < 0 ? [at] : []));
    const score = (row: number, column: number): number => {
      const newAt = rows[row] as number;
      const oldAt = columns[column] as number;
      const newNode = news.nodes[newList[newAt] as number];
      const oldNode = olds.nodes[oldList[oldAt] as number];
      if (newNode === undefined || oldNode === undefined) return 0;
      const alike = similarity(newNode.pairs, oldNode.pairs);
      if (alike < LEAST_ALIKE) return 0;
      const before = pairing.neighboursAgree(newList, newAt, oldList, oldAt, -1) ? NEIGHBOUR : 0;
      const after = pairing.neighboursAgree(newList, newAt, oldList, oldAt, 1) ? NEIGHBOUR : 0;
      return alike + before + after >= ENOUGH ? alike + before + after : 0;
    };
    for (const [row, column] of alignment(rows.length, columns.length, score)) {
      pairing.pair(newList[rows[row] as number] as number, oldList[columns[column] as number] as number);
    }
  };
  news.sections.forEach((section, index) => {
    const old = olds.sections[sections[index] ?? -1];
    if (old !== undefined) align(section.roots, old.roots);
  });
  // Document order: a parent is paired before its children look for their place.
  for (const node of news.nodes) {
    const old = olds.nodes[pairing.old(node.index)];
    if (old !== undefined && node.children.length > 0) align(node.children, old.children);
  }
}

/** The pairs (row, column), both increasing, with the greatest sum of scores; 0 is no pair. */
function alignment(
  rows: number,
  columns: number,
  score: (row: number, column: number) => number,
): [number, number][] {
  if (rows === 0 || columns === 0) return [];
  const band = Math.min(BAND + Math.abs(rows - columns), Math.ceil(MOST_COMPARED / rows));
  const width = columns + 1;
  const best = new Float64Array((rows + 1) * width);
  const taken = new Uint8Array((rows + 1) * width);
  for (let row = 1; row <= rows; row++) {
    const middle = (row * columns) / rows;
    for (let column = 1; column <= columns; column++) {
      const at = row * width + column;
      const up = best[at - width] as number;
      const left = best[at - 1] as number;
      best[at] = Math.max(up, left);
      if (Math.abs(column - middle) > band) continue;
      const own = score(row - 1, column - 1);
      const diagonal = (best[at - width - 1] as number) + own;
      if (own > 0 && diagonal > Math.max(up, left)) {
        best[at] = diagonal;
        taken[at] = 1;
      }
    }
  }
  const pairs: [number, number][] = [];
  for (let row = rows, column = columns; row > 0 && column > 0;) {
    const at = row * width + column;
    if (taken[at] === 1) {
      pairs.push([row - 1, column - 1]);
      row--;
      column--;
    } else if ((best[at - width] as number) >= (best[at - 1] as number)) row--;
    else column--;
  }
  return pairs;
}
