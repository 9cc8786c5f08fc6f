import type { Settled } from '../items/settlement.rules.js';

/** How the items that are checked came to be so: what a reader of a verdict may want to look at once more. */
export interface Attested {
  by_humans: number;
  by_services: number;
  /** By one of the item's own owners. */
  by_owners: number;
  /** By a human within two seconds of another attestation of hers: ticked, hardly looked at. */
  in_bulk: number;
  without_evidence: number;
}

interface AttestedItem {
  readonly owners: readonly string[];
  readonly evidence: readonly unknown[];
  readonly decidedBy: { readonly id: string; readonly kind: string } | null;
  readonly decidedAt: string | null;
}

const BULK_MS = 2_000;

export function noneAttested(): Attested {
  return { by_humans: 0, by_services: 0, by_owners: 0, in_bulk: 0, without_evidence: 0 };
}

/** Counts the items that are checked by a decision of their own. Items and states are in the same order. */
export function attested(items: readonly AttestedItem[], states: readonly Settled[]): Attested {
  const counts = noneAttested();
  const times = new Map<string, number[]>();
  items.forEach((item, at) => {
    const state = states[at];
    const { decidedBy, decidedAt, owners, evidence } = item;
    if (state?.status !== 'checked' || state.from !== 'own' || decidedBy === null || decidedAt === null)
      return;
    if (decidedBy.kind === 'human') {
      counts.by_humans += 1;
      const own = times.get(decidedBy.id) ?? [];
      own.push(Date.parse(decidedAt));
      times.set(decidedBy.id, own);
    } else counts.by_services += 1;
    if (owners.includes(decidedBy.id)) counts.by_owners += 1;
    if (evidence.length === 0) counts.without_evidence += 1;
  });
  for (const own of times.values()) counts.in_bulk += closeTogether(own);
  return counts;
}

function closeTogether(times: number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted.filter((time, at) => {
    const [before = -Infinity, after = Infinity] = [sorted[at - 1], sorted[at + 1]];
    return time - before <= BULK_MS || after - time <= BULK_MS;
  }).length;
}
