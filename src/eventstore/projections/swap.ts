import { setTimeout as delay } from 'node:timers/promises';
import type { Sql, TransactionSql } from '../../database/connection.js';
import type { Scope } from './apply.js';
import { lockState, projectBatch } from './batch.js';
import { isLockFailure } from './lock-failures.js';
import type { Projector } from './projector.js';
import { retryShadow, shadowFailures } from './shadow.js';
import { lockDefinitions, lockForSwap, swapTables } from './tables.js';

/**
 * Milliseconds that an attempt waits for a live table. The first are shorter than the database takes to see a deadlock
 * (deadlock_timeout, 1 s), so that the swap makes way and no reader fails; the last are long enough for it to send an
 * autovacuum away.
 */
const PATIENCE_MS = [200, 400, 800, 1_600, 3_200, 5_000];
const PAUSE_MS = 50;
const FINISH_LIMIT = 20_000;

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

/** Something did not let go of the tables in all attempts. The live ones stay; the shadow is kept. */
export class TablesInUse extends Error {
  override readonly name = 'TablesInUse';

  constructor(
    readonly projection: string,
    options: ErrorOptions,
  ) {
    super(
      `the rebuilt tables of ${projection} could not be put in place: something else, a dump for instance, holds the ` +
        'live ones; start the rebuild again when it is done, it goes on where it was',
      options,
    );
  }
}

export interface SwapOptions {
  /** What it throws breaks the swap off. */
  readonly onStep: (step: 'finished' | 'swapped') => Promise<void>;
  /** Throws where the rebuild is this one's no more. */
  readonly check: () => Promise<void>;
}

/**
 * Takes the last events into the shadow and puts it in the place of the live tables, in one transaction that is tried
 * several times. Throws RebuildSetAside and TablesInUse.
 */
export async function swap(projector: Projector, pool: Sql, options: SwapOptions): Promise<void> {
  for (let attempt = 0; ; attempt += 1)
    try {
      const patience = PATIENCE_MS[attempt] ?? 0;
      await pool.begin((sql) => swapOnce(projector, sql, patience, options));
      return;
    } catch (error) {
      if (!isLockFailure(error)) throw error;
      if (attempt + 1 >= PATIENCE_MS.length)
        throw new TablesInUse(projector.projection.name, { cause: error });
      await delay(PAUSE_MS * 2 ** attempt * (0.5 + Math.random()));
    }
}

/** Locks in the order of live workers: state rows, then tables. */
async function swapOnce(
  projector: Projector,
  sql: TransactionSql,
  patience: number,
  options: SwapOptions,
): Promise<void> {
  const { projection } = projector;
  const { name, version } = projection;
  await lockDefinitions(sql);
  // Live workers wait from here on for the few events that came since; readers go on until the tables are locked.
  const tenants = await sql<{ tenant: string }[]>`SELECT tenants AS tenant FROM eventstore.tenants()`;
  for (const { tenant } of tenants) {
    const scope: Scope = { sql, projection, tenant, generation: 'rebuild', bound: null };
    await sql`SELECT set_config('clearance.tenant', ${tenant}, true)`;
    // Made where it is not there: a worker that comes with a tenant's first event would not meet the lock otherwise.
    await lockState({ ...scope, generation: 'live' });
    await finish(scope, projector);
  }
  await options.onStep('finished');
  await options.check();
  await lockForSwap(sql, projection, patience);
  await swapTables(sql, projection);
  await sql`DELETE FROM projections.state
    WHERE projection = ${name} AND version = ${version} AND generation = 'live'`;
  await sql`UPDATE projections.state SET generation = 'live'
    WHERE projection = ${name} AND version = ${version} AND generation = 'rebuild'`;
  await sql`DELETE FROM projections.failed_events
    WHERE projection = ${name} AND version = ${version} AND generation = 'live' AND state <> 'dismissed'`;
  await sql`UPDATE projections.failed_events SET generation = 'live'
    WHERE projection = ${name} AND version = ${version} AND generation = 'rebuild'`;
  // Who asks for a rebuild doubts what was folded before.
  await sql`DELETE FROM projections.kept_states WHERE projection = ${name} AND version = ${version}`;
  await options.onStep('swapped');
}

/** Takes the last events into the shadow. Throws RebuildSetAside. */
async function finish(scope: Scope, projector: Projector): Promise<void> {
  const { sql, projection, tenant } = scope;
  const options = { limit: FINISH_LIMIT, narrowing: true, settings: projector.settings };
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
