import { setTimeout as delay } from 'node:timers/promises';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { EventStore } from '../../../eventstore/eventstore.js';
import type { KnownConnection } from '../../../features/connections/connections.module.js';
import { Connections } from '../connections.js';
import { ConnectorFactory } from '../connector-factory.js';
import { faultOf } from './backoff.js';
import { Follower } from './follower.js';
import type { Job } from './job.js';
import { JobRunner } from './job-runner.js';
import { JobStore, LEASE_SECONDS } from './job-store.js';
import { Poller } from './poller.js';
import { PollStore } from './poll-store.js';

const TICK_MS = 1_000;
const TIDY_MS = 3_600_000;
const AT_ONCE = 4;
/** A third of a lease, so that one renewal may fail. */
const RENEW_MS = (LEASE_SECONDS * 1000) / 3;

/**
 * Works for the connections of all tenants: follows their logs, does their jobs, asks for changes. Several nodes may:
 * cursors move by compare-and-set, jobs and polls are leased. A connection that is slow or down delays no other.
 */
@Injectable()
export class TicketingWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Ticketing');
  private readonly stopping = new AbortController();
  private readonly following = new Map<string, Promise<void>>();
  private readonly busy = new Map<string, Promise<void>>();
  private wakeUp: () => void = () => undefined;
  private working: Promise<void> = Promise.resolve();
  private tidied = 0;

  constructor(
    private readonly store: EventStore,
    private readonly connections: Connections,
    private readonly follower: Follower,
    private readonly jobs: JobStore,
    private readonly runner: JobRunner,
    private readonly poller: Poller,
    private readonly polls: PollStore,
    private readonly factory: ConnectorFactory,
  ) {}

  onApplicationBootstrap(): void {
    this.working = this.keepWorking();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await Promise.allSettled([this.working, ...this.following.values(), ...this.busy.values()]);
  }

  /** Looks at once whether there is anything to do. */
  wake(): void {
    this.wakeUp();
  }

  private async keepWorking(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.round().catch((error: unknown) =>
        this.log.error({ err: error }, 'ticketing could not look'),
      );
      const { promise, resolve } = Promise.withResolvers<void>();
      this.wakeUp = resolve;
      await Promise.race([promise, delay(TICK_MS, undefined, { signal, ref: false }).catch(() => undefined)]);
    }
  }

  private async round(): Promise<void> {
    const isTidying = Date.now() - this.tidied > TIDY_MS;
    for (const tenant of await this.store.tenants()) {
      const connections = await this.connections.all(tenant);
      if (connections.length > 0) this.followOnce(tenant, connections);
      for (const connection of connections)
        if (connection.rules.active)
          this.once(this.busy, `${tenant}/${connection.id}`, () => this.serve(tenant, connection));
      if (isTidying) await this.polls.tidy(tenant);
      if (isTidying)
        await this.jobs.forgetOthers(
          tenant,
          connections.map(({ id }) => id),
        );
    }
    if (isTidying) this.tidied = Date.now();
  }

  private followOnce(tenant: string, [first]: readonly KnownConnection[]): void {
    this.once(this.following, tenant, async () => {
      await this.jobs.begin(tenant, first?.position ?? -1);
      await this.follower.run(tenant, this.stopping.signal, () => this.wake());
    });
  }

  /** Starts work of a name where none of it is under way. */
  private once(running: Map<string, Promise<void>>, name: string, work: () => Promise<void>): void {
    if (running.has(name) || this.stopping.signal.aborted) return;
    const done = work()
      .catch((error: unknown) => this.log.error({ name, err: error }, 'ticketing could not go on'))
      .finally(() => running.delete(name));
    running.set(name, done);
  }

  private async serve(tenant: string, known: KnownConnection): Promise<void> {
    await this.poller.poll(tenant, known);
    while (!this.stopping.signal.aborted) {
      // Anew for each batch: by now it may rest, be gone, or log in with another secret.
      const connection = await this.connections.one(tenant, known.id);
      if (!connection?.rules.active) return;
      const lag = await this.lagOf(tenant, connection);
      const jobs = await this.jobs.claim(tenant, connection.id, AT_ONCE, lag);
      if (jobs.length === 0) return;
      await Promise.all(jobs.map((job) => this.runOne(tenant, connection, job, lag)));
    }
  }

  private async runOne(
    tenant: string,
    connection: KnownConnection,
    job: Job,
    findLag: number,
  ): Promise<void> {
    const renewal = setInterval(() => void this.renew(tenant, job), RENEW_MS);
    try {
      await this.runner.run(tenant, connection, job);
      await this.jobs.done(tenant, job);
    } catch (error) {
      const { id, kind, attempts } = job;
      const lag = kind === 'create' ? findLag : 0;
      const said = faultOf(error, attempts, lag, Math.random());
      const isOutdated = said.retryIn === null && (await this.hasChanged(tenant, connection));
      const fault = isOutdated ? { ...said, retryIn: Math.max(lag, 1) } : said;
      this.log.warn(
        { tenant, connection: connection.id, job: id, kind, attempts, ...fault },
        'a ticket job failed',
      );
      await this.jobs.failed(tenant, job, fault);
    } finally {
      clearInterval(renewal);
    }
  }

  private async renew(tenant: string, job: Job): Promise<void> {
    await this.jobs.renew(tenant, job).catch((error: unknown) => {
      this.log.warn({ tenant, job: job.id, err: error }, 'the lease of a ticket job was not renewed');
    });
  }

  /** Whether a connection is not what it was when a job of it was begun: its secret was exchanged, for one. */
  private async hasChanged(tenant: string, { id, sequence }: KnownConnection): Promise<boolean> {
    return (await this.connections.one(tenant, id))?.sequence !== sequence;
  }

  private async lagOf(tenant: string, connection: KnownConnection): Promise<number> {
    const connector = await this.factory.of(tenant, connection).catch(() => null);
    return connector?.capabilities.findLagSeconds ?? 0;
  }
}
