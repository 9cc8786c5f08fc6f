import { inTenant, type Sql } from '../../database/connection.js';
import { type Generation, projectBatch } from './batch.js';
import type { Projection } from './projection.js';
import { ensureTables } from './tables.js';

/** Events a batch of live reading folds at most (ZITADEL: BulkLimit, 200 there; larger ones rebuild faster). */
export const BULK_LIMIT = 2_000;

/** Two nodes that start together make the tables one after the other. */
const TABLES_LOCK = 4_242_002;

/**
 * Keeps one projection's tables up with the log, for all tenants. Any number of nodes may run one: the lock on the
 * state row lets one at a time work on a tenant, and the rows and the position are written together.
 */
export class Projector {
  private readonly running = new Map<string, Promise<number>>();
  private readonly waiting = new Map<string, Promise<number>>();

  constructor(
    readonly projection: Projection,
    private readonly pool: Sql,
  ) {}

  async prepare(): Promise<void> {
    await this.pool.begin(async (sql) => {
      await sql`SELECT pg_advisory_xact_lock(${TABLES_LOCK})`;
      await ensureTables(sql, this.projection);
    });
  }

  /**
   * Reads the log to its end as of now, and gives the position reached. Callers that come while a run is under way
   * share the one after it: what they wait for may have been recorded behind the first one's back.
   */
  catchUp(tenant: string): Promise<number> {
    const running = this.running.get(tenant);
    if (!running) return this.start(tenant);
    const waiting = this.waiting.get(tenant);
    if (waiting) return waiting;
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
    for (;;) {
      const { position, read } = await this.batch(tenant, 'live', BULK_LIMIT);
      if (read < BULK_LIMIT) return position;
    }
  }

  /** One batch in a transaction of its own. */
  async batch(
    tenant: string,
    generation: Generation,
    limit: number,
  ): Promise<{ position: number; read: number }> {
    return await inTenant(this.pool, tenant, 'write', (sql) =>
      projectBatch(sql, this.projection, tenant, generation, limit),
    );
  }
}
