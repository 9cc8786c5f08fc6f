import { inTenant, type Sql, type TransactionSql } from '../../database/connection.js';
import type { Scope } from './apply.js';
import { projectBatch } from './batch.js';
import { compareTables, type Difference } from './compare.js';
import type { Projection } from './projection.js';
import type { Projector } from './projector.js';
import { retryFailed } from './retry.js';
import { dropTables, ensureTables, swapTables } from './tables.js';
import { listTenants, nextPosition } from './tenants.js';

/** Large batches: measured, they rebuild ten times faster than those of live reading. */
const REBUILD_LIMIT = 20_000;

export interface RebuildProgress {
  readonly tenant: string;
  readonly position: number;
  /** Where the log ended when the rebuild began. */
  readonly target: number;
  /** Events of all tenants that are in the shadow, and that there were when the rebuild began. */
  readonly done: number;
  readonly total: number;
}

/** Steps of a rebuild, in their order; the last two are inside the transaction that swaps. */
export type RebuildStep = 'prepared' | 'batch' | 'filled' | 'verified' | 'finished' | 'swapped';

export interface RebuildOptions {
  /** Throw away what a rebuild that was broken off had done. */
  readonly fresh?: boolean;
  /** Compare the rebuilt rows with the live ones. */
  readonly verify?: boolean;
  /** With `verify`: keep the live tables where the rows differ. The shadow is kept, too. */
  readonly keepIfDifferent?: boolean;
  readonly onProgress?: (progress: RebuildProgress) => void;
  /** What it throws breaks the rebuild off. */
  readonly onStep?: (step: RebuildStep) => void | Promise<void>;
}

export interface RebuildResult {
  /** Empty without `verify`. */
  readonly differences: readonly Difference[];
  readonly isSwapped: boolean;
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
  options: RebuildOptions = {},
): Promise<RebuildResult> {
  const { projection } = projector;
  if (options.fresh) await discardShadow(projection, pool);
  await pool.begin((sql) => ensureTables(sql, projection, true));
  await options.onStep?.('prepared');
  await fill(projector, pool, options);
  await options.onStep?.('filled');
  const differences: Difference[] = [];
  if (options.verify)
    for (const tenant of await listTenants(pool))
      differences.push(...(await compareTables(projector, pool, tenant, REBUILD_LIMIT)));
  await options.onStep?.('verified');
  if (differences.length > 0 && options.keepIfDifferent) return { differences, isSwapped: false };
  await swap(projector, pool, options);
  return { differences, isSwapped: true };
}

async function discardShadow(projection: Projection, pool: Sql): Promise<void> {
  const { name, version } = projection;
  await pool.begin(async (sql) => {
    await dropTables(sql, projection, true);
    await sql`DELETE FROM projections.state
      WHERE projection = ${name} AND version = ${version} AND generation = 'rebuild'`;
    await sql`DELETE FROM projections.failed_events
      WHERE projection = ${name} AND version = ${version} AND generation = 'rebuild'`;
  });
}

async function fill(projector: Projector, pool: Sql, options: RebuildOptions): Promise<void> {
  const targets = new Map<string, number>();
  for (const tenant of await listTenants(pool)) targets.set(tenant, await nextPosition(pool, tenant));
  const total = [...targets.values()].reduce((sum, target) => sum + target, 0);
  let before = 0;
  for (const [tenant, target] of targets) {
    for (;;) {
      const { position, more } = await projector.batch(tenant, 'rebuild', REBUILD_LIMIT);
      const done = Math.min(total, before + position);
      options.onProgress?.({ tenant, position, target, done, total });
      await options.onStep?.('batch');
      if (!more) break;
    }
    before += target;
    // The shadow of a rebuild that was broken off may have failed where mended code does not.
    for (const failed of await inTenant(pool, tenant, 'read', (sql) =>
      shadowFailures(sql, projector, tenant),
    ))
      await projector.inScope(tenant, 'rebuild', (scope) => retryShadow(scope, projector, failed.position));
  }
}

async function swap(projector: Projector, pool: Sql, options: RebuildOptions): Promise<void> {
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
    await options.onStep?.('finished');
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
    await options.onStep?.('swapped');
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
