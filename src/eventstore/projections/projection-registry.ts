import type { Sql } from '../../database/connection.js';
import type { EventStore } from '../eventstore.js';
import { Background } from './background.js';
import { FILL_FROM, firstFill } from './first-fill.js';
import type { Projection } from './projection.js';
import { Projector } from './projector.js';
import { RetryTimer } from './retry-timer.js';
import { DEFAULT_PROJECTION_CONFIG, type ProjectionConfig, settingsFor } from './read-settings.js';
import { RebuildRunning } from './rebuild-lock.js';
import { rebuild, type RebuildOptions, type RebuildResult } from './rebuild.js';
import { listTenants } from './tenants.js';

export class UnknownProjection extends Error {
  override readonly name = 'UnknownProjection';
}

/** The projections of this service: woken by appends of any node, polled as a fallback, rebuilt on demand. */
export class ProjectionRegistry {
  private readonly projectors = new Map<string, Projector>();
  private readonly stopping = new AbortController();
  private readonly work = new Set<Promise<unknown>>();
  private readonly retries = new RetryTimer((projection, tenant) => this.retry(projection, tenant));
  private readonly errors = new Map<string, number>();
  private readonly shares = new Map<string, number>();
  private unsubscribe: (() => Promise<void>) | undefined;

  constructor(
    private readonly pool: Sql,
    private readonly store: EventStore,
    private readonly onError: (projection: string, error: unknown) => void,
    private readonly config: ProjectionConfig = DEFAULT_PROJECTION_CONFIG,
    private readonly fillFrom = FILL_FROM,
  ) {}

  /** Features register theirs when their module is made. */
  register(projection: Projection): Projector {
    if (this.projectors.has(projection.name))
      throw new Error(`projection ${projection.name} is registered twice`);
    const projector = new Projector(
      projection,
      this.pool,
      settingsFor(this.config, projection.name),
      (name, tenant, wait) => this.retries.schedule(name, tenant, wait),
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

  /**
   * Makes the tables. Reads work from here on, since they wake their projection themselves.
   * Throws UnknownProjection where the settings are of one that there is none of.
   */
  async prepare(): Promise<void> {
    for (const name of this.config.customizations.keys())
      if (!this.projectors.has(name))
        throw new UnknownProjection(
          `Projections.Customizations names "${name}"; the projections are ${this.names().join(', ')}`,
        );
    for (const projector of this.projectors.values()) await projector.prepare();
  }

  /** Follows the log in the background until stop(). */
  async start(): Promise<void> {
    const backgrounds = [...this.projectors].map(
      ([name, projector]) =>
        new Background(
          projector,
          () => this.tenants(),
          (error) => this.failed(name, error),
          // What another node set aside, or this one before it was restarted.
          (tenant) => this.retries.schedule(name, tenant, 0),
        ),
    );
    this.unsubscribe = await this.store.onAppended((tenant) => {
      if (this.stopping.signal.aborted) return;
      for (const background of backgrounds) background.wake(tenant);
    });
    for (const background of backgrounds)
      this.track(
        this.fill(background.projector).then(() => background.run(this.stopping.signal)),
        background.projector.projection.name,
      );
  }

  /** Projections whose tables are being filled for the first time, with how much of the log is in them (0 to 1). */
  get filling(): ReadonlyMap<string, number> {
    return this.shares;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.retries.stop();
    await this.unsubscribe?.();
    await Promise.allSettled(this.work);
  }

  /** How often this node could not go on with a projection since it started, failed events apart. */
  errorCount(name: string): number {
    return this.errors.get(name) ?? 0;
  }

  /** The tenants there are. */
  async tenants(): Promise<string[]> {
    return await listTenants(this.pool);
  }

  /** Throws UnknownProjection, and what rebuild() throws. */
  async rebuild(name: string, options: RebuildOptions): Promise<RebuildResult> {
    const run = rebuild(this.projector(name), this.pool, options);
    this.track(
      run.catch((error: unknown) => {
        // The projection is well: only its caller came second.
        if (!(error instanceof RebuildRunning)) throw error;
      }),
    );
    return await run;
  }

  private async fill(projector: Projector): Promise<void> {
    const { name } = projector.projection;
    try {
      await firstFill(projector, this.pool, {
        from: this.fillFrom,
        signal: this.stopping.signal,
        onProgress: ({ done, total }) => this.shares.set(name, total === 0 ? 1 : done / total),
      });
    } catch (error) {
      // The live worker gets there, too, only later.
      this.failed(name, error);
    } finally {
      this.shares.delete(name);
    }
  }

  private retry(name: string, tenant: string): void {
    const run = async (): Promise<void> => {
      const next = await this.projector(name).retryDue(tenant);
      if (next !== null) this.retries.schedule(name, tenant, next);
    };
    this.track(run(), name);
  }

  private failed(projection: string, error: unknown): void {
    this.errors.set(projection, this.errorCount(projection) + 1);
    this.onError(projection, error);
  }

  private track(work: Promise<unknown>, projection = '*'): void {
    const tracked = work
      .catch((error: unknown) => this.failed(projection, error))
      .finally(() => this.work.delete(tracked));
    this.work.add(tracked);
  }
}
