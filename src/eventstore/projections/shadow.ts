import type { Sql, TransactionSql } from '../../database/connection.js';
import type { Scope } from './apply.js';
import type { Projection } from './projection.js';
import type { Projector } from './projector.js';
import { retryFailed } from './retry.js';
import { dropTables, ensureTables, lockDefinitions } from './tables.js';

/** An event that the shadow could not take. */
export interface ShadowFailure {
  readonly position: number;
  /** The live tables have taken it. */
  readonly served: boolean;
  /** It was dismissed from the live tables. */
  readonly dismissed: boolean;
}

/** Makes the shadow tables where they are not there; `fresh`: without what a rebuild before this one left in them. */
export async function prepareShadow(projection: Projection, pool: Sql, fresh: boolean): Promise<void> {
  await pool.begin(async (sql) => {
    await lockDefinitions(sql);
    if (fresh) await discardShadow(projection, sql);
    await ensureTables(sql, projection, true);
  });
}

async function discardShadow(projection: Projection, sql: TransactionSql): Promise<void> {
  const { name, version } = projection;
  await dropTables(sql, projection, true);
  await sql`DELETE FROM projections.state
    WHERE projection = ${name} AND version = ${version} AND generation = 'rebuild'`;
  await sql`DELETE FROM projections.failed_events
    WHERE projection = ${name} AND version = ${version} AND generation = 'rebuild'`;
}

export async function retryShadow(scope: Scope, projector: Projector, position: number): Promise<void> {
  await retryFailed(scope, position, projector.settings, { onlyDue: false });
}

/** What the shadow could not take of a tenant's events, by position. */
export async function shadowFailures(
  sql: TransactionSql,
  { projection: { name, version } }: Projector,
  tenant: string,
): Promise<ShadowFailure[]> {
  return await sql<ShadowFailure[]>`
    SELECT f.position, l.state IS NOT DISTINCT FROM 'dismissed' AS dismissed,
      s.position IS NOT NULL AND s.position > f.position AND NOT EXISTS (
        SELECT FROM projections.failed_events o
        WHERE o.tenant = ${tenant} AND o.projection = f.projection AND o.version = f.version AND o.generation = 'live'
          AND o.partition = f.partition AND o.state <> 'dismissed' AND o.position <= f.position) AS served
    FROM projections.failed_events f
    LEFT JOIN projections.state s ON s.tenant = f.tenant AND s.projection = f.projection AND s.version = f.version
      AND s.generation = 'live'
    LEFT JOIN projections.failed_events l ON l.tenant = f.tenant AND l.projection = f.projection
      AND l.version = f.version AND l.generation = 'live' AND l.position = f.position
    WHERE f.tenant = ${tenant} AND f.projection = ${name} AND f.version = ${version} AND f.generation = 'rebuild'
    ORDER BY f.position`;
}
