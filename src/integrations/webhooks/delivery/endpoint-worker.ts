import type { RecordedEvent } from '../../../eventstore/event.js';
import { follow, type FollowedBatch } from '../../../eventstore/subscription.js';
import { asPrivacyEvent } from '../../../features/privacy/privacy.events.js';
import type { WebhookState } from '../webhook.js';
import { Deliverer } from './deliverer.js';
import { aggregateOf, type Lease, type Progress } from './delivery-store.js';
import { wantedBy } from './event-filter.js';
import { settledWithin } from './settled-within.js';
import type { WorkerParts } from './worker-parts.js';

/** What is tried again in one go. */
const DUE_AT_ONCE = 20;
const DAY_MS = 86_400_000;
const TIDY_EVERY_MS = 3_600_000;

interface Read {
  readonly batch: IteratorResult<FollowedBatch, void>;
  /** By performance.now(). */
  readonly readAt: number;
}

function readFrom(source: AsyncGenerator<FollowedBatch, void, undefined>): Promise<Read> {
  const read = source.next().then((batch) => ({ batch, readAt: performance.now() }));
  // It may fail while nobody waits for it; who waits next is told.
  read.catch(() => undefined);
  return read;
}

/**
 * Delivers to one endpoint, for as long as `signal` lets it, the lease holds and the webhook is active. In order per
 * aggregate: what failed holds back later events of its aggregate and no others. Where those of several fail in a row the
 * endpoint as a whole waits, so that what piles up stays in the log (docs/adr/0019-webhooks.md).
 */
export class EndpointWorker {
  private readonly deliverer: Deliverer;
  private tidiedAt = 0;
  /** After a crash a batch comes again of which some was delivered: the first that is read here may be it. */
  private mayRepeat = true;

  constructor(
    private readonly parts: WorkerParts,
    private readonly lease: Lease,
    private readonly progress: Progress,
    private readonly signal: AbortSignal,
  ) {
    this.deliverer = new Deliverer(parts, lease, progress, signal);
  }

  /** Throws LeaseLost, and what the store and the database throw. */
  async run(): Promise<void> {
    const { store, settings } = this.parts;
    const { tenant } = this.lease;
    const ending = new AbortController();
    const signal = AbortSignal.any([ending.signal, this.signal]);
    const after = this.progress.position;
    const source = follow(store, tenant, { after, pollMs: settings.pollMs, signal, limit: settings.batch });
    let next: Promise<Read> | null = null;
    try {
      for (;;) {
        const state = await this.state();
        if (!state) return;
        await this.heedResume(state);
        const tried = await this.tryDue(state);
        // What waits goes first, to its end: new events of its aggregates would only come to wait behind it.
        if (this.isStopped || (tried === 'delivered' && this.isOpen)) continue;
        const { count, nextAt } = await this.unfinished();
        const asked = this.isOpen && count < settings.mostWaiting && (await this.enqueueAsked(state));
        await this.tidy();
        const pause = tried !== null || asked ? 0 : this.pauseUntil(nextAt);
        if (!this.isOpen || count >= settings.mostWaiting) {
          if (pause > 0) await settledWithin(null, pause, this.signal);
          continue;
        }
        next ??= readFrom(source);
        const read = await settledWithin(next, pause, this.signal);
        if (read === null) continue;
        next = null;
        const { batch, readAt } = read;
        if (batch.done) return;
        // What comes next is read while this is delivered.
        if (batch.value.events.length === settings.batch) next = readFrom(source);
        await this.deliver(await this.state(), batch.value, readAt);
      }
    } finally {
      ending.abort();
      await next?.catch(() => undefined);
      await source.return();
    }
  }

  private get isStopped(): boolean {
    return this.deliverer.isStopped;
  }

  private get isOpen(): boolean {
    return this.deliverer.isOpen;
  }

  /** Null where the worker is to end. */
  private async state(): Promise<WebhookState | null> {
    if (this.isStopped) return null;
    const known = await this.parts.directory.find(this.lease.tenant, this.lease.webhook);
    return known?.state.status === 'active' ? known.state : null;
  }

  private async unfinished(): Promise<{ count: number; nextAt: Date | null }> {
    if (!this.deliverer.mayWait) return { count: 0, nextAt: null };
    const found = await this.parts.deliveries.unfinished(this.lease);
    this.deliverer.mayWait = found.count > 0;
    return found;
  }

  private pauseUntil(nextAt: Date | null): number {
    const { now, pollMs } = this.parts.settings;
    const until = nextAt === null ? pollMs : nextAt.getTime() - now();
    return Math.min(Math.max(until, 1), pollMs);
  }

  /** Somebody resumed it: what waits for its next attempt is tried at once, as if for the first time. */
  private async heedResume(state: WebhookState): Promise<void> {
    if (state.resumed <= this.progress.resumed) return;
    const now = new Date(this.parts.settings.now());
    await this.parts.deliveries.hurry(this.lease, now, true);
    this.deliverer.forgive();
    this.progress.resumed = state.resumed;
    await this.save();
  }

  /** Null where there was nothing to try; `delivered` where some of it was. */
  private async tryDue(state: WebhookState): Promise<'delivered' | 'failed' | null> {
    if (!this.deliverer.mayWait) return null;
    const { deliveries, store, settings } = this.parts;
    const most = this.isOpen ? DUE_AT_ONCE : 1;
    const due = await deliveries.due(this.lease, new Date(settings.now()), this.isOpen, most);
    if (due.length === 0) return null;
    const readAt = performance.now();
    const positions = due.map(({ position }) => position);
    const events = await store.readPositions(this.lease.tenant, positions);
    const byPosition = new Map(events.map((event) => [event.position, event]));
    const chains = due.flatMap(({ position, attempts, first_at: firstAt }) => {
      const event = byPosition.get(position);
      return event ? [{ isHeld: false, events: [{ event, attempts, firstAt }] }] : [];
    });
    const delivered = await this.deliverer.deliver(state, chains, readAt);
    await this.save();
    return delivered > 0 ? 'delivered' : 'failed';
  }

  /** Puts events that somebody asked for once more where retries stand. True where there were any. */
  private async enqueueAsked(state: WebhookState): Promise<boolean> {
    const { progress } = this;
    const asked = state.redeliveries.find(({ position }) => position > progress.redelivered);
    if (!asked) return false;
    const { store, settings } = this.parts;
    const from = progress.redeliveryNext ?? asked.from;
    const end = Math.min(asked.to, progress.position);
    const events = await store.query(this.lease.tenant, {
      after: from - 1,
      before: end + 1,
      order: 'asc',
      limit: settings.batch,
    });
    for (const event of await wantedBy(state.definition.filter, events, this.parts.levels))
      this.deliverer.wait(event);
    await this.deliverer.settled();
    const last = events.at(-1)?.position;
    if (last === undefined || events.length < settings.batch)
      Object.assign(progress, { redelivered: asked.position, redeliveryNext: null });
    else progress.redeliveryNext = last + 1;
    await this.save();
    return true;
  }

  private async deliver(
    state: WebhookState | null,
    { events, position }: FollowedBatch,
    readAt: number,
  ): Promise<void> {
    if (!state) return;
    await this.forgetErased(events);
    const wanted = await this.fresh(await wantedBy(state.definition.filter, events, this.parts.levels));
    const groups = Map.groupBy(wanted, aggregateOf);
    const held = await this.held([...groups.keys()]);
    const chains = [...groups].map(([aggregate, group]) => ({
      isHeld: held.has(aggregate),
      events: group.map((event) => ({ event, attempts: 0, firstAt: null })),
    }));
    if (chains.length > 0) await this.deliverer.deliver(state, chains, readAt);
    if (this.isStopped) return;
    this.progress.position = position;
    await this.save();
    this.mayRepeat = false;
  }

  /** Those that have no delivery: what has one is not tried once more. */
  private async fresh(events: readonly RecordedEvent[]): Promise<readonly RecordedEvent[]> {
    if (!this.mayRepeat || events.length === 0) return events;
    const positions = events.map((event) => event.position);
    const known = await this.parts.deliveries.known(this.lease, positions);
    return events.filter((event) => !known.has(event.position));
  }

  private async held(aggregates: readonly string[]): Promise<ReadonlySet<string>> {
    if (!this.deliverer.mayWait || aggregates.length === 0) return new Set();
    return await this.parts.deliveries.held(this.lease, aggregates);
  }

  /** Receivers may have answered with what they were sent. */
  private async forgetErased(events: readonly RecordedEvent[]): Promise<void> {
    for (const recorded of events) {
      const event = asPrivacyEvent(recorded);
      if (event?.type !== 'privacy.erased') continue;
      for (const [from, to] of event.payload.ranges)
        await this.parts.deliveries.forgetAnswers(this.lease, from, to);
    }
  }

  private async tidy(): Promise<void> {
    const now = performance.now();
    if (this.tidiedAt !== 0 && now - this.tidiedAt < TIDY_EVERY_MS) return;
    this.tidiedAt = now;
    const { settings, deliveries } = this.parts;
    const before = new Date(settings.now() - settings.keepDays * DAY_MS);
    await deliveries.tidy(this.lease, before, settings.keepNewest, this.progress.position);
  }

  private async save(): Promise<void> {
    await this.parts.deliveries.save(this.lease, this.progress);
  }
}
