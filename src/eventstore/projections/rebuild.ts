import { inTenant, type Sql } from '../../database/connection.js';
import { compareTables, type Difference } from './compare.js';
import { Projector } from './projector.js';
import { type RebuildLock, withRebuildLock } from './rebuild-lock.js';
import { ShadowFill } from './shadow-fill.js';
import { prepareShadow, retryShadow, shadowFailures } from './shadow.js';
import { swap } from './swap.js';
import { listTenants, nextPosition } from './tenants.js';

/** Of a comparison, which takes the shadow to where the live tables stand. */
const COMPARE_LIMIT = 20_000;
/** So many events may be left to the transaction that swaps, in which live workers wait. */
const LEFT_TO_SWAP = 2_000;

export interface RebuildProgress {
  readonly tenant: string;
  readonly position: number;
  /** Where the log ended when the rebuild began. */
  readonly target: number;
  /** Events of all tenants that are in the shadow, and that there were when the rebuild began. */
  readonly done: number;
  readonly total: number;
}

/** Steps of a rebuild, in their order; the last two are inside the transaction that swaps, which may be repeated. */
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

/**
 * Fills shadow tables from the first event on while the live ones serve, then swaps them in one transaction. One node
 * at a time does so. A rebuild that was broken off goes on where it was; `fresh` starts over. A failure leaves the live
 * tables alone: RebuildRunning where another one is under way, RebuildSetAside where an event fails that the live
 * tables have taken, TablesInUse where they cannot be swapped, RebuildLockLost where the connection was lost.
 */
export async function rebuild(
  projector: Projector,
  pool: Sql,
  options: RebuildOptions = {},
): Promise<RebuildResult> {
  return await withRebuildLock(pool, projector.projection, (lock) =>
    rebuildLocked(projector, pool, options, lock),
  );
}

async function rebuildLocked(
  projector: Projector,
  pool: Sql,
  options: RebuildOptions,
  { check }: RebuildLock,
): Promise<RebuildResult> {
  await prepareShadow(projector.projection, pool, options.fresh ?? false);
  await options.onStep?.('prepared');
  await fill(projector, pool, options);
  await options.onStep?.('filled');
  const differences: Difference[] = [];
  if (options.verify)
    for (const tenant of await listTenants(pool))
      differences.push(...(await compareTables(projector, pool, tenant, COMPARE_LIMIT)));
  await options.onStep?.('verified');
  if (differences.length > 0 && options.keepIfDifferent) return { differences, isSwapped: false };
  await swap(projector, pool, { check, onStep: async (step) => options.onStep?.(step) });
  return { differences, isSwapped: true };
}

async function fill(projector: Projector, pool: Sql, options: RebuildOptions): Promise<void> {
  const targets = new Map<string, number>();
  for (const tenant of await listTenants(pool)) targets.set(tenant, await nextPosition(pool, tenant));
  const total = [...targets.values()].reduce((sum, target) => sum + target, 0);
  const own = pool.beside(2, { isForCopy: true });
  try {
    const beside = new Projector(projector.projection, own, projector.settings);
    let before = 0;
    for (const [tenant, target] of targets) {
      const told = (position: number): void =>
        options.onProgress?.({ tenant, position, target, done: Math.min(total, before + position), total });
      const shadow = new ShadowFill(beside, own, tenant, told, async () => options.onStep?.('batch'));
      for (let end = target, left = Infinity; left > LEFT_TO_SWAP;) {
        const reached = await shadow.run(end);
        told(reached);
        end = await nextPosition(pool, tenant);
        left = end - reached;
      }
      before += target;
      await retryShadowFailures(projector, pool, tenant);
    }
  } finally {
    await own.end({ timeout: 3 });
  }
}

/** The shadow of a rebuild that was broken off may have failed where mended code does not. */
async function retryShadowFailures(projector: Projector, pool: Sql, tenant: string): Promise<void> {
  const failures = await inTenant(pool, tenant, 'read', (sql) => shadowFailures(sql, projector, tenant));
  for (const { position } of failures)
    await projector.inScope(tenant, 'rebuild', (scope) => retryShadow(scope, projector, position));
}
