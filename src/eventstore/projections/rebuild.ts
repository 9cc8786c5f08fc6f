import { inTenant, type Sql, type TransactionSql } from '../../database/connection.js';
import type { Scope } from './apply.js';
import { projectBatch } from './batch.js';
import type { Projector } from './projector.js';
import { retryFailed } from './retry.js';
import { dropTables, ensureTables, swapTables } from './tables.js';

/** Large batches: measured, they rebuild ten times faster than those of live reading. */
const REBUILD_LIMIT = 20_000;

export interface RebuildProgress {
  readonly tenant: string;
  readonly position: number;
  /** Where the log ended when the tenant's turn came. */
  readonly target: number;
}

/** The rebuilt tables would set aside what the live ones serve. The live ones stay; the shadow is kept. */
export class RebuildSetAside extends Error {
  override readonly name = 'RebuildSetAside';

  constructor(
    readonly projection: string,
    readonly tenant: string,
    readonly positions: readonly number[],
  ) {
    super(
      `the rebuild of ${projection} cannot take what the live tables hold: tenant ${tenant}, position ${positions.join(', ')}; ` +
        'mend the projection and start the rebuild again, it goes on where it was',
    );
  }
}

/**
 * Fills shadow tables from the first event on while the live ones serve, then swaps them in one transaction.
 * A rebuild that was broken off goes on where it was; `fresh` starts over. A failure leaves the live tables alone:
 * RebuildSetAside where an event fails that the live tables have taken.
 */
export async function rebuild(
  projector: Projector,
  pool: Sql,
  options: { fresh?: boolean; onProgress?: (progress: RebuildProgress) => void } = {},
): Promise<void> {
  const { projection } = projector;
  if (options.fresh)
    await pool.begin(async (sql) => {
      await dropTables(sql, projection, true);
      await sql`DELETE FROM projections.state
        WHERE projection = ${projection.name} AND version = ${projection.version} AND generation = 'rebuild'`;
      await sql`DELETE FROM projections.failed_events
        WHERE projection = ${projection.name} AND version = ${projection.version} AND generation = 'rebuild'`;
    });
  await ensureTables(pool, projection, true);
  const tenants = await listTenants(pool);
  for (const tenant of tenants) {
    const target = await nextPosition(pool, tenant);
    for (;;) {
      const { position, more } = await projector.batch(tenant, 'rebuild', REBUILD_LIMIT);
      options.onProgress?.({ tenant, position, target });
      if (!more) break;
    }
    // The shadow of a rebuild that was broken off may have failed where mended code does not.
    for (const failed of await inTenant(pool, tenant, 'read', (sql) =>
      shadowFailures(sql, projector, tenant),
    ))
      await projector.inScope(tenant, 'rebuild', (scope) => retryShadow(scope, projector, failed.position));
  }
  await swap(projector, pool);
}

async function swap(projector: Projector, pool: Sql): Promise<void> {
  const { projection } = projector;
  const { name, version } = projection;
  await pool.begin(async (sql) => {
    // Live workers wait here for the few events that came since; readers go on until the rename itself.
    await sql`SELECT 1 FROM projections.state
      WHERE projection = ${name} AND version = ${version} ORDER BY tenant, generation FOR UPDATE`;
    for (const { tenant } of await sql<
      { tenant: string }[]
    >`SELECT tenants AS tenant FROM eventstore.tenants()`) {
      await sql`SELECT set_config('clearance.tenant', ${tenant}, true)`;
      await finish({ sql, projection, tenant, generation: 'rebuild', bound: null }, projector);
    }
    await sql`SET LOCAL lock_timeout = '5s'`;
    await swapTables(sql, projection);
    await sql`DELETE FROM projections.state
      WHERE projection = ${name} AND version = ${version} AND generation = 'live'`;
    await sql`UPDATE projections.state SET generation = 'live'
      WHERE projection = ${name} AND version = ${version} AND generation = 'rebuild'`;
    await sql`DELETE FROM projections.failed_events
      WHERE projection = ${name} AND version = ${version} AND generation = 'live' AND state <> 'dismissed'`;
    await sql`UPDATE projections.failed_events SET generation = 'live'
      WHERE projection = ${name} AND version = ${version} AND generation = 'rebuild'`;
  });
}

/** Takes the last events into the shadow. Throws RebuildSetAside. */
async function finish(scope: Scope, projector: Projector): Promise<void> {
  const { sql, projection, tenant } = scope;
  const options = { limit: REBUILD_LIMIT, narrowing: true, settings: projector.settings };
  while ((await projectBatch(scope, options)).more);
  const failures = await shadowFailures(sql, projector, tenant);
  for (const { position } of failures.filter(({ dismissed }) => dismissed))
    await retryShadow(scope, projector, position);
  const lost = (await shadowFailures(sql, projector, tenant)).filter(({ served }) => served);
  if (lost.length > 0)
    throw new RebuildSetAside(
      projection.name,
      tenant,
      lost.map(({ position }) => position),
    );
}

async function retryShadow(scope: Scope, projector: Projector, position: number): Promise<void> {
  await retryFailed(scope, position, projector.settings, { onlyDue: false });
}

/** Failed events of the shadow: whether the live tables have taken (`served`) or dismissed them. */
async function shadowFailures(
  sql: TransactionSql,
  { projection: { name, version } }: Projector,
  tenant: string,
): Promise<{ position: number; served: boolean; dismissed: boolean }[]> {
  return await sql<{ position: number; served: boolean; dismissed: boolean }[]>`
    SELECT f.position, l.state IS NOT DISTINCT FROM 'dismissed' AS dismissed,
      s.position IS NOT NULL AND s.position > f.position AND NOT EXISTS (
        SELECT FROM projections.failed_events o
        WHERE o.tenant = f.tenant AND o.projection = f.projection AND o.version = f.version AND o.generation = 'live'
          AND o.partition = f.partition AND o.state <> 'dismissed' AND o.position <= f.position) AS served
    FROM projections.failed_events f
    LEFT JOIN projections.state s ON s.tenant = f.tenant AND s.projection = f.projection AND s.version = f.version
      AND s.generation = 'live'
    LEFT JOIN projections.failed_events l ON l.tenant = f.tenant AND l.projection = f.projection
      AND l.version = f.version AND l.generation = 'live' AND l.position = f.position
    WHERE f.tenant = ${tenant} AND f.projection = ${name} AND f.version = ${version} AND f.generation = 'rebuild'
    ORDER BY f.position`;
}

/** The tenants there are, by name. */
export async function listTenants(pool: Sql): Promise<string[]> {
  const rows = await pool<{ tenant: string }[]>`SELECT tenants AS tenant FROM eventstore.tenants()`;
  return rows.map((row) => row.tenant);
}

async function nextPosition(pool: Sql, tenant: string): Promise<number> {
  const rows = await inTenant(
    pool,
    tenant,
    'read',
    (sql) => sql<{ next_position: number }[]>`
      SELECT next_position FROM eventstore.log_head WHERE tenant = ${tenant}`,
  );
  return rows[0]?.next_position ?? 0;
}
