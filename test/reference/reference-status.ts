import { remembered, rememberedOf } from './remembered.js';
import type { ModelItem, ModelProject } from './replay.js';

/** What is asked: a project as it was, judged at a time for a gate. */
export interface Question {
  readonly project: ModelProject;
  readonly now: string;
  readonly gate: string;
}

type Items = readonly ModelItem[];
type Gate = NonNullable<ModelProject['gates'] extends Map<string, infer G> ? G : never>['inForce'];

export function standardGate(): NonNullable<Gate> {
  return {
    version: 0,
    definition: {
      levels: ['required'],
      phases: ['before', 'go-live'],
      sections: null,
      checklists: null,
      sign_offs: [],
    },
  };
}

export function inScope(gate: NonNullable<Gate>, checklist: string, item: ModelItem): boolean {
  const { levels, phases, sections, checklists } = gate.definition;
  if (!levels.includes(item.rules.level)) return false;
  if (!phases.includes(item.rules.phase)) return false;
  if (sections !== null && !sections.includes(item.rules.section)) return false;
  return checklists === null || checklists.includes(checklist);
}

// Asked for all the time, of items that no event touches any more: each is looked for once.
const itemOf = rememberedOf((items: Items, id: string) => items.find((other) => other.id === id) ?? null);
const itemsBelow = rememberedOf((items: Items, id: string) => items.filter((other) => other.parent === id));

function parentOf(items: Items, item: ModelItem): ModelItem | null {
  return item.parent === null ? null : itemOf(items, item.parent);
}

function childrenOf(items: Items, item: ModelItem): ModelItem[] {
  return itemsBelow(items, item.id);
}

function ancestors(items: Items, item: ModelItem): ModelItem[] {
  const parent = parentOf(items, item);
  return parent ? [parent, ...ancestors(items, parent)] : [];
}

function descendants(items: Items, item: ModelItem): ModelItem[] {
  return childrenOf(items, item).flatMap((child) => [child, ...descendants(items, child)]);
}

export function belowChoice(items: Items, item: ModelItem): boolean {
  return ancestors(items, item).some((above) => above.rules.settledBy === 'any_child');
}

/** Levels that some gate in force counts, and `required`. */
function countedLevels({ project }: Question): string[] {
  return [
    'required',
    ...[...project.gates.values()].flatMap((gate) => gate.inForce?.definition.levels ?? []),
  ];
}

function needsSecond(ask: Question, items: Items, item: ModelItem): boolean {
  const counted = countedLevels(ask);
  return [item, ...ancestors(items, item), ...descendants(items, item)].some((other) =>
    counted.includes(other.rules.level),
  );
}

function siblingsAndAll(ask: Question, item: ModelItem): Items {
  const checklist = [...ask.project.checklists.values()].find(({ items }) => items.includes(item));
  return checklist?.items ?? [];
}

function isAsideOpen(ask: Question, item: ModelItem): boolean {
  const { decision } = item;
  if (decision?.status !== 'not_applicable' || !decision.asidePending) return false;
  return needsSecond(ask, siblingsAndAll(ask, item), item);
}

/** Whether a condition takes the item out, or one that stands above it. */
function excluded(ask: Question, items: Items, item: ModelItem): boolean {
  return [item, ...ancestors(items, item)].some((other) => {
    const { when } = other.rules;
    const given = when && ask.project.conditions.get(when.condition);
    if (!when || !given || given.answer === when.answer) return false;
    return given.approved || !needsSecond(ask, items, other);
  });
}

function conditionPending(ask: Question, items: Items, item: ModelItem): boolean {
  const { when } = item.rules;
  const given = when && ask.project.conditions.get(when.condition);
  return !!given && given.answer !== when?.answer && !given.approved && needsSecond(ask, items, item);
}

function days(time: string, count: number): string {
  const date = new Date(`${time.slice(0, 19)}Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 19) + time.slice(19);
}

function isStale(item: ModelItem): boolean {
  return item.decision !== null && item.decision.status !== 'open' && item.decision.wording !== item.wording;
}

function isExpired(ask: Question, item: ModelItem): boolean {
  const { decision } = item;
  if (decision?.status !== 'checked' || isStale(item) || item.rules.recursDays === null) return false;
  return days(decision.effectiveAt, item.rules.recursDays) <= ask.now;
}

export function waiverInForce(ask: Question, item: ModelItem): string | null {
  const waiver = item.waivers.find(
    (entry) =>
      entry.approved &&
      !entry.revoked &&
      ask.now < entry.expiresAt &&
      entry.wording === item.wording &&
      (entry.gate === null || entry.gate === ask.gate),
  );
  return waiver?.id ?? null;
}

function waiverLapsed(ask: Question, item: ModelItem): boolean {
  return item.waivers.some(
    (entry) =>
      entry.approved &&
      !entry.revoked &&
      entry.expiresAt <= ask.now &&
      (entry.gate === null || entry.gate === ask.gate),
  );
}

/** By what was decided on the item itself and what time made of it. */
export function own(ask: Question, item: ModelItem): string {
  let status = item.decision?.status ?? 'open';
  if (isAsideOpen(ask, item)) status = 'open';
  if (isStale(item) && status !== 'failed') status = 'open';
  if (isExpired(ask, item)) status = 'open';
  if ((status === 'open' || status === 'failed') && waiverInForce(ask, item) !== null) return 'waived';
  return status;
}

function isSummary(items: Items, item: ModelItem): boolean {
  return item.rules.summary !== null && childrenOf(items, item).length === 0;
}

/** An alternative that an upgrade adds to a choice settles it no sooner than a second person has agreed. */
function isHeldBack(choice: ModelItem, child: ModelItem): boolean {
  return choice.pending?.alternatives.includes(child.id) ?? false;
}

/** What settles the item from below, or itself; not yet what stands above it. */
const fromBelow = remembered((ask: Question, item: ModelItem, withSummaries: boolean): string => {
  const items = siblingsAndAll(ask, item);
  if (excluded(ask, items, item)) return 'not_applicable';
  if (isSummary(items, item)) return withSummaries ? summaryStatus(ask, items, item) : own(ask, item);
  const mine = own(ask, item);
  const children = childrenOf(items, item).filter(
    (child) =>
      (withSummaries || !isSummary(items, child) || excluded(ask, items, child)) && !isHeldBack(item, child),
  );
  const { settledBy } = item.rules;
  if (children.length === 0 || settledBy === null || settledBy === 'itself') return mine;
  if (mine === 'failed' || mine === 'not_applicable' || mine === 'waived') return mine;
  const statuses = children.map((child) => fromBelow(ask, child, withSummaries));
  if (settledBy === 'any_child') {
    if (statuses.includes('checked')) return 'checked';
    if (statuses.includes('waived')) return 'waived';
    if (statuses.every((status) => status === 'not_applicable')) return 'not_applicable';
    return statuses.includes('open') ? 'open' : 'failed';
  }
  if (statuses.every((status) => status === 'not_applicable')) return 'not_applicable';
  if (statuses.includes('failed')) return 'failed';
  if (statuses.includes('open')) return 'open';
  return statuses.includes('waived') ? 'waived' : 'checked';
});

export function cameFromChildren(ask: Question, items: Items, item: ModelItem): boolean {
  const mine = own(ask, item);
  const { settledBy } = item.rules;
  if (excluded(ask, items, item) || covered(ask, item, true) !== null) return false;
  if (childrenOf(items, item).length === 0 || settledBy === null || settledBy === 'itself') return false;
  return mine !== 'failed' && mine !== 'not_applicable' && mine !== 'waived';
}

/** What an item that is open or failed becomes by what stands above it, the nearest first; null where it stays. */
const covered = remembered((ask: Question, item: ModelItem, withSummaries: boolean): string | null => {
  const items = siblingsAndAll(ask, item);
  const status = fromBelow(ask, item, withSummaries);
  if (excluded(ask, items, item) || (status !== 'open' && status !== 'failed')) return null;
  for (const above of ancestors(items, item)) {
    const mine = own(ask, above);
    const settled = fromBelow(ask, above, withSummaries);
    if (mine === 'not_applicable' && status === 'open' && !item.rules.invariant) return 'not_applicable';
    if (mine === 'waived' && !item.rules.invariant) return 'waived';
    if (
      above.rules.settledBy === 'any_child' &&
      mine !== 'not_applicable' &&
      mine !== 'waived' &&
      (settled === 'checked' || settled === 'waived')
    )
      return status === 'failed' ? 'failed' : 'not_applicable';
  }
  return null;
});

/** The worst of what is required and settles something by itself, in the section or above. */
function summaryStatus(ask: Question, items: Items, summary: ModelItem): string {
  const place = items.indexOf(summary);
  const looked = items.filter((item, at) => {
    if (item === summary || ancestors(items, summary).includes(item)) return false;
    if (item.rules.level !== 'required' || item.rules.summary !== null || belowChoice(items, item))
      return false;
    if (summary.rules.summary === 'above' ? at >= place : item.rules.section !== summary.rules.section)
      return false;
    const children = childrenOf(items, item).filter(
      (child) => !isSummary(items, child) || excluded(ask, items, child),
    );
    const settled = covered(ask, item, false);
    const derived =
      children.length > 0 &&
      item.rules.settledBy === 'all_children' &&
      !excluded(ask, items, item) &&
      settled === null &&
      !['failed', 'not_applicable', 'waived'].includes(own(ask, item));
    return !derived;
  });
  const statuses = looked.map((item) => covered(ask, item, false) ?? fromBelow(ask, item, false));
  for (const status of ['failed', 'open', 'waived', 'checked']) if (statuses.includes(status)) return status;
  return 'not_applicable';
}

export function statusOf(ask: Question, item: ModelItem): string {
  return covered(ask, item, true) ?? fromBelow(ask, item, true);
}

export function codeOf(ask: Question, items: Items, item: ModelItem, status: string): string {
  if (status === 'failed') return 'item_failed';
  if (status === 'waived') return 'item_waived';
  if (item.pending !== undefined) return 'set_aside_pending';
  const derives = cameFromChildren(ask, items, item);
  const summary = isSummary(items, item);
  const aside = isAsideOpen(ask, item);
  if (!summary && ((aside && !derives) || conditionPending(ask, items, item) || (aside && derives)))
    return 'set_aside_pending';
  if (!derives && !summary && isStale(item)) return 'item_stale';
  if (!derives && !summary && (isExpired(ask, item) || waiverLapsed(ask, item))) return 'item_expired';
  return 'item_open';
}
