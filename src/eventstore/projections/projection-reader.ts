import { setTimeout as delay } from 'node:timers/promises';
import { inTenant, type Sql, type TransactionSql } from '../../database/connection.js';
import { SharedReads } from '../../database/shared-reads.js';
import { sqlFile } from '../../database/sql-file.js';
import { readFailure } from '../read-failure.js';
import { mayBeSwap } from './lock-failures.js';
import { firstTable } from './projection.js';
import type { Projector } from './projector.js';

/** The projection did not reach the head of the log in time: stale data is not passed off as current. */
export class ProjectionBehind extends Error {
  override readonly name = 'ProjectionBehind';

  constructor(
    readonly projection: string,
    options?: ErrorOptions,
  ) {
    super(`the projection ${projection} is behind the log; try again shortly`, options);
  }
}

/** Events of what was asked for wait behind one that failed: stale data is not passed off as current. */
export class ProjectionSetAside extends Error {
  override readonly name = 'ProjectionSetAside';

  constructor(
    readonly projection: string,
    /** Of the event that could not be taken: nothing from there on is in the rows. */
    readonly position: number,
    options?: ErrorOptions,
  ) {
    super(
      `what the projection ${projection} holds of this ends before position ${position}: the event there could not be taken`,
      options,
    );
  }
}

export type Consistency = 'current' | 'eventual';

/**
 * `written`: current, for somebody who has just written and so knows that the projection has something to read. With
 * the position of that write, what others have written since need not be in it.
 */
export type ReadConsistency = Consistency | 'written' | { readonly written: number };

/** What a read gives, and what of the log it reflects. */
export interface Reflected<T> {
  readonly value: T;
  /** Position of the newest event in it (-1: none): the `position` that a write answers with can be compared. */
  readonly position: number;
  /** When that event was recorded; null for none. */
  readonly asOf: string | null;
  /** Set where the partition asked for is set aside: nothing of it from this position on is in the value. */
  readonly setAside: number | null;
}

/** What to say of something that is not in the rows: that it is not there, unless it may wait behind a failed event. */
export function whyAbsent(projector: Projector, setAside: number | null, absent: Error): Error {
  return setAside === null
    ? absent
    : new ProjectionSetAside(projector.projection.name, setAside, { cause: absent });
}

/**
 * The read behind a write. The write is done whatever the projection says, so where a current answer is not to be had
 * this gives what there is, and its caller sees by `setAside` and `position` that the write is not in it.
 * @param position of the write's last event, where the answer is about nothing else
 */
export async function readAfterWrite<T>(
  read: (consistency: ReadConsistency) => Promise<Reflected<T>>,
  position?: number,
): Promise<Reflected<T>> {
  try {
    return await read(position === undefined ? 'written' : { written: position });
  } catch (error) {
    if (!(error instanceof ProjectionSetAside) && !(error instanceof ProjectionBehind)) throw error;
    return await read('eventual');
  }
}

interface Snapshot<T> {
  /** True where a rebuild put other tables in place after the snapshot: the rows may lack what the position has. */
  readonly isSwapped: boolean;
  readonly value: T;
  readonly next: number;
  readonly head: number;
  readonly asOf: string | null;
  readonly setAside: number | null;
}

interface State {
  readonly head: number;
  readonly next: number | null;
  readonly as_of: string | null;
  readonly set_aside: number | null;
  readonly relation: number | null;
}

const STATE = sqlFile(import.meta.url, './sql/read-state.sql');

/** A current read waits at most this long for its projection. */
const PATIENCE_MS = 5_000;
/** A snapshot that met tables being swapped is taken again so often, after pauses that double. */
const REPEATS = 6;
const PAUSE_MS = 10;

/**
 * Reads a projection's tables. Current by default: the rows, the projection's position and the log's head come from
 * one snapshot, and a read that finds the projection behind wakes it and looks again.
 */
export class ProjectionReader {
  private readonly shared: SharedReads;

  constructor(private readonly pool: Sql) {
    this.shared = new SharedReads(pool);
  }

  /**
   * Throws ProjectionBehind after 5 s, StoreUnavailable, and ProjectionSetAside where a current read is of a
   * partition that is set aside. `work` may run several times.
   */
  async read<T>(
    projector: Projector,
    tenant: string,
    consistency: ReadConsistency,
    work: (sql: TransactionSql) => Promise<T>,
    partition: string | null = null,
  ): Promise<Reflected<T>> {
    const look = (sql: TransactionSql): Promise<Snapshot<T>> =>
      snapshot(projector, tenant, work, partition, sql);
    return await this.current(projector, tenant, consistency, () =>
      inTenant(this.pool, tenant, 'read', look),
    );
  }

  /** The same for a few rows by their keys: such reads that come together share a transaction. */
  async readFew<T>(
    projector: Projector,
    tenant: string,
    consistency: ReadConsistency,
    work: (sql: TransactionSql) => Promise<T>,
    partition: string | null = null,
  ): Promise<Reflected<T>> {
    const look = (sql: TransactionSql): Promise<Snapshot<T>> =>
      snapshot(projector, tenant, work, partition, sql);
    return await this.current(projector, tenant, consistency, () => this.shared.read(tenant, look));
  }

  private async current<T>(
    projector: Projector,
    tenant: string,
    consistency: ReadConsistency,
    look: () => Promise<Snapshot<T>>,
  ): Promise<Reflected<T>> {
    const giveUpAt = Date.now() + PATIENCE_MS;
    // Looking first would only tell that it is behind.
    const isWritten = consistency === 'written' || typeof consistency === 'object';
    if (isWritten) await this.wake(projector, tenant, giveUpAt);
    let wanted = typeof consistency === 'object' ? consistency.written + 1 : null;
    for (;;) {
      const seen = await pastSwaps(look);
      wanted ??= seen.head;
      const { value, asOf, setAside } = seen;
      if (seen.isSwapped) {
        await this.wake(projector, tenant, giveUpAt);
        continue;
      }
      if (consistency === 'eventual') return { value, position: seen.next - 1, asOf, setAside };
      if (setAside !== null) throw new ProjectionSetAside(projector.projection.name, setAside);
      if (seen.next >= wanted) return { value, position: seen.next - 1, asOf, setAside };
      await this.wake(projector, tenant, giveUpAt);
    }
  }

  /**
   * A few rows as they stand, in one snapshot, without saying of when: for who can tell from the rows whether they will
   * do. May miss what a swap of tables brings at this moment. Throws StoreUnavailable.
   */
  async glance<T>(tenant: string, work: (sql: TransactionSql) => Promise<T>): Promise<T> {
    return await pastSwaps(() => this.shared.read(tenant, work));
  }

  /** Positions of a partition's events that were dismissed: no rows, of whatever time, reflect them. */
  async dismissed(
    { projection }: Projector,
    tenant: string,
    partition: string,
  ): Promise<ReadonlySet<number>> {
    try {
      const rows = await inTenant(
        this.pool,
        tenant,
        'read',
        (sql) => sql<{ position: number }[]>`
          SELECT position FROM projections.failed_events
          WHERE tenant = ${tenant} AND projection = ${projection.name} AND version = ${projection.version}
            AND generation = 'live' AND partition = ${partition} AND state = 'dismissed'`,
      );
      return new Set(rows.map((row) => row.position));
    } catch (error) {
      throw readFailure(error);
    }
  }

  private async wake(projector: Projector, tenant: string, giveUpAt: number): Promise<void> {
    const left = giveUpAt - Date.now();
    if (left <= 0) throw new ProjectionBehind(projector.projection.name);
    const timeout = new AbortController();
    try {
      await Promise.race([
        this.catchUp(projector, tenant, timeout.signal),
        delay(left, undefined, { signal: timeout.signal }).then(() => {
          throw new ProjectionBehind(projector.projection.name);
        }),
      ]);
    } catch (error) {
      if (error instanceof ProjectionBehind) throw error;
      throw new ProjectionBehind(projector.projection.name, { cause: error });
    } finally {
      timeout.abort();
    }
  }

  private async catchUp(projector: Projector, tenant: string, signal: AbortSignal): Promise<void> {
    for (let repeat = 0; ; repeat += 1)
      try {
        await projector.catchUp(tenant);
        return;
      } catch (error) {
        if (!mayBeSwap(error) || repeat >= REPEATS || signal.aborted) throw error;
        await delay(PAUSE_MS * 2 ** repeat);
      }
  }
}

async function snapshot<T>(
  { projection }: Projector,
  tenant: string,
  work: (sql: TransactionSql) => Promise<T>,
  partition: string | null,
  sql: TransactionSql,
): Promise<Snapshot<T>> {
  const { name, version } = projection;
  const state = sql.unsafe<State[]>(STATE, [tenant, name, version, partition], { prepare: true });
  const [[row], value] = await Promise.all([state, work(sql)]);
  // Names are looked up as of now and not as of the snapshot, which is why this comes last.
  const [current] = await sql<{ relation: number | null }[]>`
    SELECT to_regclass(${firstTable(projection)})::oid AS relation`;
  return {
    isSwapped: row !== undefined && row.relation !== null && row.relation !== current?.relation,
    value,
    next: row?.next ?? 0,
    head: row?.head ?? 0,
    asOf: row?.as_of ?? null,
    setAside: row?.set_aside ?? null,
  };
}

/** A read that met tables being swapped is done again. Throws StoreUnavailable. */
async function pastSwaps<T>(read: () => Promise<T>): Promise<T> {
  for (let repeat = 0; ; repeat += 1)
    try {
      return await read();
    } catch (error) {
      if (!mayBeSwap(error) || repeat >= REPEATS) throw readFailure(error);
      await delay(PAUSE_MS * 2 ** repeat);
    }
}
