import { inTenant, type Sql } from '../../database/connection.js';
import { type Generation, isFaultOfEvents, type Scope, UnknownRevision } from './apply.js';
import { type BatchResult, lockState, projectBatch } from './batch.js';
import { dueFailures } from './failed-events.js';
import { firstTable, type Projection } from './projection.js';
import { dismissFailed, retryFailed, type RetryResult } from './retry.js';
import { DEFAULT_SETTINGS, type ProjectionSettings } from './settings.js';
import { ensureTables, lockDefinitions } from './tables.js';
import { TransactionBound, TransactionTooLong } from './transaction-bound.js';

/** Called when a batch set partitions aside: they are to be tried again after so many milliseconds. */
export type OnSetAside = (projection: string, tenant: string, retryIn: number) => void;

/**
 * Keeps one projection's tables up with the log, for all tenants. Any number of nodes may run one: the lock on the
 * state row lets one at a time work on a tenant, and the rows and the position are written together.
 */
export class Projector {
  private readonly running = new Map<string, Promise<number>>();
  /** Batches of up to so many events went through within TransactionDuration. */
  private fitting = Number.MAX_SAFE_INTEGER;
  private readonly waiting = new Map<string, Promise<number>>();

  constructor(
    readonly projection: Projection,
    private readonly pool: Sql,
    readonly settings: ProjectionSettings = DEFAULT_SETTINGS,
    private readonly onSetAside: OnSetAside = () => undefined,
  ) {}

  async prepare(): Promise<void> {
    await this.pool.begin(async (sql) => {
      // Two nodes that start together make the tables one after the other.
      await lockDefinitions(sql);
      await ensureTables(sql, this.projection);
      // Restored from a dump the tables have other numbers than before.
      await sql`
        UPDATE projections.state SET relation = to_regclass(${firstTable(this.projection)})
        WHERE projection = ${this.projection.name} AND version = ${this.projection.version}
          AND generation = 'live' AND relation IS DISTINCT FROM to_regclass(${firstTable(this.projection)})`;
    });
  }

  /**
   * Reads the log to its end as of now, and gives the position reached. Callers that come while a run is under way
   * share the one after it: what they wait for may have been recorded behind the first one's back.
   */
  catchUp(tenant: string): Promise<number> {
    // First of all: between a run's end and the start of the one after it only that one is known.
    const waiting = this.waiting.get(tenant);
    if (waiting) return waiting;
    const running = this.running.get(tenant);
    if (!running) return this.start(tenant);
    const next = running
      .catch(() => undefined)
      .then(() => {
        this.waiting.delete(tenant);
        return this.start(tenant);
      });
    this.waiting.set(tenant, next);
    return next;
  }

  private start(tenant: string): Promise<number> {
    const run = this.run(tenant).finally(() => this.running.delete(tenant));
    this.running.set(tenant, run);
    return run;
  }

  private async run(tenant: string): Promise<number> {
    const { bulkLimit } = this.settings;
    for (;;) {
      const { position, more } = await this.batch(tenant, 'live', bulkLimit);
      if (!more) return position;
    }
  }

  /**
   * One batch of up to `limit` events in a transaction of its own; a smaller one where TransactionDuration was not
   * enough. Where the database refuses rows, it is done again in search of the event
   * at fault. Throws UnknownRevision once everything before that event is written.
   */
  async batch(tenant: string, generation: Generation, limit: number): Promise<BatchResult> {
    const attempt = async (upTo: number, narrowing: boolean): Promise<BatchResult> =>
      this.told(
        tenant,
        generation,
        await this.inScope(tenant, generation, (scope) =>
          projectBatch(scope, { limit: upTo, narrowing, settings: this.settings }),
        ),
      );
    for (;;) {
      const size = Math.min(limit, this.fitting);
      try {
        const result = await attempt(size, false);
        this.fitting = Math.max(this.fitting, size * 2);
        return result;
      } catch (error) {
        if (error instanceof TransactionTooLong && size > 1) {
          this.fitting = Math.ceil(size / 4);
          continue;
        }
        if (isFaultOfEvents(error)) return await attempt(size, true);
        if (!(error instanceof UnknownRevision)) throw error;
        const from = await this.inScope(tenant, generation, (scope) => lockState(scope));
        if (error.position > from) await attempt(error.position - from, true);
        throw error;
      }
    }
  }

  /** Tries the failed event at a position again; `onlyDue`: where its time has come. */
  async retry(tenant: string, position: number, options: { onlyDue: boolean }): Promise<RetryResult> {
    return await this.inScope(tenant, 'live', (scope) =>
      retryFailed(scope, position, this.settings, options),
    );
  }

  /** Leaves a failed event out for good; the caller has recorded who wanted that, and why. */
  async dismiss(tenant: string, position: number): Promise<RetryResult> {
    return await this.inScope(tenant, 'live', (scope) => dismissFailed(scope, position, this.settings));
  }

  /** Tries what is due, and gives the milliseconds until the next time; null: nothing waits. */
  async retryDue(tenant: string): Promise<number | null> {
    const look = (): ReturnType<typeof dueFailures> =>
      inTenant(this.pool, tenant, 'read', (sql) => dueFailures(sql, this.projection, tenant));
    for (const position of (await look()).due) await this.retry(tenant, position, { onlyDue: true });
    const { due, next } = await look();
    return due.length > 0 ? 0 : next;
  }

  /** Runs `work` on this projection's rows in a transaction of its own. */
  async inScope<T>(tenant: string, generation: Generation, work: (scope: Scope) => Promise<T>): Promise<T> {
    const { transactionDuration } = this.settings;
    return await inTenant(this.pool, tenant, 'write', async (sql) => {
      const bound = transactionDuration === 0 ? null : new TransactionBound(transactionDuration);
      const scope = { sql, projection: this.projection, tenant, generation, bound };
      try {
        const [, value] = await Promise.all([bound?.set(sql), work(scope)]);
        return value;
      } catch (error) {
        throw bound ? bound.causeOf(error) : error;
      }
    });
  }

  private told(tenant: string, generation: Generation, result: BatchResult): BatchResult {
    if (result.failed > 0 && generation === 'live')
      this.onSetAside(this.projection.name, tenant, this.settings.retryFailedAfter);
    return result;
  }
}
