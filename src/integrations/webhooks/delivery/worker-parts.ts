import type { EventStore } from '../../../eventstore/eventstore.js';
import type { DisabledCause } from '../webhook.events.js';
import type { WebhookDirectory } from '../webhook-directory.js';
import type { Sender } from './attempt.js';
import type { DeliveryMetrics } from './delivery-metrics.js';
import type { DeliveryStore, Lease } from './delivery-store.js';
import type { ItemLevels } from './event-filter.js';
import type { WebhookSettings } from './webhook-settings.js';

/** What the workers of all endpoints of a node share. */
export interface WorkerParts {
  readonly store: EventStore;
  readonly deliveries: DeliveryStore;
  readonly directory: WebhookDirectory;
  readonly sender: Sender;
  readonly levels: ItemLevels;
  readonly settings: WebhookSettings;
  readonly metrics: DeliveryMetrics;
  /** Records webhook.disabled. */
  readonly disable: (
    lease: Lease,
    why: { cause: DisabledCause; position: number; attempts: number; status: number | null },
  ) => Promise<void>;
}
