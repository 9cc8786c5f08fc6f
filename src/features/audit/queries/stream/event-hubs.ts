import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { EventRenderer } from '../../../../eventstore/event-view.js';
import { EventStore } from '../../../../eventstore/eventstore.js';
import { Courier } from './courier.js';
import { EventHub } from './event-hub.js';
import { EventReader, type Listener, ReaderLimits } from './event-reader.js';
import type { Frame } from './frame.js';
import type { Outlet } from './outlet.js';
import { heartbeatFrame } from './sse.js';

const TICK_MS = 1_000;
const KEPT_HEARTBEATS = 100;

interface Shared {
  readonly hub: Promise<EventHub>;
  /** Streams that are open, or about to be. */
  streams: number;
}

/** The hub of each tenant that somebody listens to: there with the first reader, gone with the last. */
@Injectable()
export class EventHubs implements OnApplicationShutdown {
  private readonly shared = new Map<string, Shared>();
  private readonly limits = new ReaderLimits();
  /** Those that wait for the same are at the same position. */
  private readonly heartbeats = new LRUCache<number, Frame>({ max: KEPT_HEARTBEATS });
  private ticking: NodeJS.Timeout | null = null;

  constructor(
    private readonly store: EventStore,
    private readonly renderer: EventRenderer,
    private readonly courier: Courier,
  ) {}

  /**
   * Makes a reader of what comes behind `after` (null: from now on); it is told nothing before `begin`, and `leave` has to
   * be called once. Throws StoreUnavailable.
   */
  async join(listener: Listener, after: number | null, outlet: Outlet): Promise<Joined> {
    const { tenant } = listener;
    const parts = { store: this.store, renderer: this.renderer, courier: this.courier };
    const shared = this.shared.get(tenant) ?? { hub: EventHub.open(parts, tenant), streams: 0 };
    this.shared.set(tenant, shared);
    shared.streams += 1;
    this.ticking ??= setInterval(() => void this.tick(), TICK_MS).unref();
    try {
      const hub = await shared.hub;
      if (hub.failure !== null) {
        this.drop(tenant, shared);
        await this.leave(tenant, shared);
        return await this.join(listener, after, outlet);
      }
      // Not the hub's: that may be behind what the caller knows.
      const from = after ?? (await this.store.head(tenant)).nextPosition - 1;
      const reader = new EventReader(listener, from, hub, outlet, this.heartbeat, this.limits);
      return {
        after: from,
        reader,
        begin: () => hub.join(reader),
        leave: async () => {
          reader.end(null);
          await this.leave(tenant, shared);
        },
      };
    } catch (error) {
      this.drop(tenant, shared);
      await this.leave(tenant, shared);
      throw error;
    }
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.ticking) clearInterval(this.ticking);
    await Promise.all([...this.shared.values()].map(async ({ hub }) => (await hub).close()));
  }

  private readonly heartbeat = (position: number): Frame => {
    const kept = this.heartbeats.get(position);
    if (kept) return kept;
    const frame = heartbeatFrame(position);
    this.heartbeats.set(position, frame);
    return frame;
  };

  private async tick(): Promise<void> {
    for (const { hub } of this.shared.values()) (await hub.catch(() => null))?.tick();
  }

  /** Whoever comes next gets a fresh one. */
  private drop(tenant: string, shared: Shared): void {
    if (this.shared.get(tenant) === shared) this.shared.delete(tenant);
  }

  private async leave(tenant: string, shared: Shared): Promise<void> {
    shared.streams -= 1;
    if (shared.streams > 0) return;
    this.drop(tenant, shared);
    if (this.shared.size === 0 && this.ticking) {
      clearInterval(this.ticking);
      this.ticking = null;
    }
    await (await shared.hub.catch(() => null))?.close();
  }
}

export interface Joined {
  readonly after: number;
  readonly reader: EventReader;
  readonly begin: () => void;
  readonly leave: () => Promise<void>;
}
