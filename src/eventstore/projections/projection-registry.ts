import { setTimeout as delay } from 'node:timers/promises';
import type { Sql } from '../../database/connection.js';
import type { EventStore } from '../eventstore.js';
import type { Projection } from './projection.js';
import { Projector } from './projector.js';
import { RetryTimer } from './retry-timer.js';
import { DEFAULT_SETTINGS } from './settings.js';
import { listTenants, rebuild, type RebuildProgress } from './rebuild.js';

export class UnknownProjection extends Error {
  override readonly name = 'UnknownProjection';
}

/** The projections of this service: woken by appends of any node, polled as a fallback, rebuilt on demand. */
export class ProjectionRegistry {
  private readonly projectors = new Map<string, Projector>();
  private readonly stopping = new AbortController();
  private readonly work = new Set<Promise<unknown>>();
  private readonly retries = new RetryTimer((projection, tenant) => this.retry(projection, tenant));
  private unsubscribe: (() => Promise<void>) | undefined;

  constructor(
    private readonly pool: Sql,
    private readonly store: EventStore,
    private readonly onError: (projection: string, error: unknown) => void,
  ) {}

  /** Features register theirs when their module is made. */
  register(projection: Projection): Projector {
    if (this.projectors.has(projection.name))
      throw new Error(`projection ${projection.name} is registered twice`);
    const projector = new Projector(projection, this.pool, DEFAULT_SETTINGS, (name, tenant, wait) =>
      this.retries.schedule(name, tenant, wait),
    );
    this.projectors.set(projection.name, projector);
    return projector;
  }

  names(): string[] {
    return [...this.projectors.keys()];
  }

  /** Throws UnknownProjection. */
  projector(name: string): Projector {
    const projector = this.projectors.get(name);
    if (!projector) throw new UnknownProjection(`there is no projection "${name}"`);
    return projector;
  }

  /** Makes the tables. Reads work from here on, since they wake their projection themselves. */
  async prepare(): Promise<void> {
    for (const projector of this.projectors.values()) await projector.prepare();
  }

  /** Follows the log in the background until stop(). */
  async start(): Promise<void> {
    this.unsubscribe = await this.store.onAppended((tenant) => this.wake(tenant));
    this.track(this.poll());
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.retries.stop();
    await this.unsubscribe?.();
    await Promise.allSettled(this.work);
  }

  async rebuild(
    name: string,
    options: { fresh?: boolean; onProgress?: (progress: RebuildProgress) => void },
  ): Promise<void> {
    const run = rebuild(this.projector(name), this.pool, options);
    this.track(run);
    await run;
  }

  private wake(tenant: string): void {
    if (this.stopping.signal.aborted) return;
    for (const projector of this.projectors.values())
      this.track(projector.catchUp(tenant), projector.projection.name);
  }

  private retry(name: string, tenant: string): void {
    const run = async (): Promise<void> => {
      const next = await this.projector(name).retryDue(tenant);
      if (next !== null) this.retries.schedule(name, tenant, next);
    };
    this.track(run(), name);
  }

  private async poll(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        for (const tenant of await listTenants(this.pool)) {
          this.wake(tenant);
          // What another node set aside, or this one before it was restarted.
          for (const name of this.projectors.keys()) this.retries.schedule(name, tenant, 0);
        }
      } catch (error) {
        this.onError('*', error);
      }
      await delay(DEFAULT_SETTINGS.requeueEvery, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  private track(work: Promise<unknown>, projection = '*'): void {
    const tracked = work
      .catch((error: unknown) => this.onError(projection, error))
      .finally(() => this.work.delete(tracked));
    this.work.add(tracked);
  }
}
