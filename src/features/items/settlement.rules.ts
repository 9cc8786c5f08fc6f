import type { ItemStatus } from './item.events.js';
import type { Settlement } from '../templates/template.events.js';

/** What settling needs to know of an item. Items come in document order, parents before their children. */
export interface SettleInput {
  readonly id: string;
  readonly parent: string | null;
  /** Null for items without children. */
  readonly settledBy: Settlement | null;
  /** What was decided on the item itself. */
  readonly status: ItemStatus;
}

/**
 * Where an item's state comes from: its own decision, its children, its parent's decision, or a choice made otherwise.
 * An alternative that failed keeps that status below a choice that was made; the choice is what settles it.
 */
export type SettledFrom = 'own' | 'children' | 'parent' | 'choice';

export interface Settled {
  readonly status: ItemStatus;
  readonly from: SettledFrom;
}

/**
 * The state of every item (domain.md, Rules): a parent is settled when its children are, a choice when one of them
 * is; a parent that was marked as failed or not applicable is that, and what stands below it and is undecided follows.
 * Takes and gives items of one checklist, by id.
 */
export function settleItems(items: readonly SettleInput[]): Map<string, Settled> {
  const children = new Map<string, SettleInput[]>();
  for (const item of items) {
    if (item.parent === null) continue;
    const siblings = children.get(item.parent);
    if (siblings) siblings.push(item);
    else children.set(item.parent, [item]);
  }
  const settled = new Map<string, Settled>();
  for (const item of items) if (item.parent === null) settle(item, children, settled);
  return settled;
}

function settle(
  item: SettleInput,
  children: ReadonlyMap<string, readonly SettleInput[]>,
  settled: Map<string, Settled>,
): ItemStatus {
  const below = children.get(item.id) ?? [];
  const statuses = below.map((child) => settle(child, children, settled));
  const state = ownOrDerived(item, statuses);
  settled.set(item.id, state);
  if (state.status === 'not_applicable' && state.from === 'own') setAside(below, 'parent', children, settled);
  if (state.status === 'checked' && item.settledBy === 'any_child')
    setAside(below, 'choice', children, settled);
  return state.status;
}

function ownOrDerived(item: SettleInput, children: readonly ItemStatus[]): Settled {
  const own: Settled = { status: item.status, from: 'own' };
  if (children.length === 0 || item.settledBy === null || item.settledBy === 'itself') return own;
  // A parent's own check is an attestation on record; it does not stand in for its children.
  if (item.status === 'failed' || item.status === 'not_applicable') return own;
  const status = item.settledBy === 'any_child' ? oneOf(children) : allOf(children);
  return { status, from: 'children' };
}

function allOf(children: readonly ItemStatus[]): ItemStatus {
  if (children.every((status) => status === 'not_applicable')) return 'not_applicable';
  if (children.includes('failed')) return 'failed';
  return children.includes('open') ? 'open' : 'checked';
}

function oneOf(children: readonly ItemStatus[]): ItemStatus {
  if (children.includes('checked')) return 'checked';
  if (children.every((status) => status === 'not_applicable')) return 'not_applicable';
  return children.includes('open') ? 'open' : 'failed';
}

/** Ids of the items that stand below a choice, however deep: they do not block, the choice does. Of one checklist. */
export function itemsBelowChoices(
  items: readonly Pick<SettleInput, 'id' | 'parent' | 'settledBy'>[],
): Set<string> {
  const byId = new Map(items.map((item) => [item.id, item]));
  const below = new Set<string>();
  // Parents come before their children, so what is said of a parent is known by then.
  for (const { id, parent } of items)
    if (parent !== null && (below.has(parent) || byId.get(parent)?.settledBy === 'any_child')) below.add(id);
  return below;
}

// What somebody has decided stays as it was decided; only what is open is set aside.
function setAside(
  items: readonly SettleInput[],
  from: 'parent' | 'choice',
  children: ReadonlyMap<string, readonly SettleInput[]>,
  settled: Map<string, Settled>,
): void {
  for (const item of items) {
    const status = settled.get(item.id)?.status;
    if (status === 'open') settled.set(item.id, { status: 'not_applicable', from });
    if (status === 'failed' && from === 'choice') settled.set(item.id, { status, from });
    setAside(children.get(item.id) ?? [], from, children, settled);
  }
}
