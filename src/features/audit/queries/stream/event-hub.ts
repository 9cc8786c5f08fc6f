import { setTimeout as delay } from 'node:timers/promises';
import { StoreUnavailable } from '../../../../eventstore/errors.js';
import type { RecordedEvent } from '../../../../eventstore/event.js';
import type { EventRenderer, EventView } from '../../../../eventstore/event-view.js';
import type { EventStore } from '../../../../eventstore/eventstore.js';
import { follow } from '../../../../eventstore/subscription.js';
import { asAccessEvent } from '../../../access/access.events.js';
import { asPrivacyEvent } from '../../../privacy/privacy.events.js';
import type { Courier } from './courier.js';
import type { EventReader, EventSource } from './event-reader.js';
import type { Told } from './frame.js';
import { LogPages } from './log-pages.js';
import { NewestEvents } from './newest-events.js';

const POLL_MS = 5_000;
const BATCH = 500;
/** With a thousand readers they are told four times a second at most: many events at once cost little more than one. */
const PAUSE_MS_PER_READER = 0.25;
const LONGEST_PAUSE_MS = 1_000;
const AGAIN_MS = 500;

export interface HubParts {
  readonly store: EventStore;
  readonly renderer: EventRenderer;
  readonly courier: Courier;
}

/**
 * The end of a tenant's log for any number of readers of a node, read once for all of them. It reads on when all who take
 * something have been told what it read before: where there is too much to tell, all are late together, and what they
 * are told is made once.
 */
export class EventHub implements EventSource {
  readonly readers = new Set<EventReader>();
  private readonly newest: NewestEvents;
  private readonly pages: LogPages;
  private readonly stopping = new AbortController();
  private readonly working: Promise<void>;
  /** Why the log cannot be read any more. */
  failure: unknown = null;

  private constructor(
    private readonly parts: HubParts,
    private readonly tenant: string,
    head: number,
  ) {
    this.newest = new NewestEvents(head);
    this.pages = new LogPages(parts.store, parts.renderer, tenant);
    this.working = this.listen();
  }

  /** Listens from the newest event on. Throws StoreUnavailable. */
  static async open(parts: HubParts, tenant: string): Promise<EventHub> {
    const { nextPosition } = await parts.store.head(tenant);
    return new EventHub(parts, tenant, nextPosition - 1);
  }

  get head(): number {
    return this.newest.upTo;
  }

  next({ position, listener, filterKey }: EventReader): Told | 'log' | null {
    return position >= this.head ? null : this.newest.next(position, listener.filter, filterKey);
  }

  async fromLog({ position, listener, filterKey }: EventReader): Promise<Told> {
    return await this.pages.read(position, this.head, listener.filter, filterKey);
  }

  isPassing(error: unknown): boolean {
    return error instanceof StoreUnavailable;
  }

  due(reader: EventReader): void {
    this.parts.courier.due(this, reader);
  }

  /** Its credential is looked at once more: what happened to it since the request came, this heard for nobody. */
  join(reader: EventReader): void {
    this.readers.add(reader);
    reader.suspect();
  }

  leave(reader: EventReader): void {
    this.readers.delete(reader);
  }

  tick(): void {
    for (const reader of this.readers) reader.tick();
  }

  async close(): Promise<void> {
    this.stopping.abort();
    await this.working;
  }

  private async listen(): Promise<void> {
    const { signal } = this.stopping;
    const { store, courier } = this.parts;
    try {
      const options = { after: this.head, pollMs: POLL_MS, signal, limit: BATCH };
      for await (const { events, position } of follow(store, this.tenant, options)) {
        const views = await this.render(events);
        if (!views) return;
        this.heed(events);
        this.newest.add(events, views, position);
        for (const reader of this.readers) if (reader.wantsMore) this.due(reader);
        await courier.told(this);
        const ms = Math.min(this.readers.size * PAUSE_MS_PER_READER, LONGEST_PAUSE_MS);
        if (ms >= 1) await delay(ms, undefined, { signal }).catch(() => undefined);
      }
    } catch (error) {
      this.failure = error;
      for (const reader of this.readers) reader.end('failed');
    }
  }

  /** Null where it ends meanwhile. */
  private async render(events: readonly RecordedEvent[]): Promise<EventView[] | null> {
    const { signal } = this.stopping;
    while (!signal.aborted)
      try {
        return await this.parts.renderer.render(this.tenant, events);
      } catch (error) {
        if (!this.isPassing(error)) throw error;
        await delay(AGAIN_MS, undefined, { signal }).catch(() => undefined);
      }
    return null;
  }

  /** Before anybody is told of these events. */
  private heed(events: readonly RecordedEvent[]): void {
    const touched = new Set(events.filter((event) => asAccessEvent(event)).map(({ stream }) => stream.id));
    if (touched.size > 0)
      for (const reader of this.readers) if (touched.has(reader.listener.actorId)) reader.suspect();
    if (!events.some((event) => asPrivacyEvent(event)?.type === 'privacy.erased')) return;
    // What was erased stands in what was made before.
    this.newest.forget();
    this.pages.forget();
  }
}
