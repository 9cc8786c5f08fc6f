import type { RecordedEvent } from '../../../eventstore/event.js';
import type { DisabledCause } from '../webhook.events.js';
import type { WebhookState } from '../webhook.js';
import { atMost } from './at-most.js';
import type { Attempt, Sender } from './attempt.js';
import { Bodies } from './bodies.js';
import { aggregateOf, type DeliveryRecord, type Lease, type Progress } from './delivery-store.js';
import { Ledger } from './ledger.js';
import { retryAfter } from './retry-schedule.js';
import type { WorkerParts } from './worker-parts.js';

/** An event on its way to an endpoint: attempts so far, and since when; none and null at the first. */
export interface Outgoing {
  readonly event: RecordedEvent;
  readonly attempts: number;
  readonly firstAt: Date | null;
}

/** Events of one aggregate in their order; all of them wait where an earlier one is held. */
export interface Chain {
  readonly isHeld: boolean;
  readonly events: readonly Outgoing[];
}

/** After so many in a row without a failure, twice as many are under way at once. */
const STEADY = 64;

/** Makes attempts at one endpoint, several chains at once, and notes what becomes of them. */
export class Deliverer {
  /** Whether it was disabled here. */
  isOver = false;
  /** Whether deliveries may be there that are not done: most of the time there are none to ask for. */
  mayWait = true;
  private readonly ledger: Ledger;
  /** Aggregates of which an event failed since one last got through: one speaks against itself, several against the endpoint. */
  private readonly failing = new Set<string>();
  private lanes: number;
  private steady = 0;

  constructor(
    private readonly parts: WorkerParts,
    private readonly lease: Lease,
    private readonly progress: Progress,
    private readonly signal: AbortSignal,
  ) {
    this.ledger = new Ledger(parts.deliveries, lease);
    this.lanes = parts.settings.atOnce;
  }

  get isStopped(): boolean {
    return this.isOver || this.signal.aborted;
  }

  /** Whether new events are tried: not while those of one aggregate after the other fail. */
  get isOpen(): boolean {
    return this.failing.size < this.parts.settings.circuitAfter;
  }

  /** Something got through, or somebody resumed the endpoint: what failed before says nothing of it any more. */
  forgive(): void {
    this.failing.clear();
    Object.assign(this.progress, { failures: 0, failingSince: null });
  }

  /**
   * Tries the chains, and gives how many events were delivered. `readAt`: when their events were read, by
   * performance.now(). All of it is written when this returns; what was not begun when the worker stops is not.
   */
  async deliver(state: WebhookState, chains: readonly Chain[], readAt: number): Promise<number> {
    const { store, sender: senders } = this.parts;
    const sender = senders.batch();
    const all = chains.flatMap((chain) => (chain.isHeld ? [] : chain.events.map(({ event }) => event)));
    const bodies = new Bodies(store, sender, this.lease.tenant, all, readAt);
    let delivered = 0;
    await atMost(this.lanes, chains, async ({ isHeld, events }) => {
      let waits = isHeld;
      for (const one of events) {
        if (this.isStopped) return;
        // What has failed before is what an endpoint that is down is tried with.
        if (waits || (!this.isOpen && one.firstAt === null)) {
          this.wait(one.event);
          waits = true;
        } else if (await this.attempt(sender, bodies, state, one)) delivered += 1;
        else waits = true;
      }
    });
    await this.ledger.settled();
    return delivered;
  }

  /** Puts an event where those that wait for one before them stand; settled() says when it is written. */
  wait(event: RecordedEvent): void {
    const at = new Date(this.parts.settings.now());
    this.mayWait = true;
    this.ledger.note(event, { state: 'waiting', attempts: 0, at, nextAt: null, entry: null });
  }

  /** Waits until all is written. Throws LeaseLost, and what the database throws. */
  async settled(): Promise<void> {
    await this.ledger.settled();
  }

  /** True where it was delivered. */
  private async attempt(
    sender: Sender,
    bodies: Bodies,
    state: WebhookState,
    { event, attempts: before, firstAt }: Outgoing,
  ): Promise<boolean> {
    const { settings, metrics } = this.parts;
    const message = await bodies.of(event);
    const sent = await sender.send(this.lease.tenant, this.lease.webhook, state, message, this.signal);
    // Given up because this node ends: whoever comes next tries it again.
    if (this.signal.aborted && !sent.isDelivered) return false;
    const at = new Date(settings.now());
    const attempts = before + 1;
    if (!sent.isDelivered) {
      await this.failed(event, sent, { attempts, at, firstAt: firstAt ?? at });
      return false;
    }
    metrics.count('delivered');
    this.ledger.note(event, { state: 'delivered', attempts, at, nextAt: null, entry: sent.entry });
    await this.succeeded(at);
    return true;
  }

  private async failed(
    event: RecordedEvent,
    { isGone, retryAfterMs, entry }: Attempt,
    { attempts, at, firstAt }: { attempts: number; at: Date; firstAt: Date },
  ): Promise<void> {
    const { settings, metrics } = this.parts;
    metrics.count('failed');
    this.mayWait = true;
    Object.assign(this, { lanes: settings.atOnce, steady: 0 });
    const pause = retryAfter(attempts, retryAfterMs, settings.random());
    const isDead = pause === null && !isGone && this.gotThroughSince(firstAt);
    const nextAt = isDead ? null : new Date(at.getTime() + (pause ?? 0));
    if (isDead) metrics.count('dead');
    const record: DeliveryRecord = { state: isDead ? 'dead' : 'retrying', attempts, at, nextAt, entry };
    this.ledger.note(event, record);
    this.failing.add(aggregateOf(event));
    this.progress.failures += 1;
    this.progress.failingSince ??= at;
    if (isGone || (pause === null && !isDead))
      await this.stop(isGone ? 'gone' : 'failing', event, attempts, entry.response?.status ?? null);
  }

  /** One event that nobody can take is told from an endpoint that takes nothing. */
  private gotThroughSince(time: Date): boolean {
    const { lastSuccessAt } = this.progress;
    return lastSuccessAt !== null && lastSuccessAt >= time;
  }

  private async succeeded(at: Date): Promise<void> {
    const wasClosed = !this.isOpen;
    this.forgive();
    this.progress.lastSuccessAt = at;
    this.steady += 1;
    if (this.steady % STEADY === 0)
      this.lanes = Math.max(this.lanes, Math.min(this.lanes * 2, this.parts.settings.mostAtOnce));
    if (!wasClosed) return;
    // It is up again: what waits for its next attempt need not wait for it.
    await this.ledger.settled();
    await this.parts.deliveries.hurry(this.lease, at, false);
  }

  private async stop(
    cause: DisabledCause,
    { position }: RecordedEvent,
    attempts: number,
    status: number | null,
  ): Promise<void> {
    if (this.isOver) return;
    this.isOver = true;
    await this.ledger.settled();
    await this.parts.deliveries.save(this.lease, this.progress);
    await this.parts.disable(this.lease, { cause, position, attempts, status });
  }
}
