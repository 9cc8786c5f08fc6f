import type { Settled } from '../items/settlement.rules.js';
import type { ItemFacts } from '../items/standing.rules.js';
import type { Level, Phase } from '../templates/template.events.js';
import { type Counts, noCounts, type Tally, tallied } from './counts.rules.js';

/** An item as readiness looks at it. */
export interface ReadinessItem extends ItemFacts {
  readonly key: string;
  readonly title: string;
  readonly checklist: string;
  readonly checklistKey: string;
  readonly phase: Phase;
  /** Oldest first. */
  readonly evidence: readonly { readonly id: string; readonly sha256: string | null }[];
}

/** A named decision: which items have to be settled. Counts and score are over all items; these block. */
export interface GateRules {
  readonly key: string;
  readonly version: number;
  readonly levels: readonly Level[];
  readonly phases: readonly Phase[];
  /** Keys; null for all. */
  readonly sections: readonly string[] | null;
  readonly checklists: readonly string[] | null;
}

/** The gate of a project that has defined none: what is required, before and while going live. */
export const DEFAULT_GATE: GateRules = {
  key: 'go-live',
  version: 0,
  levels: ['required'],
  phases: ['before', 'go-live'],
  sections: null,
  checklists: null,
};

export type Verdict = 'ready' | 'ready_with_exceptions' | 'not_ready';

const REASON_CODES = [
  'item_open',
  'item_failed',
  'item_expired',
  'item_stale',
  'set_aside_pending',
  'item_waived',
  'sign_off_missing',
  'sign_off_rejected',
  'sign_off_stale',
  'nothing_to_assess',
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

export interface Reason {
  readonly code: ReasonCode;
  /** Key of the item; null where the reason is no single item's. */
  readonly item: string | null;
  readonly checklist: string | null;
  /** The role that has to sign, where the reason is a sign-off. */
  readonly role: string | null;
  readonly message: string;
}

/** What one checklist adds to a verdict. */
export interface Assessment {
  readonly tally: Tally;
  /** How many items in the gate's scope are applicable. */
  readonly applicable: number;
  readonly blocking: readonly Reason[];
  /** Items that are waived: not blocking, and not passed. */
  readonly exceptions: readonly Reason[];
  /** The items in scope, by their place among the checklist's. */
  readonly scope: readonly number[];
}

/** Looks at a checklist's items for a gate. `states` are those of settleItems, in the order of the items. */
export function assessChecklist(
  items: readonly ReadinessItem[],
  states: readonly Settled[],
  gate: GateRules,
): Assessment {
  const scope: number[] = [];
  let applicable = 0;
  const found: Found[] = [];
  items.forEach((item, at) => {
    const state = states[at];
    if (!state || !isInScope(item, gate)) return;
    scope.push(at);
    if (state.status !== 'not_applicable') applicable += 1;
    if (!state.isBelowChoice && state.status !== 'checked' && state.status !== 'not_applicable')
      found.push({ item, state });
  });
  const listed = withoutExplained(found);
  return {
    tally: tallied(items, states),
    applicable,
    blocking: listed.filter(({ state }) => state.status !== 'waived').map(reasonOf),
    exceptions: listed.filter(({ state }) => state.status === 'waived').map(reasonOf),
    scope,
  };
}

interface Found {
  readonly item: ReadinessItem;
  readonly state: Settled;
}

function isInScope(item: ReadinessItem, gate: GateRules): boolean {
  return (
    gate.levels.includes(item.level) &&
    gate.phases.includes(item.phase) &&
    (gate.sections === null || gate.sections.includes(item.section)) &&
    (gate.checklists === null || gate.checklists.includes(item.checklistKey))
  );
}

// A parent that is unsettled only because of items that are listed themselves is not listed once more.
function withoutExplained(found: readonly Found[]): Found[] {
  const explained = new Set<string>();
  for (const { item } of found) if (item.parent !== null) explained.add(item.parent);
  return found.filter(({ item, state }) => state.from !== 'children' || !explained.has(item.id));
}

function reasonOf({ item, state }: Found): Reason {
  const [code, words] = whyNot(item, state);
  const message = `“${item.title}” in ${item.checklistKey} ${words}`;
  return { code, item: item.key, checklist: item.checklistKey, role: null, message };
}

function whyNot(item: ReadinessItem, { status, from, derived }: Settled): [ReasonCode, string] {
  if (status === 'failed') return ['item_failed', 'failed'];
  if (status === 'waived') return ['item_waived', 'is waived'];
  if (item.isUpgradePending)
    return ['set_aside_pending', 'is open, and an upgrade that asks less of it waits for a second person'];
  if (derived.includes('set_aside_pending'))
    return ['set_aside_pending', 'is set aside, which waits for a second person'];
  if (derived.includes('stale')) return ['item_stale', 'was decided on under another wording'];
  if (derived.includes('expired')) return ['item_expired', 'ran out: its attestation or waiver has lapsed'];
  if (from === 'summary') return ['item_open', 'is open: what it summarises is not settled'];
  return [
    'item_open',
    item.settledBy === 'any_child' ? 'is open: none of its alternatives is checked' : 'is open',
  ];
}

export interface Conclusion {
  readonly verdict: Verdict;
  /** Checked over applicable, four decimals; null where there is nothing to assess. */
  readonly score: number | null;
  readonly counts: Counts;
  readonly reasons: readonly Reason[];
}

/** What the checklists of a project and the sign-offs of a gate come to. */
export function conclude(assessments: readonly Assessment[], signOffs: readonly Reason[]): Conclusion {
  const counts = noCounts();
  for (const { tally } of assessments) tally.addTo(counts);
  if (assessments.every(({ applicable }) => applicable === 0))
    return { verdict: 'not_ready', score: null, counts, reasons: [nothingToAssess(counts), ...signOffs] };
  const blocking = [...assessments.flatMap((part) => part.blocking), ...signOffs];
  const exceptions = assessments.flatMap((part) => part.exceptions);
  return {
    verdict: blocking.length > 0 ? 'not_ready' : exceptions.length > 0 ? 'ready_with_exceptions' : 'ready',
    score:
      counts.applicable === 0 ? null : Math.round((counts.checked / counts.applicable) * 10_000) / 10_000,
    counts,
    reasons: [...blocking, ...exceptions],
  };
}

function nothingToAssess({ total, applicable }: Counts): Reason {
  const message =
    total === 0
      ? 'no checklist with items has been applied'
      : applicable === 0
        ? 'no item is applicable'
        : 'no item that the gate asks for is applicable';
  return { code: 'nothing_to_assess', item: null, checklist: null, role: null, message };
}
