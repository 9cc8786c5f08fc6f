import type { Level, Settlement, Summary } from '../templates/template.events.js';
import { addDays, earlier, endOfDay } from './instants.rules.js';
import { ITEM_STATUSES, type ItemStatus } from './item.events.js';

/** A waiver as far as an item's standing goes. Times are RFC 3339, UTC, with microseconds. */
export interface WaiverFacts {
  readonly id: string;
  /** Key of the gate it is limited to; null for all. */
  readonly gate: string | null;
  /** The wording it was asked for. */
  readonly wordingHash: string;
  readonly expiresAt: string;
  readonly isApproved: boolean;
  readonly isRevoked: boolean;
}

/** What was recorded of one item and what it is subject to: its standing at any time follows from this. */
export interface ItemFacts {
  readonly id: string;
  readonly parent: string | null;
  readonly section: string;
  readonly level: Level;
  /** Null for items without children. */
  readonly settledBy: Settlement | null;
  readonly when: { readonly condition: string; readonly answer: boolean } | null;
  readonly recursDays: number | null;
  readonly summary: Summary | null;
  readonly wordingHash: string;
  /** The newest decision on the item itself; `open` where there is none. */
  readonly status: ItemStatus;
  readonly effectiveAt: string | null;
  /** The wording that was decided on; null without a decision. */
  readonly decidedWording: string | null;
  /** The decision sets the item aside and no second person has agreed: it counts where none is needed. */
  readonly isAsidePending: boolean;
  /** Evidence was attached after the decision. */
  readonly hasNewerEvidence: boolean;
  readonly waivers: readonly WaiverFacts[];
  readonly dueOn: string | null;
  /** A template upgrade would weaken or remove it, and waits for a second person; the rules before hold. */
  readonly isUpgradePending: boolean;
  /** Children that such an upgrade would make alternatives of this choice: they settle nothing until then. */
  readonly heldBack: readonly string[];
  /** Applies whatever is decided about what stands above it. */
  readonly isInvariant: boolean;
}

export interface ConditionAnswer {
  readonly answer: boolean;
  /** A second person agreed, or the tenant's policy asked for none. */
  readonly isApproved: boolean;
}

/** What items are judged in: a time, the project's answers, and the gate that waivers may be limited to. */
export interface Circumstances {
  readonly now: string;
  readonly conditions: ReadonlyMap<string, ConditionAnswer>;
  readonly gate: string | null;
  /** Levels that a gate of the project counts: setting such an item aside takes a second person. */
  readonly counted: ReadonlySet<Level>;
}

export const STATUSES = [...ITEM_STATUSES, 'waived'] as const;
export type Status = ItemStatus | 'waived';

export const DERIVED = ['expired', 'overdue', 'stale', 'set_aside_pending'] as const;
export type Derived = (typeof DERIVED)[number];

/** An item by itself, before its children, its parents and conditions are looked at. */
export interface Standing {
  readonly status: Status;
  readonly derived: readonly Derived[];
  /** The waiver in force; null unless the status is `waived`. */
  readonly waiver: string | null;
  /** The next time at which it may come out differently by itself; null for never. */
  readonly validUntil: string | null;
}

/**
 * How an item stands at a time by what was decided on it. A decision on another wording counts as open (stale); so does
 * an attestation that ran out (expired) and a setting aside that nobody has approved. A waiver in force covers what is
 * open or failed. `needsSecond`: whether setting it aside takes a second person.
 */
export function standingOf(item: ItemFacts, { now, gate }: Circumstances, needsSecond: boolean): Standing {
  const derived: Derived[] = [];
  let validUntil: string | null = null;
  let status: Status = item.status;
  const isAsideOpen = item.isAsidePending && needsSecond;
  if (isAsideOpen || item.isUpgradePending) derived.push('set_aside_pending');
  if (isAsideOpen) status = 'open';
  if (item.decidedWording !== null && item.status !== 'open' && item.decidedWording !== item.wordingHash) {
    derived.push('stale');
    if (status !== 'failed') status = 'open';
  } else if (status === 'checked') {
    if (item.recursDays !== null && item.effectiveAt !== null) {
      const lapses = addDays(item.effectiveAt, item.recursDays);
      if (lapses <= now) {
        derived.push('expired');
        status = 'open';
      } else validUntil = lapses;
    }
    // Still attested, but not on all of the evidence that there is.
    if (status === 'checked' && item.hasNewerEvidence) derived.push('stale');
  }
  let waiver: string | null = null;
  if (status === 'open' || status === 'failed') {
    const inForce = item.waivers.find((entry) => isInForce(entry, item, now, gate));
    if (inForce) {
      waiver = inForce.id;
      status = 'waived';
      validUntil = earlier(validUntil, inForce.expiresAt);
    } else if (!derived.includes('expired') && item.waivers.some((entry) => hasLapsed(entry, now, gate)))
      derived.push('expired');
  }
  if (item.dueOn !== null && (status === 'open' || status === 'failed')) {
    const due = endOfDay(item.dueOn);
    if (due <= now) derived.push('overdue');
    else validUntil = earlier(validUntil, due);
  }
  return { status, derived, waiver, validUntil };
}

function isInForce(waiver: WaiverFacts, item: ItemFacts, now: string, gate: string | null): boolean {
  return (
    waiver.isApproved &&
    !waiver.isRevoked &&
    waiver.expiresAt > now &&
    waiver.wordingHash === item.wordingHash &&
    (waiver.gate === null || waiver.gate === gate)
  );
}

function hasLapsed(waiver: WaiverFacts, now: string, gate: string | null): boolean {
  return (
    waiver.isApproved &&
    !waiver.isRevoked &&
    waiver.expiresAt <= now &&
    (waiver.gate === null || waiver.gate === gate)
  );
}
