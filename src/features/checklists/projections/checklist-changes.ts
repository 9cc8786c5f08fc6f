import type { RecordedEvent } from '../../../eventstore/event.js';
import type { RowSet } from '../../../eventstore/projections/row-set.js';
import type { Row } from '../../../eventstore/projections/table-spec.js';
import type { ChecklistEvent } from '../checklist.events.js';
import { deleteItem, putItem } from './deadlines.js';
import { floorOf, lifted, pendingUpgrade } from './floors.js';
import { definitionAt, placedItems, ruleColumns, UNTOUCHED, wordColumns } from './item-rows-of-template.js';
import type { PendingUpgradeRow } from './items-tables.js';

type Referenced = ReadonlyMap<number, RecordedEvent>;

/** Applies, upgrades or closes a checklist. */
export function changeChecklist(
  rows: RowSet,
  event: RecordedEvent,
  change: ChecklistEvent,
  referenced: Referenced,
): void {
  switch (change.type) {
    case 'checklist.applied':
      return apply(rows, event, change.payload, referenced);
    case 'checklist.upgraded':
      return upgrade(rows, event, change.payload, referenced);
    case 'checklist.closing_requested':
    case 'checklist.closed': {
      const row = existing(rows, event);
      return rows.put('checklists', {
        ...row,
        closing_by: event.actor.id,
        closed_at: change.type === 'checklist.closed' ? event.createdAt : null,
        changed_position: event.position,
        sequence: event.sequence,
      });
    }
  }
}

type Payload<Type extends ChecklistEvent['type']> = Extract<ChecklistEvent, { type: Type }>['payload'];

function apply(
  rows: RowSet,
  event: RecordedEvent,
  payload: Payload<'checklist.applied'>,
  referenced: Referenced,
): void {
  const definition = definitionAt(referenced, payload.template_position, payload.content_hash);
  const project = event.project ?? '';
  const checklist = event.stream.id;
  rows.put('checklists', {
    project,
    checklist,
    ...templateColumns(payload),
    key: payload.key,
    applied_by: event.actor.id,
    applied_by_kind: event.actor.kind,
    applied_at: event.createdAt,
    applied_position: event.position,
    closing_by: null,
    closed_at: null,
    structure_position: event.position,
    changed_position: event.position,
    sequence: event.sequence,
  });
  for (const placed of placedItems(definition).values())
    rows.put('items', {
      project,
      checklist,
      checklist_key: payload.key,
      ...UNTOUCHED,
      ...wordColumns(placed),
      ...ruleColumns(placed),
      changed_position: event.position,
    });
}

// Answers stay with their items; where the wording changed, they count no longer by `decided_wording`.
function upgrade(
  rows: RowSet,
  event: RecordedEvent,
  payload: Payload<'checklist.upgraded'>,
  referenced: Referenced,
): void {
  const placed = placedItems(definitionAt(referenced, payload.template_position, payload.content_hash));
  const weakened = new Map(payload.weakened.map((entry) => [entry.item, entry]));
  const project = event.project ?? '';
  const checklist = event.stream.id;
  const row = existing(rows, event);
  rows.put('checklists', {
    ...row,
    ...templateColumns(payload),
    closing_by: null,
    structure_position: event.position,
    changed_position: event.position,
    sequence: event.sequence,
  });
  const rowOf = (item: string): Row | null => rows.get('items', { project, checklist, item });
  const befores = new Map(payload.items.map((item) => [item, rowOf(item)]));
  // Behind all others, since what stood above may be gone; as they stood to each other, each in a place of its own.
  const going = payload.items.filter((item) => !placed.has(item) && weakened.has(item));
  going.sort((a, b) => ordinalOf(befores.get(a)) - ordinalOf(befores.get(b)));
  const ordinals = new Map(going.map((item, at) => [item, 1_000_000 + at]));
  for (const item of payload.items) {
    const before = befores.get(item) ?? null;
    const next = placed.get(item);
    const weak = weakened.get(item);
    if (!next && !weak) {
      if (before) deleteItem(rows, before, event.createdAt);
      continue;
    }
    if (!next && before) {
      const pending = { id: weak?.id ?? '', kinds: weak?.kinds ?? [], rules: null, alternatives: [] };
      const parent = String(before['parent']);
      const staysBelow = weakened.has(parent) && !placed.has(parent);
      rows.put('items', {
        ...before,
        ...(staysBelow ? {} : lifted(befores, before)),
        ordinal: ordinals.get(item) ?? null,
        pending_upgrade: JSON.stringify(pending satisfies PendingUpgradeRow),
        changed_position: event.position,
      });
      continue;
    }
    if (!next) throw new Error(`item ${item} waits to be removed but stands in no checklist`);
    const rules = ruleColumns(next);
    const old = weak && placedItems(definitionAt(referenced, weak.floor_position, null)).get(item);
    const pending = weak && pendingUpgrade(weak, rules, old, next);
    const floor = weak && old && floorOf(weak, old, next, before && lifted(befores, before));
    putItem(
      rows,
      before,
      {
        ...UNTOUCHED,
        ...before,
        project,
        checklist,
        checklist_key: payload.key,
        ...wordColumns(next),
        ...(floor ?? rules),
        pending_upgrade: pending ?? null,
        changed_position: event.position,
      },
      event.createdAt,
    );
  }
}

function ordinalOf(row: Row | null | undefined): number {
  return Number(row?.['ordinal'] ?? 0);
}

function templateColumns(payload: Payload<'checklist.applied'> | Payload<'checklist.upgraded'>) {
  return {
    title: payload.title,
    template: payload.template_id,
    template_key: payload.template_key,
    template_version: payload.template_version,
    content_hash: payload.content_hash,
    template_position: payload.template_position,
  };
}

function existing(rows: RowSet, event: RecordedEvent) {
  const row = rows.get('checklists', { project: event.project ?? '', checklist: event.stream.id });
  if (!row) throw new Error(`checklist ${event.stream.id} has events but was never applied`);
  return row;
}
