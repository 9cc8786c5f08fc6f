import type { Settled } from '../items/settlement.rules.js';
import type { Status } from '../items/standing.rules.js';

export interface Counts {
  total: number;
  /** All but those that are not applicable; waived ones are applicable. */
  applicable: number;
  checked: number;
  open: number;
  failed: number;
  not_applicable: number;
  waived: number;
}

/** Counts of a checklist's items, all together and by section, level and phase. */
export interface Tally {
  readonly sections: ReadonlyMap<string, Counts>;
  readonly levels: ReadonlyMap<string, Counts>;
  readonly phases: ReadonlyMap<string, Counts>;
  addTo(counts: Counts): void;
}

export function noCounts(): Counts {
  return { total: 0, applicable: 0, checked: 0, open: 0, failed: 0, not_applicable: 0, waived: 0 };
}

/** Adds counts to counts. */
export function addCounts(to: Counts, more: Counts): void {
  for (const name of Object.keys(to) as (keyof Counts)[]) to[name] += more[name];
}

/** Counts items by their states; both in the same order. */
export function tallied(
  items: readonly { readonly section: string; readonly level: string; readonly phase: string }[],
  states: readonly Settled[],
): Tally {
  const all = noCounts();
  const [sections, levels, phases] = [new Map(), new Map(), new Map()] as Map<string, Counts>[] as [
    Map<string, Counts>,
    Map<string, Counts>,
    Map<string, Counts>,
  ];
  items.forEach(({ section, level, phase }, at) => {
    const status = states[at]?.status ?? 'open';
    for (const counts of [all, of(sections, section), of(levels, level), of(phases, phase)])
      count(counts, status);
  });
  return { sections, levels, phases, addTo: (counts) => addCounts(counts, all) };
}

function of(groups: Map<string, Counts>, name: string): Counts {
  const counts = groups.get(name) ?? noCounts();
  groups.set(name, counts);
  return counts;
}

function count(counts: Counts, status: Status): void {
  counts.total += 1;
  counts[status] += 1;
  if (status !== 'not_applicable') counts.applicable += 1;
}
