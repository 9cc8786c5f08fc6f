import { plainArray, textArray } from '../../database/array-literal.js';
import type { TransactionSql } from '../../database/connection.js';
import { sqlFile } from '../../database/sql-file.js';
import { type EventRow, eventFromRow } from '../event-row.js';
import type { RecordedEvent } from '../event.js';
import type { Projection } from './projection.js';
import { RowSet } from './row-set.js';
import { deleteRows, loadRows, putRows } from './tables.js';

const READ_BATCH = sqlFile(import.meta.url, './sql/read-batch.sql');
const READ_REFERENCED = sqlFile(import.meta.url, './sql/read-referenced.sql');

export type Generation = 'live' | 'rebuild';

/** An event that the reducer could not take. The batch it was in is not written. */
export class EventNotReducible extends Error {
  override readonly name = 'EventNotReducible';

  constructor(
    readonly projection: string,
    readonly event: RecordedEvent,
    options: ErrorOptions,
  ) {
    super(`projection ${projection} cannot take ${event.type} at position ${event.position}`, options);
  }
}

/**
 * Reads up to `limit` events from the projection's position on, folds them in memory, and writes rows and position
 * in the caller's transaction. Gives the position reached and how many events were read; the lock on the state row
 * keeps every other worker out until the transaction ends.
 */
export async function projectBatch(
  sql: TransactionSql,
  projection: Projection,
  tenant: string,
  generation: Generation,
  limit: number,
): Promise<{ position: number; read: number }> {
  const from = await lockState(sql, projection, tenant, generation);
  const rows = await sql.unsafe<EventRow[]>(
    READ_BATCH,
    [tenant, from, limit, textArray(projection.eventTypes)],
    { prepare: true },
  );
  const last = rows.at(-1);
  if (!last) return { position: from, read: 0 };
  const wanted = new Set(projection.eventTypes);
  const events = rows.filter((row) => wanted.has(row.event_type)).map((row) => eventFromRow(tenant, row));
  await writeFold(sql, projection, tenant, generation, events);
  const position = last.position + 1;
  await sql`
    UPDATE projections.state SET position = ${position}, updated_at = clock_timestamp()
    WHERE tenant = ${tenant} AND projection = ${projection.name} AND version = ${projection.version}
      AND generation = ${generation}`;
  return { position, read: rows.length };
}

async function lockState(
  sql: TransactionSql,
  projection: Projection,
  tenant: string,
  generation: Generation,
): Promise<number> {
  const select = (): Promise<{ position: number }[]> => sql<{ position: number }[]>`
    SELECT position FROM projections.state
    WHERE tenant = ${tenant} AND projection = ${projection.name} AND version = ${projection.version}
      AND generation = ${generation}
    FOR UPDATE`;
  const [state] = await select();
  if (state) return state.position;
  await sql`
    INSERT INTO projections.state (tenant, projection, version, generation, position)
    SELECT h.tenant, ${projection.name}, ${projection.version}, ${generation}, 0
    FROM eventstore.log_head h WHERE h.tenant = ${tenant}
    ON CONFLICT DO NOTHING`;
  const [made] = await select();
  if (!made) throw new Error(`tenant "${tenant}" has no log to project`);
  return made.position;
}

async function writeFold(
  sql: TransactionSql,
  projection: Projection,
  tenant: string,
  generation: Generation,
  events: readonly RecordedEvent[],
): Promise<void> {
  const shadow = generation === 'rebuild';
  const rows = new RowSet(projection.tables);
  const needs = events.flatMap((event) => [...projection.needs(event)]);
  for (const [name, keys] of rows.missing(needs)) {
    const table = projection.tables.find((spec) => spec.name === name);
    if (!table) throw new Error(`projection ${projection.name} has no table ${name}`);
    rows.load(name, keys, await loadRows(sql, projection, table, keys, tenant, shadow));
  }
  const referenced = await readReferenced(sql, projection, tenant, events);
  fold(projection, rows, events, referenced);
  for (const { spec, put, deleted } of rows.changes()) {
    if (put.length > 0) await putRows(sql, projection, spec, put, tenant, shadow);
    if (deleted.length > 0) await deleteRows(sql, projection, spec, deleted, tenant, shadow);
  }
}

/** Applies events to rows in memory. Throws EventNotReducible naming the event. */
export function fold(
  projection: Projection,
  rows: RowSet,
  events: readonly RecordedEvent[],
  referenced: ReadonlyMap<number, RecordedEvent>,
): void {
  for (const event of events) {
    try {
      projection.reduce(rows, event, referenced);
    } catch (error) {
      throw new EventNotReducible(projection.name, event, { cause: error });
    }
  }
}

async function readReferenced(
  sql: TransactionSql,
  projection: Projection,
  tenant: string,
  events: readonly RecordedEvent[],
): Promise<Map<number, RecordedEvent>> {
  const positions = [...new Set(events.flatMap((event) => [...(projection.references?.(event) ?? [])]))];
  if (positions.length === 0) return new Map();
  const rows = await sql.unsafe<EventRow[]>(READ_REFERENCED, [tenant, plainArray(positions)], {
    prepare: true,
  });
  return new Map(rows.map((row) => [row.position, eventFromRow(tenant, row)]));
}
