import { setImmediate as breathe } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { inTenant, type Sql, type TransactionSql } from '../../database/connection.js';
import { sqlFile } from '../../database/sql-file.js';
import { readFailure } from '../read-failure.js';
import type { Projection } from './projection.js';
import { RowSet } from './row-set.js';
import type { Row } from './table-spec.js';

const POSITIONS = sqlFile(import.meta.url, './sql/kept-positions.sql');
const STATE = sqlFile(import.meta.url, './sql/kept-state.sql');
const KEEP = sqlFile(import.meta.url, './sql/keep-state.sql');
const FORGET = sqlFile(import.meta.url, './sql/forget-old-states.sql');

const pack = promisify(gzip);
const unpack = promisify(gunzip);

const ROWS_AT_ONCE = 500;
const LINE_END = 0x0a;

/** What is folded of a project at most before its rows are kept, where it has no more rows than that. */
export const EVENTS_BETWEEN_STATES = 5_000;

/** Whose rows: those of one project, without the events at `dismissed` positions. */
export interface StateScope {
  readonly projection: Projection;
  readonly tenant: string;
  readonly project: string;
  readonly dismissed: ReadonlySet<number>;
}

/** A project's rows; everything before `next` is in them. */
export interface ProjectState {
  readonly rows: RowSet;
  readonly next: number;
}

/**
 * Projects' rows as they were at positions in the past, in the database for all nodes. They follow from the log alone, as
 * tables do: a rebuild throws them away with those.
 */
export class KeptStates {
  /** `pool` is of the login that projects. */
  constructor(private readonly pool: Sql) {}

  /** The nearest to `end` that is not behind it; that of no events where none is kept. Throws StoreUnavailable. */
  async nearest(scope: StateScope, end: number): Promise<ProjectState> {
    const { projection, tenant } = scope;
    try {
      const kept = await inTenant(this.pool, tenant, 'read', (sql) => nearestIn(sql, scope, end));
      const rows = new RowSet(projection.tables, true);
      if (kept) await fromPacked(kept.packed, rows);
      return { rows, next: kept?.next ?? 0 };
    } catch (error) {
      throw readFailure(error);
    }
  }

  /** Throws what the database throws: who folds can do without. */
  async keep(scope: StateScope, { rows, next }: ProjectState): Promise<void> {
    const { projection, tenant, project } = scope;
    const { name, version } = projection;
    const packed = await toPacked(projection, rows);
    await inTenant(this.pool, tenant, 'write', async (sql) => {
      await sql.unsafe(KEEP, [tenant, name, version, project, next, marksBefore(scope, next), packed]);
      await sql.unsafe(FORGET, [tenant, name, version]);
    });
  }
}

async function nearestIn(
  sql: TransactionSql,
  scope: StateScope,
  end: number,
): Promise<{ next: number; packed: Buffer } | null> {
  const of = [scope.tenant, scope.projection.name, scope.projection.version, scope.project];
  const kept = await sql.unsafe<{ next_position: number; dismissed: string }[]>(POSITIONS, [...of, end], {
    prepare: true,
  });
  const mark = kept.find((state) => state.dismissed === marksBefore(scope, state.next_position));
  if (!mark) return null;
  // Named whole: meanwhile another node may have put one there that other events were dismissed before.
  const named = [...of, mark.next_position, mark.dismissed];
  const [found] = await sql.unsafe<{ rows: Buffer }[]>(STATE, named, { prepare: true });
  return found ? { next: mark.next_position, packed: found.rows } : null;
}

// A project may have many thousands of rows: others get their turn in between, and no text is as long as all of them.
async function toPacked({ tables }: Projection, rows: RowSet): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let lines: string[] = [];
  const close = (): void => {
    pieces.push(Buffer.from(lines.join('')));
    lines = [];
  };
  for (const { name } of tables)
    for (const row of rows.each(name)) {
      lines.push(`${JSON.stringify([name, row])}\n`);
      if (lines.length < ROWS_AT_ONCE) continue;
      close();
      await breathe();
    }
  close();
  return await pack(Buffer.concat(pieces), { level: 1 });
}

async function fromPacked(packed: Buffer, rows: RowSet): Promise<void> {
  const lines = await unpack(packed);
  let read = 0;
  for (let at = 0; at < lines.length;) {
    const end = lines.indexOf(LINE_END, at);
    const [table, row] = JSON.parse(lines.toString('utf8', at, end)) as [string, Row];
    rows.put(table, row);
    at = end + 1;
    read += 1;
    if (read % ROWS_AT_ONCE === 0) await breathe();
  }
}

function marksBefore({ dismissed }: StateScope, end: number): string {
  return [...dismissed]
    .filter((position) => position < end)
    .sort((a, b) => a - b)
    .join(',');
}
