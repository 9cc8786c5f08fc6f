import { wordingHash } from '../templates/content-hash.rules.js';
import { keepsThreshold, rulesOf } from '../templates/item-rules.rules.js';
import type {
  ItemDefinition,
  Level,
  SectionDefinition,
  TemplateDefinition,
} from '../templates/template.events.js';

/** An item of a version with what is above it. */
export interface PlacedItem {
  readonly item: ItemDefinition;
  readonly section: SectionDefinition;
  readonly parent: string | null;
}

export interface ItemNote {
  readonly id: string;
  readonly key: string;
  readonly title: string;
}

/** How the items of one version of a checklist stand to those of another. An item may be moved and reworded. */
export interface UpgradePlan {
  readonly kept: readonly ItemNote[];
  readonly reworded: readonly ItemNote[];
  readonly moved: readonly ItemNote[];
  readonly added: readonly ItemNote[];
  readonly removed: readonly ItemNote[];
}

/** All items of a version in document order, by id. */
export function itemsOf(definition: TemplateDefinition): Map<string, PlacedItem> {
  const found = new Map<string, PlacedItem>();
  const visit = (item: ItemDefinition, section: SectionDefinition, parent: string | null): void => {
    found.set(item.id, { item, section, parent });
    for (const child of item.items) visit(child, section, item.id);
  };
  for (const section of definition.sections) for (const item of section.items) visit(item, section, null);
  return found;
}

/** Compares two versions. Answers stay with the items whose wording is the same; those reworded become stale. */
export function planUpgrade(before: TemplateDefinition, after: TemplateDefinition): UpgradePlan {
  const [olds, news] = [itemsOf(before), itemsOf(after)];
  const plan = { kept: [], reworded: [], moved: [], added: [], removed: [] } as Record<
    keyof UpgradePlan,
    ItemNote[]
  >;
  for (const [id, { item, section, parent }] of news) {
    const note = { id, key: item.key, title: item.title };
    const old = olds.get(id);
    if (!old) {
      plan.added.push(note);
      continue;
    }
    const isReworded = wordingHash(item) !== wordingHash(old.item);
    const isMoved = parent !== old.parent || section.key !== old.section.key;
    if (isReworded) plan.reworded.push(note);
    if (isMoved) plan.moved.push(note);
    if (!isReworded && !isMoved) plan.kept.push(note);
  }
  for (const [id, { item }] of olds)
    if (!news.has(id)) plan.removed.push({ id, key: item.key, title: item.title });
  return plan;
}

/** The sections that gates look at: a move from one of them to another one takes an item out of a gate. */
export type GateSections = readonly (readonly string[])[];

const RANK: Record<Level, number> = { required: 2, recommended: 1, optional: 0 };

/**
 * What a version asks less of an item than the one before, in words: lowered level, another phase, a condition, a
 * weaker settlement and the like, or `removed`. Empty where it asks for as much.
 */
export function weakenings(before: PlacedItem, after: PlacedItem | null, gates: GateSections): string[] {
  if (!after) return ['removed'];
  const [old, next] = [before.item, after.item];
  const rules = { old: rulesOf(old), next: rulesOf(next) };
  const found: string[] = [];
  if (RANK[next.level] < RANK[old.level]) found.push('level');
  if (next.phase !== old.phase) found.push('phase');
  if (after.parent !== before.parent && after.parent !== null) found.push('parent');
  if (gates.some((keys) => keys.includes(before.section.key) && !keys.includes(after.section.key)))
    found.push('section');
  if (
    next.items.length > 0 &&
    (next.settled_by ?? 'all_children') !== 'all_children' &&
    next.settled_by !== old.settled_by
  )
    found.push('settled_by');
  if (rules.next.when && JSON.stringify(rules.next.when) !== JSON.stringify(rules.old.when))
    found.push('condition');
  if (rules.next.summary && rules.next.summary !== rules.old.summary) found.push('summary');
  if (rules.old.human_only === true && rules.next.human_only !== true) found.push('human_only');
  if (rules.old.invariant === true && rules.next.invariant !== true) found.push('invariant');
  if (isLooser(old, next)) found.push('threshold');
  if (old.recurs_days !== undefined && (next.recurs_days ?? Infinity) > old.recurs_days)
    found.push('recurs_days');
  return found;
}

function isLooser({ threshold: old }: ItemDefinition, { threshold: next }: ItemDefinition): boolean {
  if (!old) return false;
  if (!next || next.bound !== old.bound || next.unit !== old.unit) return true;
  return keepsThreshold(old, next.value) !== true;
}
