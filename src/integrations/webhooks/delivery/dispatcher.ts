import { randomUUID } from 'node:crypto';
import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type BeforeApplicationShutdown,
} from '@nestjs/common';
import type { KnownWebhook } from '../webhook-directory.js';
import { LeaseLost, type Lease, type Progress } from './delivery-store.js';
import { EndpointWorker } from './endpoint-worker.js';
import { settledWithin } from './settled-within.js';
import type { WorkerParts } from './worker-parts.js';

interface Running {
  readonly lease: Lease;
  readonly stop: AbortController;
  readonly done: Promise<void>;
  /** Until when the lease holds for sure, by this process's own clock. */
  heldUntil: number;
}

/**
 * Takes endpoints that nobody delivers to and runs a worker for each: one a webhook, over all nodes. A lease is renewed
 * while its worker runs; a node that cannot renew stops sending before another one may begin.
 */
@Injectable()
export class Dispatcher implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Webhooks');
  private readonly holder = randomUUID();
  private readonly running = new Map<string, Running>();
  private readonly stopping = new AbortController();
  private working: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: WorkerParts) {}

  onApplicationBootstrap(): void {
    this.working = Promise.all([this.scan(), this.keepLeases()]);
  }

  /** Ends every worker and gives its endpoint to whoever comes. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.working;
    await Promise.all([...this.running.values()].map(({ done }) => done));
  }

  private async scan(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        for (const tenant of await this.parts.store.tenants())
          for (const known of await this.parts.directory.all(tenant))
            if (known.state.status === 'active') await this.startWhereFree(tenant, known);
      } catch (error) {
        this.log.error({ err: error }, 'webhooks could not be looked for');
      }
      await settledWithin(null, this.parts.settings.scanMs, signal);
    }
  }

  private async startWhereFree(tenant: string, { id, state }: KnownWebhook): Promise<void> {
    const key = `${tenant}/${id}`;
    if (this.running.has(key) || this.stopping.signal.aborted) return;
    const { deliveries, settings } = this.parts;
    const before = performance.now();
    await deliveries.ensure(tenant, id, state.startsAfter);
    const taken = await deliveries.take(tenant, id, this.holder, settings.leaseMs);
    if (!taken) return;
    const stop = new AbortController();
    const signal = AbortSignal.any([stop.signal, this.stopping.signal]);
    const done = this.work(key, taken.lease, taken.progress, signal);
    this.running.set(key, { lease: taken.lease, stop, done, heldUntil: before + settings.leaseMs });
  }

  private async work(key: string, lease: Lease, progress: Progress, signal: AbortSignal): Promise<void> {
    // The caller has to put it among the running ones first.
    await Promise.resolve();
    try {
      await new EndpointWorker(this.parts, lease, progress, signal).run();
    } catch (error) {
      if (error instanceof LeaseLost) this.log.warn({ webhook: lease.webhook }, error.message);
      else
        this.log.error(
          { webhook: lease.webhook, err: error },
          'a webhook could not go on; it is taken up again',
        );
    } finally {
      await this.parts.deliveries.release(lease).catch(() => undefined);
      this.running.delete(key);
    }
  }

  private async keepLeases(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await settledWithin(null, this.parts.settings.leaseMs / 3, signal);
      await Promise.all([...this.running.values()].map((one) => this.keepLease(one)));
    }
  }

  private async keepLease(one: Running): Promise<void> {
    const { leaseMs } = this.parts.settings;
    const before = performance.now();
    try {
      const isHeld = await settledWithin(
        this.parts.deliveries.renew(one.lease, leaseMs),
        leaseMs / 3,
        one.stop.signal,
      );
      if (isHeld === true) one.heldUntil = before + leaseMs;
      else if (isHeld === false) one.stop.abort();
    } catch (error) {
      this.log.warn(
        { webhook: one.lease.webhook, err: error },
        'the lease of a webhook could not be renewed',
      );
    }
    // The next look may come too late.
    if (performance.now() + leaseMs / 3 > one.heldUntil) one.stop.abort();
  }
}
