import type { RecordedEvent } from '../../../eventstore/event.js';
import { follow, type FollowedBatch } from '../../../eventstore/subscription.js';
import { asPrivacyEvent } from '../../../features/privacy/privacy.events.js';
import type { DisabledCause } from '../webhook.events.js';
import type { WebhookState } from '../webhook.js';
import { atMost } from './at-most.js';
import type { Sender } from './attempt.js';
import { aggregateOf, type Lease, type Progress } from './delivery-store.js';
import { wantedBy } from './event-filter.js';
import { retryAfter } from './retry-schedule.js';
import { settledWithin } from './settled-within.js';
import type { WorkerParts } from './worker-parts.js';

/** What is tried again in one go. */
const DUE_AT_ONCE = 20;
const DAY_MS = 86_400_000;
const TIDY_EVERY_MS = 3_600_000;

/**
 * Delivers to one endpoint, for as long as `signal` lets it, the lease holds and the webhook is active. In order per
 * aggregate: what failed holds back later events of its aggregate and no others. After some failures in a row the
 * endpoint as a whole waits, so that what piles up stays in the log (docs/adr/0019-webhooks.md).
 */
export class EndpointWorker {
  private isOver = false;
  /** Whether deliveries may be there that are not done: most of the time there are none to ask for. */
  private mayWait = true;
  private tidiedAt = 0;

  constructor(
    private readonly parts: WorkerParts,
    private readonly lease: Lease,
    private readonly progress: Progress,
    private readonly signal: AbortSignal,
  ) {}

  /** Throws LeaseLost, and what the store and the database throw. */
  async run(): Promise<void> {
    const { store, settings } = this.parts;
    const { tenant } = this.lease;
    const ending = new AbortController();
    const signal = AbortSignal.any([ending.signal, this.signal]);
    const after = this.progress.position;
    const source = follow(store, tenant, { after, pollMs: settings.pollMs, signal, limit: settings.batch });
    let next: Promise<IteratorResult<FollowedBatch, void>> | null = null;
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
        next ??= source.next();
        // It may fail while nobody waits for it; who waits next is told.
        next.catch(() => undefined);
        const batch = await settledWithin(next, pause, this.signal);
        if (batch === null) continue;
        next = null;
        if (batch.done) return;
        await this.deliver(await this.state(), batch.value);
      }
    } finally {
      ending.abort();
      await next?.catch(() => undefined);
      await source.return();
    }
  }

  private get isStopped(): boolean {
    return this.isOver || this.signal.aborted;
  }

  /** Whether new events are tried: not while one after the other fails. */
  private get isOpen(): boolean {
    return this.progress.failures < this.parts.settings.circuitAfter;
  }

  /** Null where the worker is to end. */
  private async state(): Promise<WebhookState | null> {
    if (this.isStopped) return null;
    const known = await this.parts.directory.find(this.lease.tenant, this.lease.webhook);
    return known?.state.status === 'active' ? known.state : null;
  }

  private async unfinished(): Promise<{ count: number; nextAt: Date | null }> {
    if (!this.mayWait) return { count: 0, nextAt: null };
    const found = await this.parts.deliveries.unfinished(this.lease);
    this.mayWait = found.count > 0;
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
    Object.assign(this.progress, { resumed: state.resumed, failures: 0, failingSince: null });
    await this.save();
  }

  /** Null where there was nothing to try; `delivered` where some of it was. */
  private async tryDue(state: WebhookState): Promise<'delivered' | 'failed' | null> {
    if (!this.mayWait) return null;
    const { deliveries, store, settings } = this.parts;
    const most = this.isOpen ? DUE_AT_ONCE : 1;
    const due = await deliveries.due(this.lease, new Date(settings.now()), this.isOpen, most);
    if (due.length === 0) return null;
    let delivered = 0;
    const events = await store.readPositions(
      this.lease.tenant,
      due.map(({ position }) => position),
    );
    const byPosition = new Map(events.map((event) => [event.position, event]));
    const sender = this.parts.sender.batch();
    await atMost(settings.atOnce, due, async ({ position, attempts, first_at: firstAt }) => {
      const event = byPosition.get(position);
      if (!event || this.isStopped) return;
      if (await this.attempt(sender, state, event, attempts + 1, firstAt)) delivered += 1;
    });
    await this.save();
    return delivered > 0 ? 'delivered' : 'failed';
  }

  /** Puts events that somebody asked for once more where retries stand. True where there were any. */
  private async enqueueAsked(state: WebhookState): Promise<boolean> {
    const { progress } = this;
    const asked = state.redeliveries.find(({ position }) => position > progress.redelivered);
    if (!asked) return false;
    const { deliveries, store, settings } = this.parts;
    const from = progress.redeliveryNext ?? asked.from;
    const end = Math.min(asked.to, progress.position);
    const events = await store.query(this.lease.tenant, {
      after: from - 1,
      before: end + 1,
      order: 'asc',
      limit: settings.batch,
    });
    const at = new Date(settings.now());
    const waiting = { state: 'waiting', attempts: 0, at, nextAt: null, entry: null } as const;
    this.mayWait = true;
    for (const event of await wantedBy(state.definition.filter, events, this.parts.levels))
      await deliveries.record(this.lease, event, waiting);
    const last = events.at(-1)?.position;
    if (last === undefined || events.length < settings.batch)
      Object.assign(progress, { redelivered: asked.position, redeliveryNext: null });
    else progress.redeliveryNext = last + 1;
    await this.save();
    return true;
  }

  private async deliver(state: WebhookState | null, { events, position }: FollowedBatch): Promise<void> {
    if (!state) return;
    const { deliveries, settings } = this.parts;
    await this.forgetErased(events);
    const wanted = await wantedBy(state.definition.filter, events, this.parts.levels);
    if (wanted.length > 0) {
      // After a crash the batch comes again: what has a delivery is not tried once more.
      const known = await deliveries.known(
        this.lease,
        wanted.map((event) => event.position),
      );
      const fresh = wanted.filter((event) => !known.has(event.position));
      const groups = Map.groupBy(fresh, aggregateOf);
      const held = await deliveries.held(this.lease, [...groups.keys()]);
      const sender = this.parts.sender.batch();
      await atMost(settings.atOnce, groups, async ([aggregate, group]) => {
        let isHeld = held.has(aggregate);
        for (const event of group) {
          if (this.isStopped) return;
          isHeld =
            isHeld || !this.isOpen
              ? await this.wait(event)
              : !(await this.attempt(sender, state, event, 1, null));
        }
      });
      if (this.isStopped) return;
    }
    this.progress.position = position;
    await this.save();
  }

  /** Gives true: what waits holds back the next ones of its aggregate. */
  private async wait(event: RecordedEvent): Promise<true> {
    const at = new Date(this.parts.settings.now());
    this.mayWait = true;
    await this.parts.deliveries.record(this.lease, event, {
      state: 'waiting',
      attempts: 0,
      at,
      nextAt: null,
      entry: null,
    });
    return true;
  }

  /** True where it was delivered. `attempts` counts this one. */
  private async attempt(
    sender: Sender,
    state: WebhookState,
    event: RecordedEvent,
    attempts: number,
    firstAt: Date | null,
  ): Promise<boolean> {
    const { deliveries, settings, metrics } = this.parts;
    const message = await sender.message(event);
    const sent = await sender.send(this.lease.tenant, this.lease.webhook, state, message, this.signal);
    // Given up because this node ends: whoever comes next tries it again.
    if (this.signal.aborted && !sent.isDelivered) return false;
    const at = new Date(settings.now());
    const { entry } = sent;
    if (sent.isDelivered) {
      metrics.count('delivered');
      await deliveries.record(this.lease, event, { state: 'delivered', attempts, at, nextAt: null, entry });
      await this.succeeded(at);
      return true;
    }
    metrics.count('failed');
    this.mayWait = true;
    const pause = retryAfter(attempts, sent.retryAfterMs, settings.random());
    const isDead = pause === null && !sent.isGone && this.gotThroughSince(firstAt ?? at);
    const nextAt = isDead ? null : new Date(at.getTime() + (pause ?? 0));
    if (isDead) metrics.count('dead');
    await deliveries.record(this.lease, event, {
      state: isDead ? 'dead' : 'retrying',
      attempts,
      at,
      nextAt,
      entry,
    });
    this.progress.failures += 1;
    this.progress.failingSince ??= at;
    if (sent.isGone || (pause === null && !isDead))
      await this.stop(sent.isGone ? 'gone' : 'failing', event, attempts, entry.response?.status ?? null);
    return false;
  }

  /** One event that nobody can take is told from an endpoint that takes nothing. */
  private gotThroughSince(time: Date): boolean {
    const { lastSuccessAt } = this.progress;
    return lastSuccessAt !== null && lastSuccessAt >= time;
  }

  private async succeeded(at: Date): Promise<void> {
    const wasClosed = !this.isOpen;
    Object.assign(this.progress, { failures: 0, failingSince: null, lastSuccessAt: at });
    // It is up again: what waits for its next attempt need not wait for it.
    if (wasClosed) await this.parts.deliveries.hurry(this.lease, at, false);
  }

  private async stop(
    cause: DisabledCause,
    { position }: RecordedEvent,
    attempts: number,
    status: number | null,
  ): Promise<void> {
    if (this.isOver) return;
    this.isOver = true;
    await this.save();
    await this.parts.disable(this.lease, { cause, position, attempts, status });
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
