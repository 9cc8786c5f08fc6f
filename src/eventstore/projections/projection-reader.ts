import { setTimeout as delay } from 'node:timers/promises';
import { inTenant, type Sql, type TransactionSql } from '../../database/connection.js';
import { readFailure } from '../read-failure.js';
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

export type Consistency = 'current' | 'eventual';

/** What a read gives, and what of the log it reflects. */
export interface Reflected<T> {
  readonly value: T;
  /** Position of the newest event in it (-1: none): the `position` that a write answers with can be compared. */
  readonly position: number;
  /** When that event was recorded; null for none. */
  readonly asOf: string | null;
}

/** A current read waits at most this long for its projection. */
const PATIENCE_MS = 5_000;

/**
 * Reads a projection's tables. Current by default: the rows, the projection's position and the log's head come from
 * one snapshot, and a read that finds the projection behind wakes it and looks again.
 */
export class ProjectionReader {
  constructor(private readonly pool: Sql) {}

  /** Throws ProjectionBehind after 5 s, StoreUnavailable. `work` may run several times. */
  async read<T>(
    projector: Projector,
    tenant: string,
    consistency: Consistency,
    work: (sql: TransactionSql) => Promise<T>,
  ): Promise<Reflected<T>> {
    const giveUpAt = Date.now() + PATIENCE_MS;
    let wanted: number | null = null;
    for (;;) {
      const seen = await this.snapshot(projector, tenant, work);
      wanted ??= seen.head;
      if (consistency === 'eventual' || seen.next >= wanted)
        return { value: seen.value, position: seen.next - 1, asOf: seen.asOf };
      await this.wake(projector, tenant, giveUpAt);
    }
  }

  private async wake(projector: Projector, tenant: string, giveUpAt: number): Promise<void> {
    const left = giveUpAt - Date.now();
    if (left <= 0) throw new ProjectionBehind(projector.projection.name);
    const timeout = new AbortController();
    try {
      await Promise.race([
        projector.catchUp(tenant),
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

  private async snapshot<T>(
    projector: Projector,
    tenant: string,
    work: (sql: TransactionSql) => Promise<T>,
  ): Promise<{ value: T; next: number; head: number; asOf: string | null }> {
    const { name, version } = projector.projection;
    try {
      return await inTenant(this.pool, tenant, 'read', async (sql) => {
        const state = sql<{ head: number; next: number | null; as_of: string | null }[]>`
          SELECT h.next_position AS head, s.position AS next,
            to_char(e.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS as_of
          FROM eventstore.log_head h
          LEFT JOIN projections.state s ON s.tenant = h.tenant AND s.projection = ${name}
            AND s.version = ${version} AND s.generation = 'live'
          LEFT JOIN eventstore.events e ON e.tenant = s.tenant AND e.position = s.position - 1
          WHERE h.tenant = ${tenant}`.execute();
        const [[row], value] = await Promise.all([state, work(sql)]);
        return { value, next: row?.next ?? 0, head: row?.head ?? 0, asOf: row?.as_of ?? null };
      });
    } catch (error) {
      throw readFailure(error);
    }
  }
}
