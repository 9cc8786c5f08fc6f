import type { Node } from './settled-node.rules.js';
import type { Status } from './standing.rules.js';

/** How many of the items that a summary looks at have which status. */
type Tally = Record<Status, number>;

/**
 * Gives summary items their status: the worst of what is required in the rest of their section, or above them. A choice
 * stands for its alternatives, a parent's children for the parent. Parents of summaries are settled anew with
 * them, and what stands above covers them all.
 */
export function settleSummaries(
  nodes: readonly Node[],
  rules: { readonly settle: (node: Node) => void; readonly cover: (node: Node) => void },
): void {
  const summaries = nodes.filter(({ item, children, isExcluded }) => {
    return item.summary !== null && children.length === 0 && !isExcluded;
  });
  if (summaries.length === 0) return;
  const sections = new Map<string, Tally>();
  for (const node of nodes) count(tallyOf(sections, node.item.section), node, 1);
  const above = emptyTally();
  const wanted = new Set(summaries);
  for (const node of nodes) {
    if (!wanted.has(node)) {
      count(above, node, 1);
      continue;
    }
    const tally = { ...(node.item.summary === 'above' ? above : tallyOf(sections, node.item.section)) };
    // What a summary stands below would wait for it.
    for (let parent = node.parent; parent; parent = parent.parent)
      if (node.item.summary === 'above' || parent.item.section === node.item.section)
        count(tally, parent, -1);
    node.below = worst(tally);
    node.status = node.below;
    node.from = 'summary';
    node.derived = node.words.filter((word) => word === 'overdue' && node.status !== 'checked');
  }
  // Parents now have them for children, and a choice may be made by one: all is settled and covered anew.
  for (const node of nodes.toReversed()) if (!wanted.has(node)) rules.settle(node);
  for (const node of nodes) rules.cover(node);
}

function count(tally: Tally, node: Node, by: 1 | -1): void {
  const { item, isBelowChoice, children, from } = node;
  if (item.level !== 'required' || item.summary !== null || isBelowChoice) return;
  if (children.length > 0 && item.settledBy !== 'any_child' && from === 'children') return;
  tally[node.status] += by;
}

function worst(tally: Tally): Status {
  for (const status of ['failed', 'open', 'waived', 'checked'] as const) if (tally[status] > 0) return status;
  return 'not_applicable';
}

function tallyOf(sections: Map<string, Tally>, section: string): Tally {
  const tally = sections.get(section) ?? emptyTally();
  sections.set(section, tally);
  return tally;
}

function emptyTally(): Tally {
  return { open: 0, checked: 0, failed: 0, not_applicable: 0, waived: 0 };
}
