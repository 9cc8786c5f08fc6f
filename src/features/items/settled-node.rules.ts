import type { Derived, ItemFacts, Standing, Status } from './standing.rules.js';

/**
 * Where an item's state comes from: its own decision (or waiver), its children, what was decided on an item above it, a
 * choice made otherwise, the answer to a condition, or what it summarises. An alternative that failed keeps that status
 * below a choice that was made; the choice is what settles it.
 */
export type SettledFrom = 'own' | 'children' | 'parent' | 'choice' | 'condition' | 'summary';

/** An item with its place in the tree and what has been found out about it so far. */
export interface Node {
  readonly item: ItemFacts;
  readonly parent: Node | null;
  readonly children: Node[];
  readonly isBelowChoice: boolean;
  /** A gate counts items of its level. */
  readonly isCounted: boolean;
  needsSecond: boolean;
  isExcluded: boolean;
  standing: Standing;
  /** What it comes to by itself and what is below it, before it is covered by something above. */
  below: Status;
  status: Status;
  from: SettledFrom;
  /** What is so of it by itself; of that, what still matters in its state. */
  words: readonly Derived[];
  derived: readonly Derived[];
}
