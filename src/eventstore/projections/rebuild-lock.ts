import type { Sql } from '../../database/connection.js';
import { isLockFailure } from './lock-failures.js';
import type { Projection } from './projection.js';

/** The first of the two keys of every advisory lock on a rebuild. */
const REBUILDS = 4_242_003;
/** A holder that was killed is gone by then, and short rebuilds go one after the other. */
const WAIT_MS = 1_000;

/** Somebody else rebuilds the projection: another node, or this one. */
export class RebuildRunning extends Error {
  override readonly name = 'RebuildRunning';

  constructor(
    readonly projection: string,
    options?: ErrorOptions,
  ) {
    super(
      `a rebuild of ${projection} is running already, on this node or another; wait for its end`,
      options,
    );
  }
}

/** The connection that held the lock on the rebuild was lost: another node may have started one. */
export class RebuildLockLost extends Error {
  override readonly name = 'RebuildLockLost';

  constructor(readonly projection: string) {
    super(
      `the rebuild of ${projection} lost its connection to the database; the live tables stay; ` +
        'start it again, it goes on where it was',
    );
  }
}

export interface RebuildLock {
  /** Throws RebuildLockLost. */
  readonly check: () => Promise<void>;
}

/**
 * Runs `work` while no other node rebuilds the projection. The lock is a session's, on a connection of its own beside
 * the pool's (several rebuilds at once would leave the pool none to work with), and ends with it, however the node
 * ends. Throws RebuildRunning after 1 s, and what `work` throws.
 */
export async function withRebuildLock<T>(
  pool: Sql,
  { name, version }: Projection,
  work: (lock: RebuildLock) => Promise<T>,
): Promise<T> {
  const own = pool.beside(1, { lockTimeoutMs: WAIT_MS });
  const key = `${name}_v${version}`;
  try {
    await own`SELECT pg_advisory_lock(${REBUILDS}::integer, hashtext(${key}))`.catch((error: unknown) => {
      throw isLockFailure(error) ? new RebuildRunning(name, { cause: error }) : error;
    });
    return await work({
      check: async () => {
        // A new connection in the place of a lost one holds nothing.
        const held = await own`
          SELECT 1 FROM pg_locks
          WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND granted AND classid = ${REBUILDS}::oid
            AND objid = (hashtext(${key})::bigint & 4294967295)::oid`;
        if (held.length === 0) throw new RebuildLockLost(name);
      },
    });
  } finally {
    await own.end({ timeout: 3 });
  }
}
