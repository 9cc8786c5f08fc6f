import type { RowSet } from '../../eventstore/projections/row-set.js';
import type { Row, Value } from '../../eventstore/projections/table-spec.js';
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

/** What boards of the same rows, read one after the other, have in common: what did not change is the same object. */
export class BoardMemory {
  private readonly items = new WeakMap<Row, { readonly position: Value; readonly item: ItemRow }>();
  private readonly checklists = new Map<string, BoardChecklist>();

  /** The row with its JSON read. Every event that changes a row stands in its `changed_position`. */
  itemOf(row: Row): ItemRow {
    const position = row['changed_position'] ?? null;
    const known = this.items.get(row);
    if (known?.position === position) return known.item;
    const item = itemRow(row);
    this.items.set(row, { position, item });
    return item;
  }

  /** The checklist as it was, where nothing of it is another: what was found out about it still holds. */
  checklistOf(found: BoardChecklist): BoardChecklist {
    const known = this.checklists.get(found.id);
    if (known && isSameChecklist(known, found)) return known;
    this.checklists.set(found.id, found);
    return found;
  }
}

function isSameChecklist(one: BoardChecklist, other: BoardChecklist): boolean {
  return (
    one.structurePosition === other.structurePosition &&
    one.isClosed === other.isClosed &&
    one.rows.length === other.rows.length &&
    one.rows.every((row, at) => row === other.rows[at])
  );
}

/** Items are read so many at a time. */
const PIECE = 500;

/**
 * The board that rows folded in memory make, in pieces: a project may have many thousands of items, and others get their
 * turn between them.
 */
export function* boardInPieces(
  rows: RowSet,
  project: string,
  memory: BoardMemory | null = null,
): Generator<void, Board, void> {
  const items = new Map<string, ItemRow[]>();
  let read = 0;
  for (const row of rows.each('items')) {
    const item = memory ? memory.itemOf(row) : itemRow(row);
    const own = items.get(item.checklist);
    if (own) own.push(item);
    else items.set(item.checklist, [item]);
    read += 1;
    if (read % PIECE === 0) yield;
  }
  const checklists: BoardChecklist[] = [];
  for (const row of rows.all('checklists')) {
    const own = items.get(String(row['checklist'])) ?? [];
    const found = checklistOf(
      row,
      own.sort((a, b) => a.ordinal - b.ordinal),
    );
    checklists.push(memory ? memory.checklistOf(found) : found);
    yield;
  }
  const [board] = rows.all('boards').filter((row) => row['project'] === project);
  return {
    changedPosition: Number(board?.['changed_position'] ?? -1),
    checklists: checklists.sort((a, b) => a.appliedPosition - b.appliedPosition),
    conditions: new Map(rows.all('conditions').map((row) => [String(row['condition']), conditionOf(row)])),
    gates: rows
      .all('gates')
      .map(gateOf)
      .toSorted((a, b) => a.position - b.position),
  };
}

/** The same in one go. */
export function boardOf(rows: RowSet, project: string): Board {
  const pieces = boardInPieces(rows, project);
  for (;;) {
    const { done, value } = pieces.next();
    if (done === true) return value;
  }
}
