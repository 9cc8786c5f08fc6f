import { setTimeout as delay } from 'node:timers/promises';
import type { Projector } from './projector.js';
import { TenantQueue } from './tenant-queue.js';

/** Of the looks (RequeueEvery) one in so many goes to tenants that nothing was appended to as well. */
const LOOK_AT_ALL = 10;

/** Appends that come this close together are taken together; who reads in between wakes the projection at once. */
const GATHER_MS = 20;

/**
 * Keeps one projection up with the log in the background: when something is appended, and every RequeueEvery. With
 * HandleInactiveInstances off such a look goes to the tenants that were appended to or did not get done since the one
 * before, and to all of them at the start and at every tenth.
 */
export class Background {
  private readonly queue: TenantQueue;
  private readonly active = new Set<string>();
  private readonly gathering = new Set<string>();
  private looks = 0;

  constructor(
    readonly projector: Projector,
    private readonly tenants: () => Promise<string[]>,
    private readonly onError: (error: unknown) => void,
    private readonly onLook: (tenant: string) => void,
    private readonly pause: (ms: number, signal: AbortSignal) => Promise<void> = pauseUnlessAborted,
    private readonly gatherMs = GATHER_MS,
  ) {
    this.queue = new TenantQueue(projector.settings.concurrentInstances, (tenant) => this.catchUp(tenant));
  }

  /** Something was appended to the tenant's log. */
  wake(tenant: string): void {
    this.active.add(tenant);
    if (this.gatherMs === 0) return this.queue.add(tenant);
    if (this.gathering.has(tenant)) return;
    this.gathering.add(tenant);
    setTimeout(() => {
      this.gathering.delete(tenant);
      this.queue.add(tenant);
    }, this.gatherMs).unref();
  }

  /** Looks until `signal`; then ends when what was begun is done. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.look();
      } catch (error) {
        this.onError(error);
      }
      await this.pause(this.projector.settings.requeueEvery, signal);
    }
    await this.queue.stop();
  }

  private async look(): Promise<void> {
    const isForAll = this.projector.settings.handleInactiveInstances || this.looks % LOOK_AT_ALL === 0;
    this.looks += 1;
    for (const tenant of isForAll ? await this.tenants() : [...this.active]) {
      this.queue.add(tenant);
      this.onLook(tenant);
    }
  }

  private async catchUp(tenant: string): Promise<void> {
    try {
      this.active.delete(tenant);
      await this.projector.catchUp(tenant);
    } catch (error) {
      this.active.add(tenant);
      this.onError(error);
    }
  }
}

async function pauseUnlessAborted(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal, ref: false }).catch(() => undefined);
}
