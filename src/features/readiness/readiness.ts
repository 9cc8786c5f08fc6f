import type { ItemStatus } from '../items/item.events.js';
import type { Level, Phase } from '../templates/template.events.js';
import { itemsBelowChoices, type SettleInput, type Settled, settleItems } from '../items/settlement.rules.js';

/** An item as readiness looks at it. */
export interface ReadinessItem extends SettleInput {
  readonly key: string;
  readonly title: string;
  readonly checklist: string;
  readonly checklistKey: string;
  readonly level: Level;
  readonly phase: Phase;
  readonly wordingHash: string;
  /** Ids of evidence, or hashes of files, oldest first. */
  readonly evidence: readonly string[];
}

/** A named decision: which items have to be settled. Counts and score are over all items; these block. */
export interface Gate {
  readonly key: string;
  readonly version: number;
  readonly levels: readonly Level[];
  readonly phases: readonly Phase[];
}

/** The gate of a project that has defined none: what is required, before and while going live. */
export const DEFAULT_GATE: Gate = {
  key: 'go-live',
  version: 0,
  levels: ['required'],
  phases: ['before', 'go-live'],
};

export type Verdict = 'ready' | 'ready_with_exceptions' | 'not_ready';

export interface Reason {
  readonly code: 'item_open' | 'item_failed' | 'nothing_to_assess';
  /** Key of the item; null where the reason is no single item's. */
  readonly item: string | null;
  readonly checklist: string | null;
  readonly message: string;
}

export interface Counts {
  total: number;
  applicable: number;
  checked: number;
  open: number;
  failed: number;
  not_applicable: number;
  waived: number;
}

export interface Readiness {
  readonly verdict: Verdict;
  /** Checked over applicable, four decimals; null where nothing is applicable. */
  readonly score: number | null;
  readonly counts: Counts;
  readonly reasons: readonly Reason[];
  /** What a digest is taken of: see digestInput. */
  readonly digest: DigestInput;
}

/** What makes a sign-off stale when it changes: wording, status and evidence of the items, and the gate's rules. */
export type DigestInput = {
  gate: { key: string; version: number };
  items: { checklist: string; item: string; wording_hash: string; status: ItemStatus; evidence: string[] }[];
};

/** Judges a project's items by a gate. Pure: the same items give the same answer, whatever the time. */
export function evaluateReadiness(items: readonly ReadinessItem[], gate: Gate): Readiness {
  const settled = settleByChecklist(items);
  const states = items.map((item) => ({
    item,
    state: settled.get(place(item)) ?? { status: item.status, from: 'own' },
  }));
  const counts = count(states.map(({ state }) => state.status));
  const score =
    counts.applicable === 0 ? null : Math.round((counts.checked / counts.applicable) * 10_000) / 10_000;
  const reasons = counts.applicable === 0 ? [nothingToAssess(items.length)] : blocking(states, gate);
  return {
    verdict: reasons.length === 0 ? 'ready' : 'not_ready',
    score,
    counts,
    reasons,
    digest: digestInput(states, gate),
  };
}

/** States of all items by `checklist/item`. Checklists are settled apart: an id may stand in several. */
export function settleByChecklist(items: readonly ReadinessItem[]): Map<string, Settled> {
  const result = new Map<string, Settled>();
  for (const [checklist, own] of Map.groupBy(items, (item) => item.checklist))
    for (const [id, state] of settleItems(own)) result.set(`${checklist}/${id}`, state);
  return result;
}

interface State {
  readonly item: ReadinessItem;
  readonly state: Settled;
}

function place(item: ReadinessItem): string {
  return `${item.checklist}/${item.id}`;
}

function count(statuses: readonly ItemStatus[]): Counts {
  const of = (status: ItemStatus): number => statuses.filter((entry) => entry === status).length;
  const not_applicable = of('not_applicable');
  return {
    total: statuses.length,
    applicable: statuses.length - not_applicable,
    checked: of('checked'),
    open: of('open'),
    failed: of('failed'),
    not_applicable,
    waived: 0,
  };
}

// A parent that is unsettled only because of items that are listed themselves is not listed once more; the
// alternatives of a choice are not listed, the choice is.
function blocking(states: readonly State[], gate: Gate): Reason[] {
  const alternatives = belowChoices(states.map(({ item }) => item));
  const blocks = states.filter(
    ({ item, state }) =>
      !alternatives.has(place(item)) &&
      gate.levels.includes(item.level) &&
      gate.phases.includes(item.phase) &&
      (state.status === 'open' || state.status === 'failed'),
  );
  const explained = new Set<string>();
  for (const { item } of blocks) if (item.parent !== null) explained.add(`${item.checklist}/${item.parent}`);
  return blocks
    .filter(({ item, state }) => state.from !== 'children' || !explained.has(place(item)))
    .map(({ item, state }) => ({
      code: state.status === 'failed' ? 'item_failed' : 'item_open',
      item: item.key,
      checklist: item.checklistKey,
      message: message(item, state),
    }));
}

function belowChoices(items: readonly ReadinessItem[]): Set<string> {
  const result = new Set<string>();
  for (const [checklist, own] of Map.groupBy(items, (item) => item.checklist))
    for (const id of itemsBelowChoices(own)) result.add(`${checklist}/${id}`);
  return result;
}

function message(item: ReadinessItem, state: Settled): string {
  const subject = `“${item.title}” in ${item.checklistKey}`;
  if (state.status === 'failed') return `${subject} failed`;
  return item.settledBy === 'any_child'
    ? `${subject} is open: none of its alternatives is checked`
    : `${subject} is open`;
}

function nothingToAssess(total: number): Reason {
  const message =
    total === 0 ? 'no checklist with items has been applied' : 'every item has been marked as not applicable';
  return { code: 'nothing_to_assess', item: null, checklist: null, message };
}

function digestInput(states: readonly State[], gate: Gate): DigestInput {
  return {
    gate: { key: gate.key, version: gate.version },
    items: states.map(({ item, state }) => ({
      checklist: item.checklist,
      item: item.id,
      wording_hash: item.wordingHash,
      status: state.status,
      evidence: [...item.evidence],
    })),
  };
}
