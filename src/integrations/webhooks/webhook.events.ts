import type { RecordedEvent, StreamRef } from '../../eventstore/event.js';

/** Which events go to a webhook: all members are joined by AND, an empty list lets everything through. */
export type WebhookFilter = {
  projects: { id: string; key: string }[];
  /** Types of events; `item.*` stands for all of an aggregate. */
  types: string[];
  /** Levels of items: with one named, events that are of no item are left out. */
  levels: string[];
};

/** `origin` is scheme, host and port; the whole URL may hold a token, so it is kept as a secret under `url_secret`. */
export type WebhookTarget = { origin: string; url_secret: string };

export type WebhookDefinition = { name: string; target: WebhookTarget; filter: WebhookFilter };

/** Why Clearance itself stopped: the receiver answered 410, or nothing got through for the whole schedule. */
export type DisabledCause = 'gone' | 'failing';

/** Private parts are free texts of people; secrets stand in no event, only their ids. */
export type WebhookEvent =
  | {
      type: 'webhook.created';
      revision: 1;
      payload: WebhookDefinition & { secret_id: string; after: number | null };
    }
  | {
      type: 'webhook.changed';
      revision: 1;
      payload: { before: WebhookDefinition; after: WebhookDefinition };
    }
  | {
      type: 'webhook.secret_rotated';
      revision: 1;
      payload: { name: string; secret_id: string; retires: { secret_id: string; at: string }[] };
    }
  | { type: 'webhook.paused'; revision: 1; payload: { name: string }; private: { reason: string } }
  | { type: 'webhook.resumed'; revision: 1; payload: { name: string } }
  | {
      type: 'webhook.disabled';
      revision: 1;
      payload: {
        name: string;
        cause: DisabledCause;
        position: number;
        attempts: number;
        status: number | null;
      };
    }
  | { type: 'webhook.deleted'; revision: 1; payload: { name: string } }
  | {
      type: 'webhook.redelivery_requested';
      revision: 1;
      payload: { name: string; from: number; to: number };
    };

export const WEBHOOK_EVENT_TYPES: readonly WebhookEvent['type'][] = [
  'webhook.created',
  'webhook.changed',
  'webhook.secret_rotated',
  'webhook.paused',
  'webhook.resumed',
  'webhook.disabled',
  'webhook.deleted',
  'webhook.redelivery_requested',
];

/** The stream of one webhook. */
export function webhookStream(id: string): StreamRef {
  return { type: 'webhook', id };
}

export function asWebhookEvent(event: RecordedEvent): WebhookEvent | null {
  return WEBHOOK_EVENT_TYPES.includes(event.type as WebhookEvent['type'])
    ? (event as unknown as WebhookEvent)
    : null;
}

export function describeWebhookEvent(event: WebhookEvent): string {
  switch (event.type) {
    case 'webhook.created':
      return `set up the webhook ${event.payload.name} to ${event.payload.target.origin}`;
    case 'webhook.changed':
      return `changed the webhook ${event.payload.after.name}`;
    case 'webhook.secret_rotated':
      return `gave the webhook ${event.payload.name} a new secret`;
    case 'webhook.paused':
      return `paused the webhook ${event.payload.name}`;
    case 'webhook.resumed':
      return `resumed the webhook ${event.payload.name}`;
    case 'webhook.disabled':
      return event.payload.cause === 'gone'
        ? `disabled the webhook ${event.payload.name}: its receiver says it is gone (410)`
        : `disabled the webhook ${event.payload.name}: nothing got through in ${event.payload.attempts} attempts`;
    case 'webhook.deleted':
      return `deleted the webhook ${event.payload.name}`;
    case 'webhook.redelivery_requested':
      return `asked for events ${event.payload.from} to ${event.payload.to} once more at the webhook ${event.payload.name}`;
  }
}
