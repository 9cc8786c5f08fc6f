import { setTimeout as delay } from 'node:timers/promises';
import { inTenant, type Sql } from '../../database/connection.js';
import { readTrees, type TreeState } from '../tree-rows.js';
import type { Anchor } from './anchor.js';

const MOST_WAIT_MS = 600_000;

export interface AnchorReports {
  /** `failures` in a row. */
  readonly failed: (tenant: string, anchor: string, failures: number, error: unknown) => void;
  readonly stuck: (error: unknown) => void;
}

/**
 * Hands the newest checkpoint of every tenant to every anchor, every so often, if it has grown. One that fails is tried
 * again after 1, 2, 4, ... seconds, at most 10 minutes; the others go on.
 */
export class AnchorLoop {
  private readonly stopping = new AbortController();
  private readonly notBefore = new Map<string, number>();
  private readonly failures = new Map<string, number>();
  private working: Promise<void> = Promise.resolve();

  /** @param sql logged in as the seal role */
  constructor(
    private readonly sql: Sql,
    private readonly tenants: () => Promise<string[]>,
    private readonly anchors: readonly Anchor[],
    private readonly everyMs: number,
    private readonly reports: AnchorReports,
  ) {}

  start(): void {
    if (this.anchors.length > 0) this.working = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.working;
  }

  /** One round over all tenants and anchors that are due. */
  async round(): Promise<void> {
    for (const tenant of await this.tenants())
      await Promise.all(this.anchors.map((anchor) => this.hand(tenant, anchor)));
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.round().catch((error: unknown) => this.reports.stuck(error));
      const wait = Math.min(this.everyMs, this.failures.size > 0 ? 1_000 : this.everyMs);
      await delay(wait, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  private async hand(tenant: string, anchor: Anchor): Promise<void> {
    const key = `${tenant} ${anchor.name}`;
    if (Date.now() < (this.notBefore.get(key) ?? 0)) return;
    const due = await this.dueFor(tenant, anchor);
    this.notBefore.set(key, Date.now() + this.everyMs);
    if (due === null) return;
    const { origin, epoch, checkpointSize: size, checkpoint: note } = due;
    try {
      const token = await anchor.put({ origin, size, note });
      await this.succeeded(tenant, epoch, anchor, size, note, token);
      this.failures.delete(key);
    } catch (error) {
      const failures = (this.failures.get(key) ?? 0) + 1;
      this.failures.set(key, failures);
      this.notBefore.set(key, Date.now() + Math.min(2 ** (failures - 1) * 1_000, MOST_WAIT_MS));
      this.reports.failed(tenant, anchor.name, failures, error);
      await this.rememberFailure(tenant, anchor, failures, error);
    }
  }

  /** The newest checkpoint where the anchor does not hold it yet; a halted log has nothing to hand over. */
  private async dueFor(
    tenant: string,
    { name, kind }: Anchor,
  ): Promise<(TreeState & { checkpoint: string }) | null> {
    return await inTenant(this.sql, tenant, 'write', async (sql) => {
      const tree = (await readTrees(sql, tenant)).at(-1);
      await sql`
        INSERT INTO sealing.anchor_states (tenant, anchor, kind) VALUES (${tenant}, ${name}, ${kind})
        ON CONFLICT DO NOTHING`;
      if (!tree || tree.checkpoint === null || tree.halted !== null) return null;
      const [held] = await sql`
        SELECT 1 FROM sealing.anchored
        WHERE tenant = ${tenant} AND epoch = ${tree.epoch} AND size = ${tree.checkpointSize} AND anchor = ${name}`;
      return held ? null : { ...tree, checkpoint: tree.checkpoint };
    });
  }

  private async succeeded(
    tenant: string,
    epoch: number,
    { name, kind }: Anchor,
    size: number,
    note: string,
    token: Buffer | null,
  ): Promise<void> {
    await inTenant(this.sql, tenant, 'write', async (sql) => {
      await sql`
        INSERT INTO sealing.anchored (tenant, epoch, size, anchor, kind, checkpoint, token)
        VALUES (${tenant}, ${epoch}, ${size}, ${name}, ${kind}, ${note}, ${token})
        ON CONFLICT DO NOTHING`;
      await sql`
        UPDATE sealing.anchor_states SET failures = 0, failed_at = NULL, error = NULL
        WHERE tenant = ${tenant} AND anchor = ${name}`;
    });
  }

  private async rememberFailure(
    tenant: string,
    { name }: Anchor,
    failures: number,
    error: unknown,
  ): Promise<void> {
    const words = error instanceof Error ? error.message : String(error);
    await inTenant(
      this.sql,
      tenant,
      'write',
      (sql) => sql`
        UPDATE sealing.anchor_states SET failures = ${failures}, failed_at = clock_timestamp(), error = ${words}
        WHERE tenant = ${tenant} AND anchor = ${name}`,
    );
  }
}
