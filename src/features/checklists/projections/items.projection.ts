import type { RecordedEvent } from '../../../eventstore/event.js';
import type { Projection, RowNeed, TableSpec } from '../../../eventstore/projections/projection.js';
import type { Row, RowSet } from '../../../eventstore/projections/row-set.js';
import { asChecklistEvent, CHECKLIST_EVENT_TYPES, type ChecklistEvent } from '../checklist.events.js';
import {
  asTemplateEvent,
  type ItemDefinition,
  type SectionDefinition,
  wordingHash,
} from '../../templates/template.events.js';

import { asItemEvent, ITEM_EVENT_TYPES, type ItemEvent, itemOfStream } from '../../items/item.events.js';

const CHECKLISTS: TableSpec = {
  name: 'checklists',
  key: { project: 'text', checklist: 'text' },
  columns: {
    key: 'text',
    title: 'text',
    template: 'text',
    template_key: 'text',
    template_version: 'integer',
    content_hash: 'text',
    template_position: 'bigint',
    applied_by: 'text',
    applied_by_kind: 'text',
    applied_at: 'text',
    applied_position: 'bigint',
    sequence: 'bigint',
  },
};

const ITEMS: TableSpec = {
  name: 'items',
  key: { project: 'text', checklist: 'text', item: 'text' },
  columns: {
    checklist_key: 'text',
    key: 'text',
    title: 'text',
    description: 'text',
    links: 'text',
    level: 'text',
    phase: 'text',
    section: 'text',
    section_title: 'text',
    parent: 'text',
    // The item at the top of the tree it stands in: with it the few rows that settle an item are read alone.
    root: 'text',
    ordinal: 'integer',
    settled_by: 'text',
    claimed: 'boolean',
    wording_hash: 'text',
    status: 'text',
    decided_by: 'text',
    decided_by_kind: 'text',
    decided_at: 'text',
    decision_position: 'bigint',
    effective_at: 'text',
    measured: 'text',
    evidence: 'text',
    comments: 'integer',
    sequence: 'bigint',
  },
};

/** Evidence as a row keeps it: title and link are private, so a read joins them at `position`. */
export type EvidenceRow = {
  id: string;
  sha256: string | null;
  media_type: string | null;
  effective_on: string;
  position: number;
  attached_at: string;
};

/** Every item of every checklist with what its own events say: what readiness and item lists are read from. */
export const itemsProjection: Projection = {
  name: 'items',
  version: 1,
  tables: [CHECKLISTS, ITEMS],
  eventTypes: [...CHECKLIST_EVENT_TYPES, ...ITEM_EVENT_TYPES],

  needs(event: RecordedEvent): RowNeed[] {
    return asItemEvent(event) ? [{ table: 'items', key: itemKey(event) }] : [];
  },

  references(event: RecordedEvent): number[] {
    const applied = asChecklistEvent(event);
    return applied ? [applied.payload.template_position] : [];
  },

  reduce(rows: RowSet, event: RecordedEvent, referenced: ReadonlyMap<number, RecordedEvent>): void {
    const applied = asChecklistEvent(event);
    if (applied) return applyChecklist(rows, event, applied, referenced);
    const change = asItemEvent(event);
    if (change) changeItem(rows, event, change);
  },
};

function itemKey(event: RecordedEvent): { project: string; checklist: string; item: string } {
  const { checklistId, itemId } = itemOfStream(event.stream);
  return { project: event.project ?? '', checklist: checklistId, item: itemId };
}

function applyChecklist(
  rows: RowSet,
  event: RecordedEvent,
  { payload }: ChecklistEvent,
  referenced: ReadonlyMap<number, RecordedEvent>,
): void {
  const published = referenced.get(payload.template_position);
  const template = published && asTemplateEvent(published);
  if (!template || template.payload.content_hash !== payload.content_hash)
    throw new Error(
      `position ${payload.template_position} does not hold the template version that was applied`,
    );
  const project = event.project ?? '';
  const checklist = event.stream.id;
  rows.put('checklists', {
    project,
    checklist,
    key: payload.key,
    title: payload.title,
    template: payload.template_id,
    template_key: payload.template_key,
    template_version: payload.template_version,
    content_hash: payload.content_hash,
    template_position: payload.template_position,
    applied_by: event.actor.id,
    applied_by_kind: event.actor.kind,
    applied_at: event.createdAt,
    applied_position: event.position,
    sequence: event.sequence,
  });
  let ordinal = 0;
  const place = (
    item: ItemDefinition,
    section: SectionDefinition,
    parent: string | null,
    root: string,
  ): void => {
    rows.put('items', {
      project,
      checklist,
      ...openItem(item, section, parent, ordinal),
      root,
      checklist_key: payload.key,
    });
    ordinal += 1;
    for (const child of item.items) place(child, section, item.id, root);
  };
  for (const section of template.payload.definition.sections)
    for (const item of section.items) place(item, section, null, item.id);
}

function openItem(
  item: ItemDefinition,
  section: SectionDefinition,
  parent: string | null,
  ordinal: number,
): Row {
  return {
    item: item.id,
    key: item.key,
    title: item.title,
    description: item.description ?? null,
    links: JSON.stringify(item.links ?? []),
    level: item.level,
    phase: item.phase,
    section: section.key,
    section_title: section.title,
    parent,
    ordinal,
    settled_by: item.items.length === 0 ? null : (item.settled_by ?? 'all_children'),
    claimed: item.claimed ?? false,
    wording_hash: wordingHash(item),
    status: 'open',
    decided_by: null,
    decided_by_kind: null,
    decided_at: null,
    decision_position: null,
    effective_at: null,
    measured: null,
    evidence: '[]',
    comments: 0,
    sequence: 0,
  };
}

function changeItem(rows: RowSet, event: RecordedEvent, change: ItemEvent): void {
  const row = rows.get('items', itemKey(event));
  if (!row) throw new Error(`item ${event.stream.id} has events but stands in no checklist`);
  const next = { ...row, sequence: event.sequence };
  switch (change.type) {
    case 'item.checked':
    case 'item.unchecked':
    case 'item.failed':
    case 'item.marked_not_applicable':
      return rows.put('items', {
        ...next,
        status: change.payload.after.status,
        decided_by: event.actor.id,
        decided_by_kind: event.actor.kind,
        decided_at: event.createdAt,
        decision_position: event.position,
        effective_at: change.payload.effective_at ?? event.createdAt,
        measured: change.payload.measured,
      });
    case 'item.commented':
      return rows.put('items', { ...next, comments: Number(row['comments'] ?? 0) + 1 });
    case 'item.evidence_attached': {
      const { evidence_id, sha256, media_type, effective_on } = change.payload;
      const evidence = JSON.parse(String(row['evidence'])) as EvidenceRow[];
      const added = {
        id: evidence_id,
        sha256,
        media_type,
        effective_on,
        position: event.position,
        attached_at: event.createdAt,
      };
      return rows.put('items', { ...next, evidence: JSON.stringify([...evidence, added]) });
    }
  }
}
