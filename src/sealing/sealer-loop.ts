import { setTimeout as delay } from 'node:timers/promises';
import type { Sql } from '../database/connection.js';
import type { Sealer } from './sealer.js';
import { SealingHalted } from './sealing-halted.js';

/** Turns of a tenant are at least this far apart, so that events under load are sealed by the hundred. */
const PACE_MS = 250;
/**
 * The same after a turn that sealed many: each turn makes the disk write twice, which appends wait for. Well within the
 * two seconds that a proof may be behind.
 */
const BUSY_PACE_MS = 750;
const BUSY_EVENTS = 500;
/** Without a notification every tenant is looked at this often: the fallback. */
const LOOK_EVERY_MS = 5_000;
/** A log that is halted or a database that is away is tried again this often. */
const RETRY_MS = 2_000;

/** What a loop tells its owner. */
export interface SealerReports {
  /** The log must not be signed any further: an alarm. Told once until the reason changes. */
  readonly halted: (tenant: string, error: SealingHalted) => void;
  /** It could not be done just now. */
  readonly failed: (tenant: string | null, error: unknown) => void;
}

/** Seals the logs of all tenants as they grow: woken by the append's notification, and by the clock. */
export class SealerLoop {
  private readonly due = new Map<string, number>();
  private readonly halts = new Map<string, string>();
  /** When a tenant may have its next turn. */
  private readonly notBefore = new Map<string, number>();
  private readonly stopping = new AbortController();
  private wake: () => void = () => undefined;
  private working: Promise<void> = Promise.resolve();
  private unlisten: () => Promise<void> = async () => undefined;

  constructor(
    private readonly sql: Sql,
    private readonly sealer: Sealer,
    private readonly reports: SealerReports,
  ) {}

  /** Returns at once; what fails is reported and tried again. */
  start(): void {
    this.working = this.run();
  }

  /** Seals what there is once more and ends. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.working;
    await this.unlisten().catch(() => undefined);
  }

  /** Brings a tenant's tree up to the log's head; for start and end, tests and commands. @throws as `Sealer.turn` */
  async catchUp(tenant: string): Promise<number> {
    for (;;) {
      const { more, busy, size } = await this.sealer.turn(tenant);
      if (!busy && !more) return size;
      if (busy) await delay(10);
    }
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    let nextLook = 0;
    let isListening = false;
    while (!signal.aborted) {
      if (!isListening) isListening = await this.listen();
      if (performance.now() >= nextLook) {
        await this.lookAtAll();
        nextLook = performance.now() + LOOK_EVERY_MS;
      }
      await this.turnThoseDue();
      await this.pause(Math.min(nextLook, ...this.due.values()) - performance.now());
    }
    await this.lookAtAll();
    for (const tenant of this.due.keys()) await this.turn(tenant);
  }

  private async turnThoseDue(): Promise<void> {
    const now = performance.now();
    const due = [...this.due].filter(([, at]) => at <= now);
    for (const [tenant] of due) {
      if (this.stopping.signal.aborted) return;
      this.due.delete(tenant);
      const again = await this.turn(tenant);
      if (again !== null)
        this.due.set(tenant, Math.max(this.due.get(tenant) ?? 0, performance.now() + again));
    }
  }

  /** Gives in how many milliseconds the tenant is due again, null where it waits for events. */
  private async turn(tenant: string): Promise<number | null> {
    try {
      const { more, busy, sealed } = await this.sealer.turn(tenant);
      this.halts.delete(tenant);
      this.notBefore.set(tenant, performance.now() + (sealed < BUSY_EVENTS ? PACE_MS : BUSY_PACE_MS));
      if (busy) return PACE_MS;
      return more ? 0 : null;
    } catch (error) {
      if (!(error instanceof SealingHalted)) this.reports.failed(tenant, error);
      else if (this.halts.get(tenant) !== error.message) {
        this.halts.set(tenant, error.message);
        this.reports.halted(tenant, error);
      }
      return RETRY_MS;
    }
  }

  private async listen(): Promise<boolean> {
    try {
      const subscription = await this.sql.listen('clearance_events', (tenant) => {
        if (!this.due.has(tenant)) this.due.set(tenant, this.notBefore.get(tenant) ?? 0);
        this.wake();
      });
      this.unlisten = () => subscription.unlisten();
      return true;
    } catch (error) {
      this.reports.failed(null, error);
      return false;
    }
  }

  private async lookAtAll(): Promise<void> {
    try {
      const rows = await this.sql<{ tenant: string }[]>`SELECT tenants AS tenant FROM eventstore.tenants()`;
      for (const { tenant } of rows) if (!this.due.has(tenant)) this.due.set(tenant, 0);
    } catch (error) {
      this.reports.failed(null, error);
    }
  }

  private async pause(ms: number): Promise<void> {
    if (ms <= 0 || this.stopping.signal.aborted) return;
    const woken = new Promise<void>((resolve) => {
      this.wake = resolve;
    });
    const timer = new AbortController();
    await Promise.race([
      woken,
      delay(ms, undefined, { signal: timer.signal, ref: false }).catch(() => undefined),
    ]);
    timer.abort();
    this.wake = () => undefined;
  }
}
