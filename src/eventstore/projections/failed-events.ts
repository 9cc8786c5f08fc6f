import type { TransactionSql } from '../../database/connection.js';
import { sqlFile } from '../../database/sql-file.js';
import type { Scope } from './apply.js';
import type { Failure, SetAside } from './fold.js';
import type { Projection } from './projection.js';
import type { ProjectionSettings } from './settings.js';

const SET_ASIDE = sqlFile(import.meta.url, './sql/set-aside.sql');
const RECORD_FAILURE = sqlFile(import.meta.url, './sql/record-failure.sql');
const ERROR_LENGTH = 500;

/** `retrying` in the background, `given_up` until somebody asks, `dismissed` for good. */
export type FailedState = 'retrying' | 'given_up' | 'dismissed';

/** A row of projections.failed_events, as far as a retry needs it. */
export interface FailedRow {
  readonly position: number;
  readonly partition: string;
  readonly project: string | null;
  readonly event_type: string;
  readonly state: FailedState;
  readonly failure_count: number;
}

export async function readSetAside(scope: Scope): Promise<SetAside> {
  const { sql, projection, tenant, generation } = scope;
  const rows = await sql.unsafe<{ partition: string; position: number; dismissed: boolean }[]>(
    SET_ASIDE,
    [tenant, projection.name, projection.version, generation],
    { prepare: true },
  );
  return {
    partitions: new Set(rows.filter((row) => !row.dismissed).map((row) => row.partition)),
    dismissed: new Set(rows.filter((row) => row.dismissed).map((row) => row.position)),
  };
}

/** Counts a failure: its partition is set aside from here on. */
export async function recordFailure(
  scope: Scope,
  { event, partition, error }: Failure,
  settings: ProjectionSettings,
): Promise<void> {
  const { sql, projection, tenant, generation } = scope;
  const text = (error instanceof Error ? `${error.name}: ${error.message}` : String(error))
    .replaceAll('\0', '')
    .slice(0, ERROR_LENGTH)
    .toWellFormed();
  await sql.unsafe(
    RECORD_FAILURE,
    [
      tenant,
      projection.name,
      projection.version,
      generation,
      event.position,
      partition,
      event.id,
      event.type,
      event.project,
      text,
      settings.retryFailedAfter,
      settings.maxFailureCount,
    ],
    { prepare: true },
  );
}

/** The failed event at a position, its row locked; null where there is none. */
export async function lockFailed(
  scope: Scope,
  position: number,
  onlyDue: boolean,
): Promise<FailedRow | null> {
  const { sql, projection, tenant, generation } = scope;
  const rows = await sql<FailedRow[]>`
    SELECT position, partition, project, event_type, state, failure_count FROM projections.failed_events
    WHERE tenant = ${tenant} AND projection = ${projection.name} AND version = ${projection.version}
      AND generation = ${generation} AND position = ${position}
      AND (NOT ${onlyDue}::boolean OR (state = 'retrying' AND retry_at <= clock_timestamp()))
    FOR UPDATE`;
  return rows[0] ?? null;
}

export async function removeFailed(scope: Scope, position: number): Promise<void> {
  const { sql, projection, tenant, generation } = scope;
  await sql`DELETE FROM projections.failed_events
    WHERE tenant = ${tenant} AND projection = ${projection.name} AND version = ${projection.version}
      AND generation = ${generation} AND position = ${position}`;
}

export async function markDismissed(scope: Scope, position: number): Promise<void> {
  const { sql, projection, tenant, generation } = scope;
  await sql`UPDATE projections.failed_events SET state = 'dismissed', retry_at = NULL
    WHERE tenant = ${tenant} AND projection = ${projection.name} AND version = ${projection.version}
      AND generation = ${generation} AND position = ${position}`;
}

/** Positions of the live failed events whose time has come, and milliseconds until the next one's (null: none). */
export async function dueFailures(
  sql: TransactionSql,
  projection: Projection,
  tenant: string,
): Promise<{ due: number[]; next: number | null }> {
  const rows = await sql<{ position: number; wait: number }[]>`
    SELECT position, ceil(extract(epoch FROM retry_at - clock_timestamp()) * 1000)::integer AS wait
    FROM projections.failed_events
    WHERE tenant = ${tenant} AND projection = ${projection.name} AND version = ${projection.version}
      AND generation = 'live' AND state = 'retrying'
    ORDER BY position`;
  const waits = rows.filter(({ wait }) => wait > 0).map(({ wait }) => wait);
  return {
    due: rows.filter(({ wait }) => wait <= 0).map(({ position }) => position),
    next: waits.length === 0 ? null : Math.min(...waits),
  };
}
