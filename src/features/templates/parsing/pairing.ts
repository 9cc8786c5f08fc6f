import type { AnyItem, Tree, TreeNode } from './item-tree.js';

/** Which new item is which previous one; each at most once. -1 is none. */
export class Pairing {
  readonly toOld: Int32Array;
  readonly toNew: Int32Array;

  constructor(news: number, olds: number) {
    this.toOld = new Int32Array(news).fill(-1);
    this.toNew = new Int32Array(olds).fill(-1);
  }

  old(index: number): number {
    return this.toOld[index] ?? -1;
  }

  new(index: number): number {
    return this.toNew[index] ?? -1;
  }

  pair(newIndex: number, oldIndex: number): void {
    this.toOld[newIndex] = oldIndex;
    this.toNew[oldIndex] = newIndex;
  }

  /** Whether the items right before (or after) two places are a pair, or both places are an end. */
  neighboursAgree(
    newList: readonly number[],
    newAt: number,
    oldList: readonly number[],
    oldAt: number,
    step: -1 | 1,
  ): boolean {
    const newNeighbour = newList[newAt + step];
    const oldNeighbour = oldList[oldAt + step];
    if (newNeighbour === undefined || oldNeighbour === undefined) return newNeighbour === oldNeighbour;
    return this.old(newNeighbour) === oldNeighbour;
  }
}

type Group = { news: number[]; olds: number[] };

/**
 * Pairs unpaired items that give the same word (null gives none). Words that stand once on both
 * sides go first; then repeated ones whose neighbours are pairs; then the rest in document order.
 */
export function pairBy<New extends AnyItem, Old extends AnyItem>(
  pairing: Pairing,
  news: Tree<New>,
  olds: Tree<Old>,
  newWord: (node: TreeNode<New>) => string | null,
  oldWord: (node: TreeNode<Old>) => string | null,
): void {
  const groups = new Map<string, Group>();
  const group = (word: string): Group => {
    const known = groups.get(word);
    if (known !== undefined) return known;
    const made: Group = { news: [], olds: [] };
    groups.set(word, made);
    return made;
  };
  for (const node of news.nodes) {
    const word = pairing.old(node.index) < 0 ? newWord(node) : null;
    if (word !== null) group(word).news.push(node.index);
  }
  for (const node of olds.nodes) {
    const word = pairing.new(node.index) < 0 ? oldWord(node) : null;
    if (word !== null) groups.get(word)?.olds.push(node.index);
  }
  const repeated: Group[] = [];
  for (const candidates of groups.values()) {
    const { news: left, olds: right } = candidates;
    if (right.length === 0) continue;
    if (left.length !== 1 || right.length !== 1) repeated.push(candidates);
    else pairing.pair(left[0] as number, right[0] as number);
  }
  for (const candidates of repeated) pairRepeated(pairing, candidates);
}

function pairRepeated(pairing: Pairing, { news, olds }: Group): void {
  if (news.length !== olds.length) {
    const oldSet = new Set(olds);
    for (const index of news) {
      const afterPair = pairing.old(index - 1) + 1;
      const beforePair = pairing.old(index + 1) - 1;
      const old = [index > 0 && pairing.old(index - 1) >= 0 ? afterPair : -1, beforePair].find((at) =>
        oldSet.has(at),
      );
      if (old === undefined) continue;
      pairing.pair(index, old);
      oldSet.delete(old);
    }
  }
  const left = news.filter((index) => pairing.old(index) < 0);
  const right = olds.filter((index) => pairing.new(index) < 0);
  left.slice(0, right.length).forEach((index, i) => pairing.pair(index, right[i] as number));
}
