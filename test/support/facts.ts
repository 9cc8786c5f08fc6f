import type { Circumstances, ItemFacts } from '../../src/features/items/standing.rules.js';
import { type Settled, settleItems } from '../../src/features/items/settlement.rules.js';

/** Facts of an item that nothing special is about; a decision is on the present wording. */
export function facts(id: string, more: Partial<ItemFacts> = {}): ItemFacts {
  return {
    id,
    parent: null,
    section: 'main',
    level: 'required',
    settledBy: null,
    when: null,
    recursDays: null,
    summary: null,
    wordingHash: 'w',
    status: 'open',
    effectiveAt: null,
    decidedWording: more.status === undefined || more.status === 'open' ? null : (more.wordingHash ?? 'w'),
    isAsidePending: false,
    hasNewerEvidence: false,
    waivers: [],
    dueOn: null,
    isUpgradePending: false,
    heldBack: [],
    isInvariant: false,
    ...more,
  };
}

export const NOON = '2025-03-03T12:00:00.000000Z';

export function circumstances(more: Partial<Circumstances> = {}): Circumstances {
  return { now: NOON, conditions: new Map(), gate: null, counted: new Set(['required']), ...more };
}

/** States by id. */
export function settledById(
  items: readonly ItemFacts[],
  more: Partial<Circumstances> = {},
): Map<string, Settled> {
  const { states } = settleItems(items, circumstances(more));
  return new Map(
    items.flatMap((item, at) => {
      const state = states[at];
      return state ? [[item.id, state] as const] : [];
    }),
  );
}
