import { setTimeout as delay } from 'node:timers/promises';
import { inTenant, type Sql } from '../../database/connection.js';
import type { Projector } from './projector.js';
import { RebuildRunning } from './rebuild-lock.js';
import { rebuild, type RebuildProgress } from './rebuild.js';
import { listTenants } from './tenants.js';

/** Logs of fewer events are read by the live worker: it takes a second or two. */
export const FILL_FROM = 20_000;
const LOOK_AGAIN_MS = 1_000;

export interface FirstFillOptions {
  /** From so many events on. */
  readonly from: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: RebuildProgress) => void;
}

/**
 * Fills the tables of a projection that has none of a long log, as a rebuild does: a new version after an update, while
 * older nodes serve from the tables of theirs, or a database that was restored without them. Ends at once where there is
 * nothing to fill, and when another node has done it.
 */
export async function firstFill(projector: Projector, pool: Sql, options: FirstFillOptions): Promise<void> {
  while (!options.signal.aborted && (await isUnread(projector, pool, options.from)))
    try {
      await rebuild(projector, pool, {
        onProgress: options.onProgress,
        onStep: () => options.signal.throwIfAborted(),
      });
    } catch (error) {
      if (options.signal.aborted) return;
      if (!(error instanceof RebuildRunning)) throw error;
      await delay(LOOK_AGAIN_MS, undefined, { signal: options.signal, ref: false }).catch(() => undefined);
    }
}

/** Nothing of any tenant's log is in the live tables, and one of them holds many events. */
async function isUnread({ projection }: Projector, pool: Sql, from: number): Promise<boolean> {
  let isLong = false;
  for (const tenant of await listTenants(pool)) {
    const [row] = await inTenant(
      pool,
      tenant,
      'read',
      (sql) => sql<{ head: number; position: number | null }[]>`
        SELECT h.next_position AS head, s.position FROM eventstore.log_head h
        LEFT JOIN projections.state s ON s.tenant = h.tenant AND s.projection = ${projection.name}
          AND s.version = ${projection.version} AND s.generation = 'live'
        WHERE h.tenant = ${tenant}`,
    );
    if ((row?.position ?? 0) > 0) return false;
    isLong ||= (row?.head ?? 0) >= from;
  }
  return isLong;
}
