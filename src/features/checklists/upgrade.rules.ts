import { wordingHash } from '../templates/content-hash.rules.js';
import { keepsThreshold, rulesOf } from '../templates/item-rules.rules.js';
import type {
  ItemDefinition,
  Level,
  SectionDefinition,
  Settlement,
  TemplateDefinition,
} from '../templates/template.events.js';

/** An item of a version with what is above it. */
export interface PlacedItem {
  readonly item: ItemDefinition;
  readonly section: SectionDefinition;
  readonly parent: string | null;
  /** How the question reads that it stands under; null where it stands under none, or the version says none. */
  readonly question: string | null;
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
  const questions = new Map(definition.conditions?.map(({ key, question }) => [key, question]));
  const visit = (item: ItemDefinition, section: SectionDefinition, parent: string | null): void => {
    const question = (item.when && questions.get(item.when.condition)) ?? null;
    found.set(item.id, { item, section, parent, question });
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
 * weaker settlement and the like, or `removed`. Empty where it asks for as much. An alternative of a choice
 * (`isFree`, see alternativesMayGo) is asked of nobody by itself: it may go, and stand elsewhere.
 */
export function weakenings(
  before: PlacedItem,
  after: PlacedItem | null,
  gates: GateSections,
  isFree = false,
): string[] {
  if (!after) return isFree ? [] : ['removed'];
  const [old, next] = [before.item, after.item];
  const rules = { old: rulesOf(old), next: rulesOf(next) };
  const found: string[] = [];
  if (RANK[next.level] < RANK[old.level]) found.push('level');
  if (next.phase !== old.phase) found.push('phase');
  if (after.parent !== before.parent && !isFree) found.push('parent');
  if (gates.some((keys) => keys.includes(before.section.key) && !keys.includes(after.section.key)))
    found.push('section');
  if (isSettledMoreEasily(old, next)) found.push('settled_by');
  if (newAlternatives(old, next).length > 0) found.push('alternatives');
  if (rules.next.when && JSON.stringify(rules.next.when) !== JSON.stringify(rules.old.when))
    found.push('condition');
  else if (rules.next.when && after.question !== before.question) found.push('question');
  if (rules.next.summary && rules.next.summary !== rules.old.summary) found.push('summary');
  if (rules.old.human_only === true && rules.next.human_only !== true) found.push('human_only');
  if (rules.old.invariant === true && rules.next.invariant !== true) found.push('invariant');
  if (isLooser(old, next)) found.push('threshold');
  if (old.recurs_days !== undefined && (next.recurs_days ?? Infinity) > old.recurs_days)
    found.push('recurs_days');
  return found;
}

/** Whether alternatives of a choice may go by one person's word: what stays of it still takes somebody's. */
export function alternativesMayGo(before: ItemDefinition, after: ItemDefinition | undefined): boolean {
  return after === undefined || asksAlways(after) || !asksAlways(before);
}

/** Children that a version adds to a choice, by id: one more way to settle it. */
export function newAlternatives(before: ItemDefinition, after: ItemDefinition): string[] {
  if (before.settled_by !== 'any_child' || after.settled_by !== 'any_child') return [];
  const known = new Set(before.items.map(({ id }) => id));
  return after.items.filter(({ id }) => !known.has(id)).map(({ id }) => id);
}

function isSettledMoreEasily(old: ItemDefinition, next: ItemDefinition): boolean {
  const [before, after] = [settlementOf(old), settlementOf(next)];
  if (after === 'all_children') {
    // Its children are not subject to what it is subject to itself.
    const { human_only, threshold, recurs_days, invariant } = rulesOf(old);
    if (before === 'itself' && [human_only, threshold, recurs_days, invariant].some(Boolean)) return true;
    return asksAlways(old) && !asksAlways(next);
  }
  return next.items.length > 0 && after !== before;
}

/**
 * Whether an item takes somebody's word whatever the answers to conditions are: it is decided by hand, or some of what it
 * follows from is. What stands under a condition or sums others up may come to nothing by itself.
 */
function asksAlways(item: ItemDefinition): boolean {
  if (settlementOf(item) === 'itself') return rulesOf(item).summary === undefined || item.items.length > 0;
  return item.items.some((child) => rulesOf(child).when === undefined && asksAlways(child));
}

function settlementOf({ items, settled_by }: ItemDefinition): Settlement {
  return items.length === 0 ? 'itself' : (settled_by ?? 'all_children');
}

function isLooser({ threshold: old }: ItemDefinition, { threshold: next }: ItemDefinition): boolean {
  if (!old) return false;
  if (!next || next.bound !== old.bound || next.unit !== old.unit) return true;
  return keepsThreshold(old, next.value) !== true;
}
