import type { RecordedEvent } from '../../../eventstore/event.js';
import type { Projection } from '../../../eventstore/projections/projection.js';
import type { RowSet } from '../../../eventstore/projections/row-set.js';
import type { RowNeed } from '../../../eventstore/projections/table-spec.js';
import { asConditionEvent, CONDITION_EVENT_TYPES } from '../../conditions/condition.events.js';
import { asGateEvent, GATE_EVENT_TYPES } from '../../gates/gate.events.js';
import { asItemEvent, ITEM_EVENT_TYPES, ITEM_REVISIONS } from '../../items/item.events.js';
import { asChecklistEvent, CHECKLIST_EVENT_TYPES } from '../checklist.events.js';
import { changeChecklist } from './checklist-changes.js';
import { changeItem, itemKey } from './item-changes.js';
import {
  BOARDS,
  CHECKLISTS,
  CONDITIONS,
  DEADLINES,
  GATES,
  ITEMS,
  OWNERS,
  TICKETS,
  WAIVERS,
} from './items-tables.js';
import { changeCondition, changeGate } from './project-changes.js';

/**
 * Every item of every checklist with what its own events say, and what else a verdict takes: answers to conditions and
 * gates with their sign-offs. Nothing in the rows depends on the time; who reads them judges for a time.
 */
export const itemsProjection: Projection = {
  name: 'items',
  version: 5,
  tables: [CHECKLISTS, ITEMS, OWNERS, BOARDS, DEADLINES, WAIVERS, TICKETS, CONDITIONS, GATES],
  eventTypes: [...CHECKLIST_EVENT_TYPES, ...ITEM_EVENT_TYPES, ...CONDITION_EVENT_TYPES, ...GATE_EVENT_TYPES],
  revisions: ITEM_REVISIONS,

  needs(event: RecordedEvent): RowNeed[] {
    const project = event.project ?? '';
    const item = asItemEvent(event);
    if (item) {
      const key = itemKey(event);
      const own = { table: 'items', key };
      if (item.type === 'item.waiver_approved' || item.type === 'item.waiver_revoked')
        return [own, { table: 'waivers', key: { ...key, waiver: item.payload.waiver_id } }];
      if (item.type !== 'item.set_aside_approved') return [own];
      return [own, { table: 'checklists', key: { project, checklist: key.checklist } }];
    }
    const checklist = asChecklistEvent(event);
    if (checklist && checklist.type !== 'checklist.applied') {
      const key = { project, checklist: event.stream.id };
      const items = checklist.type === 'checklist.upgraded' ? checklist.payload.items : [];
      return [
        { table: 'checklists', key },
        ...items.map((id) => ({ table: 'items', key: { ...key, item: id } })),
      ];
    }
    const condition = asConditionEvent(event);
    if (condition) return [{ table: 'conditions', key: { project, condition: condition.payload.key } }];
    return asGateEvent(event) ? [{ table: 'gates', key: { project, gate: event.stream.id } }] : [];
  },

  references(event: RecordedEvent): number[] {
    if (event.stream.type !== 'checklist') return [];
    const change = asChecklistEvent(event);
    if (change?.type !== 'checklist.applied' && change?.type !== 'checklist.upgraded') return [];
    const floors = change.type === 'checklist.upgraded' ? change.payload.weakened : [];
    return [
      ...new Set([change.payload.template_position, ...floors.map(({ floor_position }) => floor_position)]),
    ];
  },

  reduce(rows: RowSet, event: RecordedEvent, referenced: ReadonlyMap<number, RecordedEvent>): void {
    if (event.outcome === 'refused') return;
    rows.put('boards', { project: event.project ?? '', changed_position: event.position });
    const item = asItemEvent(event);
    if (item) return changeItem(rows, event, item);
    const checklist = asChecklistEvent(event);
    if (checklist) return changeChecklist(rows, event, checklist, referenced);
    const condition = asConditionEvent(event);
    if (condition) return changeCondition(rows, event, condition);
    const gate = asGateEvent(event);
    if (gate) changeGate(rows, event, gate);
  },
};
