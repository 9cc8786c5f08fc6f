import { setTimeout as delay } from 'node:timers/promises';
import type { RecordedEvent } from '../../eventstore/event.js';
import type { EventRenderer } from '../../eventstore/event-view.js';
import type { EventStore } from '../../eventstore/eventstore.js';
import { asAccessEvent } from '../access/access.events.js';
import { type EventFilter, matches } from './event-match.js';
import { follow } from '../../eventstore/subscription.js';

/** An event that just came, with its view as JSON: written once for everybody who listens. */
interface HubEvent {
  readonly event: RecordedEvent;
  readonly json: string;
}

export interface ShownEvent {
  readonly position: number;
  readonly json: string;
}

const POLL_MS = 5_000;
/** What is kept of the newest events: who is not further behind needs no database. */
const MOST_KEPT = 2_000;
const MOST_KEPT_CHARACTERS = 8 * 1024 * 1024;
const BATCH = 500;
/** A thousand listeners are told twice a second at most, so that telling them leaves time for appends. */
const PAUSE_MS_PER_LISTENER = 0.5;
const LONGEST_PAUSE_MS = 1_000;

/**
 * The end of a tenant's log for any number of listeners of a node, read once for all of them. Keeps the newest events;
 * everything behind `keptAfter` up to `head` is among them.
 */
export class EventHub {
  /** Ids of keys that were revoked while this listened. */
  readonly revoked = new Set<string>();
  private readonly kept: HubEvent[] = [];
  private characters = 0;
  private readonly stopping = new AbortController();
  private readonly working: Promise<void>;
  private change = Promise.withResolvers<void>();
  private failure: unknown = null;
  /** What was given since the head changed, by cursor and filter: most listeners ask for the same. */
  private readonly given = new Map<string, readonly ShownEvent[]>();
  /** How many are told. */
  listeners = 0;
  keptAfter: number;

  private constructor(
    private readonly store: EventStore,
    private readonly renderer: EventRenderer,
    private readonly tenant: string,
    public head: number,
  ) {
    this.keptAfter = head;
    this.working = this.listen();
  }

  /** Listens from the newest event on. Throws StoreUnavailable. */
  static async open(store: EventStore, renderer: EventRenderer, tenant: string): Promise<EventHub> {
    const { nextPosition } = await store.head(tenant);
    return new EventHub(store, renderer, tenant, nextPosition - 1);
  }

  /**
   * Events up to the head that match, behind a position that is not before `keptAfter`, oldest first. The same list to
   * all who ask for the same (`filterKey` tells filters apart).
   */
  behind(position: number, filter: EventFilter, filterKey: string): readonly ShownEvent[] {
    const key = `${position} ${filterKey}`;
    const before = this.given.get(key);
    if (before) return before;
    const first = this.kept.findLastIndex(({ event }) => event.position <= position) + 1;
    const events = this.kept
      .slice(first)
      .filter(({ event }) => matches(event, filter))
      .map(({ event, json }) => ({ position: event.position, json }));
    this.given.set(key, events);
    return events;
  }

  /** Resolves when `head` has changed since the call, or the log cannot be read any more: `check` says which. */
  get changed(): Promise<void> {
    return this.change.promise;
  }

  get isBroken(): boolean {
    return this.failure !== null;
  }

  /** Throws why the log could not be read any more, where that is so. */
  check(): void {
    if (this.failure !== null) throw this.failure as Error;
  }

  async close(): Promise<void> {
    this.stopping.abort();
    await this.working;
  }

  private async listen(): Promise<void> {
    const { signal } = this.stopping;
    try {
      const options = { after: this.head, pollMs: POLL_MS, signal, limit: BATCH };
      for await (const { events, position } of follow(this.store, this.tenant, options)) {
        const views = await this.renderer.render(this.tenant, events);
        for (const [index, event] of events.entries())
          this.keep({ event, json: JSON.stringify(views[index]) });
        this.head = position;
        this.wake();
        if (events.length < BATCH) await this.breathe(signal);
      }
    } catch (error) {
      this.failure = error;
      this.wake();
    }
  }

  private keep(one: HubEvent): void {
    const access = asAccessEvent(one.event);
    if (access?.type === 'access.key_revoked') this.revoked.add(access.payload.key_id);
    this.kept.push(one);
    this.characters += one.json.length;
    while (this.kept.length > MOST_KEPT || this.characters > MOST_KEPT_CHARACTERS) {
      const oldest = this.kept.shift();
      if (!oldest) return;
      this.characters -= oldest.json.length;
      this.keptAfter = oldest.event.position;
    }
  }

  private async breathe(signal: AbortSignal): Promise<void> {
    const ms = Math.min(this.listeners * PAUSE_MS_PER_LISTENER, LONGEST_PAUSE_MS);
    if (ms >= 1) await delay(ms, undefined, { signal }).catch(() => undefined);
  }

  private wake(): void {
    this.given.clear();
    const { resolve } = this.change;
    this.change = Promise.withResolvers<void>();
    resolve();
  }
}
