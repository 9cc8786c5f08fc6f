import { Injectable } from '@nestjs/common';
import { EventStore } from '../../eventstore/eventstore.js';
import { webhookFold, type WebhookState } from './webhook.js';
import { WEBHOOK_EVENT_TYPES } from './webhook.events.js';

export interface KnownWebhook {
  readonly id: string;
  readonly state: WebhookState;
  /** Sequence of its newest event. */
  readonly sequence: number;
}

interface Kept {
  /** Everything up to here is in. */
  position: number;
  readonly webhooks: Map<string, KnownWebhook>;
}

const PAGE = 500;

/**
 * All webhooks of a tenant, from the log itself: what was read is kept, and each look reads what came since. There are
 * few of them and they change seldom, so they have no projection.
 */
@Injectable()
export class WebhookDirectory {
  private readonly kept = new Map<string, Kept>();
  private readonly turns = new Map<string, Promise<void>>();

  constructor(private readonly store: EventStore) {}

  /** Those that were not deleted, oldest first, as of now. Throws StoreUnavailable. */
  async all(tenant: string): Promise<KnownWebhook[]> {
    return [...(await this.current(tenant)).values()].filter(({ state }) => state.status !== 'deleted');
  }

  /** One of them, deleted ones too; null where it was never there. Throws StoreUnavailable. */
  async find(tenant: string, id: string): Promise<KnownWebhook | null> {
    return (await this.current(tenant)).get(id) ?? null;
  }

  private async current(tenant: string): Promise<ReadonlyMap<string, KnownWebhook>> {
    const kept = this.kept.get(tenant) ?? { position: -1, webhooks: new Map() };
    this.kept.set(tenant, kept);
    // One after the other: two that read the same events would fold them twice.
    const before = this.turns.get(tenant) ?? Promise.resolve();
    const mine = before.catch(() => undefined).then(() => this.readOn(tenant, kept));
    this.turns.set(tenant, mine);
    await mine;
    return kept.webhooks;
  }

  private async readOn(tenant: string, kept: Kept): Promise<void> {
    for (;;) {
      const events = await this.store.query(tenant, {
        types: WEBHOOK_EVENT_TYPES,
        after: kept.position,
        order: 'asc',
        limit: PAGE,
      });
      for (const event of events) {
        const { id } = event.stream;
        const state = webhookFold.evolve(kept.webhooks.get(id)?.state ?? null, event);
        if (state) kept.webhooks.set(id, { id, state, sequence: event.sequence });
        kept.position = event.position;
      }
      if (events.length < PAGE) return;
    }
  }
}
