import { earlier } from './instants.rules.js';
import type { Node, SettledFrom } from './settled-node.rules.js';
import {
  type Circumstances,
  type Derived,
  type ItemFacts,
  type Standing,
  standingOf,
  type Status,
} from './standing.rules.js';
import { settleSummaries } from './summary.rules.js';

export interface Settled {
  readonly status: Status;
  readonly from: SettledFrom;
  readonly derived: readonly Derived[];
  /** Stands below a choice, however deep: it does not block by itself, the choice does. */
  readonly isBelowChoice: boolean;
  /** Setting it aside takes a second person: a gate counts it, something above or something below it. */
  readonly needsSecond: boolean;
  /** The waiver in force on the item itself. */
  readonly waiver: string | null;
}

/** The state of every item of a checklist, in their order, and until when it stays like this if nothing happens. */
export interface Settlements {
  readonly states: readonly Settled[];
  /** Null for ever. */
  readonly validUntil: string | null;
}

/**
 * The state of every item (domain.md, Rules): a parent is settled when its children are, a choice when one of them is;
 * a parent that failed, is not applicable or is waived itself is that, and what is undecided below it follows. What a
 * condition excludes is not applicable with all below it, once a second person agreed where one is needed.
 * Takes the items of one checklist in document order, parents before their children.
 */
export function settleItems(items: readonly ItemFacts[], circumstances: Circumstances): Settlements {
  const nodes = grow(items, circumstances.counted);
  markSecond(nodes);
  for (const node of nodes) stand(node, circumstances);
  for (const node of nodes) exclude(node, circumstances);
  for (const node of nodes.toReversed()) settle(node);
  for (const node of nodes) cover(node);
  settleSummaries(nodes, { settle, cover });
  let validUntil: string | null = null;
  for (const { standing } of nodes) validUntil = earlier(validUntil, standing.validUntil);
  const states = nodes.map(({ status, from, derived, isBelowChoice, needsSecond, standing }) => ({
    status,
    from,
    derived,
    isBelowChoice,
    needsSecond,
    waiver: status === 'waived' && from === 'own' ? standing.waiver : null,
  }));
  return { states, validUntil };
}

const NOTHING_DECIDED: Standing = { status: 'open', derived: [], waiver: null, validUntil: null };

function grow(items: readonly ItemFacts[], counted: Circumstances['counted']): Node[] {
  const byId = new Map<string, Node>();
  return items.map((item) => {
    const parent = item.parent === null ? null : (byId.get(item.parent) ?? null);
    const node: Node = {
      item,
      parent,
      children: [],
      isBelowChoice: parent !== null && (parent.isBelowChoice || parent.item.settledBy === 'any_child'),
      isCounted: counted.has(item.level),
      needsSecond: counted.has(item.level),
      isExcluded: false,
      standing: NOTHING_DECIDED,
      below: 'open',
      status: 'open',
      from: 'own',
      words: [],
      derived: [],
    };
    parent?.children.push(node);
    byId.set(item.id, node);
    return node;
  });
}

// Whoever sets an optional parent aside sets aside what is counted below it, and the other way round.
function markSecond(nodes: readonly Node[]): void {
  const below = new Set<Node>();
  for (const node of nodes.toReversed())
    if (node.parent && (node.needsSecond || below.has(node))) below.add(node.parent);
  for (const node of nodes) node.needsSecond ||= node.parent !== null && isCountedAbove(node.parent);
  for (const node of below) node.needsSecond = true;
}

function isCountedAbove(node: Node): boolean {
  return node.isCounted || (node.parent !== null && isCountedAbove(node.parent));
}

function stand(node: Node, circumstances: Circumstances): void {
  const standing = standingOf(node.item, circumstances, node.needsSecond);
  node.standing = standing;
  node.below = standing.status;
  node.status = standing.status;
  node.words = standing.derived;
  node.derived = standing.derived;
}

function exclude(node: Node, { conditions }: Circumstances): void {
  if (node.parent?.isExcluded) {
    node.isExcluded = true;
    return;
  }
  const { when } = node.item;
  const given = when && conditions.get(when.condition);
  if (!when || !given || given.answer === when.answer) return;
  if (given.isApproved || !node.needsSecond) node.isExcluded = true;
  else if (!node.words.includes('set_aside_pending')) node.words = [...node.words, 'set_aside_pending'];
}

function settle(node: Node): void {
  fromBelow(node);
  node.below = node.status;
}

function fromBelow(node: Node): void {
  if (node.isExcluded) {
    node.status = 'not_applicable';
    node.from = 'condition';
    node.derived = [];
    return;
  }
  const { settledBy, heldBack } = node.item;
  const own = node.standing.status;
  node.status = own;
  node.from = 'own';
  node.derived = node.words;
  // Summaries below a parent come in later, when they are known themselves.
  const counting = node.children.filter(
    (child) =>
      (child.item.summary === null || child.from === 'summary' || child.isExcluded) &&
      !heldBack.includes(child.item.id),
  );
  if (counting.length === 0 || settledBy === null || settledBy === 'itself') return;
  // A parent's own check is an attestation on record; it does not stand in for its children.
  if (own === 'failed' || own === 'not_applicable' || own === 'waived') return;
  const statuses = counting.map((child) => child.below);
  node.status = settledBy === 'any_child' ? oneOf(statuses) : allOf(statuses);
  node.from = 'children';
  node.derived = node.derived.filter((word) => word === 'overdue' || word === 'set_aside_pending');
  if (node.status !== 'open' && node.status !== 'failed')
    node.derived = node.derived.filter((word) => word !== 'overdue');
}

/** What several items come to together: the worst of them, where not applicable counts for nothing. */
export function allOf(statuses: readonly Status[]): Status {
  if (statuses.every((status) => status === 'not_applicable')) return 'not_applicable';
  for (const status of ['failed', 'open', 'waived'] as const) if (statuses.includes(status)) return status;
  return 'checked';
}

function oneOf(statuses: readonly Status[]): Status {
  if (statuses.includes('checked')) return 'checked';
  if (statuses.includes('waived')) return 'waived';
  if (statuses.every((status) => status === 'not_applicable')) return 'not_applicable';
  return statuses.includes('open') ? 'open' : 'failed';
}

// What somebody has decided stays as it was decided; only what is open follows what is above it, the nearest first.
// An invariant follows no decision: it applies whatever is set aside above it.
function cover(node: Node): void {
  if (node.isExcluded || (node.status !== 'open' && node.status !== 'failed')) return;
  for (let above = node.parent; above; above = above.parent) {
    const by = covering(above);
    if (by === 'choice' && node.status === 'failed') {
      node.from = 'choice';
      return;
    }
    if (by === null || (by === 'parent' && node.status === 'failed')) continue;
    if (node.item.isInvariant && by !== 'choice') continue;
    node.status = by === 'waiver' ? 'waived' : 'not_applicable';
    node.from = by === 'choice' ? 'choice' : 'parent';
    return;
  }
}

function covering(above: Node): 'parent' | 'choice' | 'waiver' | null {
  if (above.from === 'own' && above.standing.status === 'not_applicable') return 'parent';
  if (above.from === 'own' && above.standing.status === 'waived') return 'waiver';
  if (above.item.settledBy === 'any_child' && (above.below === 'checked' || above.below === 'waived'))
    return 'choice';
  return null;
}
