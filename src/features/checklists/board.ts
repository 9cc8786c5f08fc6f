import type { RowSet } from '../../eventstore/projections/row-set.js';
import type { GateDefinition } from '../gates/gate.events.js';
import type { ConditionAnswer } from '../items/standing.rules.js';
import type { Level } from '../templates/template.events.js';
import { type ItemRow, itemRow, type SqlRow } from './item-rows.js';
import type { SignOffRow } from './projections/items-tables.js';

/** A checklist with its items in document order. A new object where anything of it changed. */
export interface BoardChecklist {
  readonly id: string;
  readonly key: string;
  readonly template: {
    readonly key: string;
    readonly version: number;
    readonly contentHash: string;
    /** Of the event that holds its definition. */
    readonly position: number;
  };
  readonly isClosed: boolean;
  readonly appliedPosition: number;
  readonly structurePosition: number;
  readonly rows: readonly ItemRow[];
}

export interface ConditionRow extends ConditionAnswer {
  readonly key: string;
  readonly isRelaxed: boolean;
  readonly answeredBy: { readonly id: string; readonly kind: string };
  readonly answeredAt: string;
  readonly answeredPosition: number;
  readonly approvedBy: string | null;
  readonly approvedAt: string | null;
  readonly sequence: number;
}

export interface PendingGate {
  readonly version: number;
  readonly definition: GateDefinition;
  readonly narrowed: readonly string[];
  readonly by: { readonly id: string; readonly kind: string };
}

export interface GateRow {
  readonly id: string;
  readonly key: string;
  /** 0 while no definition is in force. */
  readonly version: number;
  readonly definition: GateDefinition | null;
  readonly pending: PendingGate | null;
  readonly signOffs: readonly SignOffRow[];
  readonly requested: {
    readonly person: string | null;
    readonly by: { id: string; kind: string };
    readonly at: string;
  } | null;
  readonly position: number;
  readonly sequence: number;
}

/** All that a verdict on a project takes, as of one position. Checklists in the order they were applied. */
export interface Board {
  readonly changedPosition: number;
  readonly checklists: readonly BoardChecklist[];
  readonly conditions: ReadonlyMap<string, ConditionRow>;
  readonly gates: readonly GateRow[];
}

export function checklistOf(row: SqlRow, rows: readonly ItemRow[]): BoardChecklist {
  return {
    id: String(row['checklist']),
    key: String(row['key']),
    template: {
      key: String(row['template_key']),
      version: Number(row['template_version']),
      contentHash: String(row['content_hash']),
      position: Number(row['template_position']),
    },
    isClosed: row['closed_at'] !== null,
    appliedPosition: Number(row['applied_position']),
    structurePosition: Number(row['structure_position']),
    rows,
  };
}

export function conditionOf(row: SqlRow): ConditionRow {
  return {
    key: String(row['condition']),
    answer: row['answer'] === true,
    isApproved: row['approved'] === true,
    isRelaxed: row['relaxed'] === true,
    answeredBy: { id: String(row['answered_by']), kind: String(row['answered_by_kind']) },
    answeredAt: String(row['answered_at']),
    answeredPosition: Number(row['answered_position']),
    approvedBy: row['approved_by'] === null ? null : String(row['approved_by']),
    approvedAt: row['approved_at'] === null ? null : String(row['approved_at']),
    sequence: Number(row['sequence']),
  };
}

export function gateOf(row: SqlRow): GateRow {
  const read = (column: string): unknown => (row[column] === null ? null : JSON.parse(String(row[column])));
  return {
    id: String(row['gate']),
    key: String(row['key']),
    version: Number(row['version']),
    definition: read('definition') as GateDefinition | null,
    pending: read('pending') as PendingGate | null,
    signOffs: read('sign_offs') as SignOffRow[],
    requested: read('requested') as GateRow['requested'],
    position: Number(row['position']),
    sequence: Number(row['sequence']),
  };
}

/** Levels that count in a gate in force, `required` always: what sets such items aside takes a second person. */
export function countedLevels(gates: readonly Pick<GateRow, 'definition'>[]): ReadonlySet<Level> {
  return new Set<Level>(['required', ...gates.flatMap(({ definition }) => definition?.levels ?? [])]);
}

/** The board that rows folded in memory make. */
export function boardOf(rows: RowSet, project: string): Board {
  const items = Map.groupBy(rows.all('items').map(itemRow), (row) => row.checklist);
  const checklists = rows
    .all('checklists')
    .map((row) => {
      const own = items.get(String(row['checklist'])) ?? [];
      return checklistOf(
        row,
        own.toSorted((a, b) => a.ordinal - b.ordinal),
      );
    })
    .toSorted((a, b) => a.appliedPosition - b.appliedPosition);
  const [board] = rows.all('boards').filter((row) => row['project'] === project);
  return {
    changedPosition: Number(board?.['changed_position'] ?? -1),
    checklists,
    conditions: new Map(rows.all('conditions').map((row) => [String(row['condition']), conditionOf(row)])),
    gates: rows
      .all('gates')
      .map(gateOf)
      .toSorted((a, b) => a.position - b.position),
  };
}
