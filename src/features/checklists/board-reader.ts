import { setImmediate as breathe } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { TransactionSql } from '../../database/connection.js';
import { sqlFile } from '../../database/sql-file.js';
import { EventStore } from '../../eventstore/eventstore.js';
import { EventNotReducible } from '../../eventstore/projections/fold.js';
import type { StateScope } from '../../eventstore/projections/kept-states.js';
import {
  type ReadConsistency,
  ProjectionReader,
  ProjectionSetAside,
  type Reflected,
} from '../../eventstore/projections/projection-reader.js';
import type { RowSet } from '../../eventstore/projections/row-set.js';
import { TimeTravel } from '../../eventstore/projections/time-travel.js';
import {
  type Board,
  type BoardChecklist,
  boardInPieces,
  BoardMemory,
  checklistOf,
  conditionOf,
  gateOf,
} from './board.js';
import { type ItemRow, itemRow, type SqlRow } from './item-rows.js';
import { ItemsProjector } from './items-projector.js';
import { itemsProjection } from './projections/items.projection.js';

const STATE = sqlFile(import.meta.url, './queries/sql/board-state.sql');
const CHECKLISTS = sqlFile(import.meta.url, './queries/sql/board-checklists.sql');
const ITEMS = sqlFile(import.meta.url, './queries/sql/board-items.sql');
const CHANGES = sqlFile(import.meta.url, './queries/sql/board-changes.sql');
const CONDITIONS = sqlFile(import.meta.url, './queries/sql/board-conditions.sql');
const GATES = sqlFile(import.meta.url, './queries/sql/board-gates.sql');

/** So many items are kept in memory, of the projects that were asked for last. */
const MOST_ITEMS = 200_000;
const EMPTY: Board = { changedPosition: -1, checklists: [], conditions: new Map(), gates: [] };

interface Kept {
  readonly board: Board;
  /** The tables that it was read from. */
  readonly relation: number;
}

/**
 * Reads projects' boards from the tables of the items projection. What was read before is kept, and only what changed
 * since is read again: who asks a large project often pays for the changes, not for its size.
 */
@Injectable()
export class BoardReader {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly store: EventStore,
    private readonly reader: ProjectionReader,
    private readonly projector: ItemsProjector,
    private readonly past: TimeTravel,
  ) {}

  /** The board now. Throws what ProjectionReader.read throws. */
  async read(
    tenant: string,
    project: string,
    consistency: ReadConsistency = 'current',
  ): Promise<Reflected<Board>> {
    const key = `${tenant}/${project}`;
    const known = this.kept.get(key);
    const { value, ...reflected } = await this.reader.read(
      this.projector,
      tenant,
      consistency,
      (sql) => refresh(sql, [tenant, project], known),
      project,
    );
    this.kept.delete(key);
    this.kept.set(key, value);
    this.forget();
    return { ...reflected, value: value.board };
  }

  /** The board as it was before the event at position `end`, folded from the log. */
  async before(tenant: string, project: string, end: number): Promise<Board> {
    return await inTurns(boardInPieces(await this.rowsBefore(tenant, project, end), project));
  }

  /** The rows of the projection as they were before the event at position `end`, folded from the log. */
  async rowsBefore(tenant: string, project: string, end: number): Promise<RowSet> {
    try {
      return await this.past.before(await this.scope(tenant, project), end);
    } catch (error) {
      if (!(error instanceof EventNotReducible)) throw error;
      throw new ProjectionSetAside(itemsProjection.name, error.event.position, { cause: error });
    }
  }

  /** The boards at moments in time order, folded from the log in one go; `position` is that of the newest event by then. */
  async *through(
    tenant: string,
    project: string,
    moments: readonly string[],
  ): AsyncGenerator<{ at: string; board: Board; position: number }> {
    const [first] = moments;
    const before = {
      project,
      ...(first === undefined ? {} : { to: first }),
      order: 'desc',
      limit: 1,
    } as const;
    const [newest] = await this.store.query(tenant, before);
    const log = await this.past.onwards(await this.scope(tenant, project), (newest?.position ?? -1) + 1);
    const memory = new BoardMemory();
    for (const at of moments) {
      const position = await log.foldThrough(at);
      yield { at, board: await inTurns(boardInPieces(log.rows, project, memory)), position };
    }
  }

  private async scope(tenant: string, project: string): Promise<StateScope> {
    const dismissed = await this.reader.dismissed(this.projector, tenant, project);
    return { projection: itemsProjection, tenant, project, dismissed };
  }

  private forget(): void {
    let items = 0;
    for (const [key, { board }] of [...this.kept].toReversed()) {
      items += itemsIn(board);
      if (items > MOST_ITEMS && this.kept.size > 1) this.kept.delete(key);
    }
  }
}

/** Others get their turn after so many milliseconds of work on a board. */
const TURN_MS = 8;

async function inTurns<Result>(pieces: Generator<void, Result, void>): Promise<Result> {
  for (let turn = performance.now(); ;) {
    const { done, value } = pieces.next();
    if (done === true) return value;
    if (performance.now() - turn < TURN_MS) continue;
    await breathe();
    turn = performance.now();
  }
}

function itemsIn({ checklists }: Board): number {
  return checklists.reduce((sum, { rows }) => sum + rows.length, 0);
}

async function refresh(
  sql: TransactionSql,
  scope: readonly [tenant: string, project: string],
  known: Kept | undefined,
): Promise<Kept> {
  const ask = (text: string, ...more: (string | number)[]): Promise<SqlRow[]> =>
    sql.unsafe<SqlRow[]>(text, [...scope, ...more], { prepare: true });
  const [state] = await ask(STATE);
  const relation = Number(state?.['relation'] ?? 0);
  if (state === undefined || state['changed_position'] === null) return { board: EMPTY, relation };
  const changedPosition = Number(state['changed_position']);
  const before = known?.relation === relation ? known.board : EMPTY;
  if (before.changedPosition === changedPosition && known) return known;
  const [checklistRows, conditionRows, gateRows] = [
    await ask(CHECKLISTS),
    await ask(CONDITIONS),
    await ask(GATES),
  ];
  const changes =
    before.changedPosition < 0
      ? new Map<string, ItemRow[]>()
      : Map.groupBy((await ask(CHANGES, before.changedPosition)).map(itemRow), (row) => row.checklist);
  const old = new Map(before.checklists.map((checklist) => [checklist.id, checklist]));
  const checklists: BoardChecklist[] = [];
  for (const row of checklistRows) {
    const id = String(row['checklist']);
    const same = old.get(id);
    const read = async (): Promise<ItemRow[]> => {
      const rows = await ask(ITEMS, id);
      // A project may have many thousands of items: others get their turn between its checklists.
      await breathe();
      return rows.map(itemRow);
    };
    const isSame = same?.structurePosition === Number(row['structure_position']);
    checklists.push(isSame ? patched(same, row, changes.get(id)) : checklistOf(row, await read()));
  }
  const board: Board = {
    changedPosition,
    checklists,
    conditions: sameConditions(before, conditionRows),
    gates: gateRows.map(gateOf),
  };
  return { board, relation };
}

function patched(
  before: BoardChecklist,
  row: SqlRow,
  changes: readonly ItemRow[] | undefined,
): BoardChecklist {
  const isClosed = row['closed_at'] !== null;
  if (!changes && isClosed === before.isClosed) return before;
  const byId = new Map((changes ?? []).map((change) => [change.id, change]));
  return checklistOf(
    row,
    before.rows.map((item) => byId.get(item.id) ?? item),
  );
}

// The same object where nothing changed, so that what was computed of it stays.
function sameConditions({ conditions }: Board, rows: readonly SqlRow[]): Board['conditions'] {
  const isSame =
    rows.length === conditions.size &&
    rows.every((row) => conditions.get(String(row['condition']))?.sequence === Number(row['sequence']));
  return isSame ? conditions : new Map(rows.map((row) => [String(row['condition']), conditionOf(row)]));
}
