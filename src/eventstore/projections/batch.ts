import { textArray } from '../../database/array-literal.js';
import { sqlFile } from '../../database/sql-file.js';
import type { EventRow } from '../event-row.js';
import { firstTable } from './projection.js';
import { applyEvents, applyNarrowing, prepareRows, type Scope } from './apply.js';
import type { SetAside } from './fold.js';
import { readSetAside, recordFailure } from './failed-events.js';
import type { ProjectionSettings } from './settings.js';

const READ_NEXT_BATCH = sqlFile(import.meta.url, './sql/read-next-batch.sql');

export interface BatchResult {
  /** The next position to read. */
  readonly position: number;
  /** True where the batch was full: there may be more behind it. */
  readonly more: boolean;
  /** Partitions that this batch set aside. */
  readonly failed: number;
}

export interface BatchOptions {
  readonly limit: number;
  /** True: rows that the database refuses are traced to their event. Costs savepoints. */
  readonly narrowing: boolean;
  readonly settings: ProjectionSettings;
}

/**
 * Reads up to `limit` events from the projection's position on, folds them in memory, and writes rows, position and
 * failed events in the caller's transaction. The lock on the state row keeps every other worker out until the
 * transaction ends.
 */
export async function projectBatch(scope: Scope, options: BatchOptions): Promise<BatchResult> {
  const { projection } = scope;
  const { from, aside, rows } = await readBatch(scope, options.limit);
  const last = rows.at(-1);
  if (!last) return { position: from, more: false, failed: 0 };
  scope.bound?.check();
  const wanted = new Set(projection.eventTypes);
  const events = prepareRows(
    scope,
    rows.filter((row) => wanted.has(row.event_type)),
  );
  const failures = await (options.narrowing ? applyNarrowing : applyEvents)(scope, events, aside);
  scope.bound?.check();
  for (const failure of failures) await recordFailure(scope, failure, options.settings);
  const position = last.position + 1;
  await moveTo(scope, position);
  return { position, more: rows.length === options.limit, failed: failures.length };
}

/** Writes the next position to read into the state row. */
export async function moveTo(
  { sql, projection, tenant, generation }: Scope,
  position: number,
): Promise<void> {
  await sql`
    UPDATE projections.state SET position = ${position}, updated_at = clock_timestamp()
    WHERE tenant = ${tenant} AND projection = ${projection.name} AND version = ${projection.version}
      AND generation = ${generation}`;
}

/** Locks the state row and reads what comes next, in one round trip. */
async function readBatch(
  scope: Scope,
  limit: number,
): Promise<{ from: number; aside: SetAside; rows: readonly EventRow[] }> {
  const { sql, projection, tenant, generation } = scope;
  const [locked, aside, rows] = await Promise.all([
    lockRow(scope),
    readSetAside(scope),
    sql.unsafe<EventRow[]>(
      READ_NEXT_BATCH,
      [tenant, limit, textArray(projection.eventTypes), projection.name, projection.version, generation],
      { prepare: true },
    ),
  ]);
  if (locked !== null) return { from: locked, aside, rows };
  // There was no row to lock: what was read had no place to begin.
  await lockState(scope);
  return await readBatch(scope, limit);
}

/** Every swap that takes the row away while it is waited for costs one. */
const LOOKS = 20;

async function lockRow({ sql, projection, tenant, generation }: Scope): Promise<number | null> {
  const [state] = await sql<{ position: number }[]>`
    SELECT position FROM projections.state
    WHERE tenant = ${tenant} AND projection = ${projection.name} AND version = ${projection.version}
      AND generation = ${generation}
    FOR UPDATE`;
  return state?.position ?? null;
}

/** Locks the state row, making it where there is none, and gives the next position to read. */
export async function lockState(scope: Scope): Promise<number> {
  const { sql, projection, tenant, generation } = scope;
  for (let look = 0; look < LOOKS; look += 1) {
    const position = await lockRow(scope);
    if (position !== null) return position;
    await sql`
      INSERT INTO projections.state (tenant, projection, version, generation, position, relation)
      SELECT h.tenant, ${projection.name}, ${projection.version}, ${generation}, 0,
        to_regclass(${firstTable(projection, generation === 'rebuild')})
      FROM eventstore.log_head h WHERE h.tenant = ${tenant}
      ON CONFLICT DO NOTHING`;
  }
  throw new Error(`tenant "${tenant}" has no log to project`);
}
