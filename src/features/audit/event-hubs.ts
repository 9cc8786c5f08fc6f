import { Injectable } from '@nestjs/common';
import { EventRenderer } from '../../eventstore/event-view.js';
import { EventStore } from '../../eventstore/eventstore.js';
import { EventHub } from './event-hub.js';

interface Shared {
  readonly hub: Promise<EventHub>;
  listeners: number;
}

/** The hub of each tenant that somebody listens to: there with the first listener, gone with the last. */
@Injectable()
export class EventHubs {
  private readonly shared = new Map<string, Shared>();

  constructor(
    private readonly store: EventStore,
    private readonly renderer: EventRenderer,
  ) {}

  /** A tenant's hub; `leave` has to be called once. Throws StoreUnavailable. */
  async join(tenant: string): Promise<{ hub: EventHub; leave: () => Promise<void> }> {
    const shared = this.shared.get(tenant) ?? {
      hub: EventHub.open(this.store, this.renderer, tenant),
      listeners: 0,
    };
    this.shared.set(tenant, shared);
    shared.listeners += 1;
    try {
      const hub = await shared.hub;
      hub.listeners = shared.listeners;
      if (hub.isBroken) this.drop(tenant, shared);
      return { hub, leave: () => this.leave(tenant, shared) };
    } catch (error) {
      this.drop(tenant, shared);
      throw error;
    }
  }

  /** Whoever comes next gets a fresh one. */
  private drop(tenant: string, shared: Shared): void {
    if (this.shared.get(tenant) === shared) this.shared.delete(tenant);
  }

  private async leave(tenant: string, shared: Shared): Promise<void> {
    shared.listeners -= 1;
    const hub = await shared.hub;
    hub.listeners = shared.listeners;
    if (shared.listeners > 0) return;
    this.drop(tenant, shared);
    await hub.close();
  }
}
