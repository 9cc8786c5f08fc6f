import type { RecordedEvent } from '../../eventstore/event.js';
import type { EventRenderer } from '../../eventstore/event-view.js';
import type { EventStore } from '../../eventstore/eventstore.js';
import { asAccessEvent } from '../access/access.events.js';
import { follow } from '../../eventstore/subscription.js';

/** An event that just came, with its view as JSON: written once for everybody who listens. */
export interface HubEvent {
  readonly event: RecordedEvent;
  readonly json: string;
}

const POLL_MS = 5_000;
/** What is kept of the newest events: who is not further behind needs no database. */
const MOST_KEPT = 2_000;
const MOST_KEPT_CHARACTERS = 8 * 1024 * 1024;

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

  /** Events behind a position that is not before `keptAfter`, oldest first. */
  behind(position: number): readonly HubEvent[] {
    const first = this.kept.findLastIndex(({ event }) => event.position <= position) + 1;
    return this.kept.slice(first);
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
      const options = { after: this.head, pollMs: POLL_MS, signal };
      for await (const { events, position } of follow(this.store, this.tenant, options)) {
        const views = await this.renderer.render(this.tenant, events);
        for (const [index, event] of events.entries())
          this.keep({ event, json: JSON.stringify(views[index]) });
        this.head = position;
        this.wake();
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

  private wake(): void {
    const { resolve } = this.change;
    this.change = Promise.withResolvers<void>();
    resolve();
  }
}
