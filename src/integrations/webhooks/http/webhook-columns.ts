import { type Column, plainColumns } from '../../../http/csv.js';
import type { DeliveryView } from '../queries/get-deliveries.js';
import type { WebhookView } from '../queries/get-webhooks.js';

/** The columns of webhooks as CSV, in order; lists in one cell, separated by spaces. */
export const WEBHOOK_COLUMNS: readonly Column<WebhookView>[] = [
  ...plainColumns<WebhookView>('id', 'name', 'origin', 'url', 'status', 'status_since', 'cause'),
  { name: 'projects', value: ({ projects }) => projects.join(' ') },
  { name: 'types', value: ({ types }) => types.join(' ') },
  { name: 'levels', value: ({ levels }) => levels.join(' ') },
  { name: 'position', value: ({ delivery }) => delivery.position },
  { name: 'lag', value: ({ delivery }) => delivery.lag },
  { name: 'failures', value: ({ delivery }) => delivery.failures },
  { name: 'waiting', value: ({ delivery }) => delivery.waiting },
  { name: 'dead', value: ({ delivery }) => delivery.dead },
  { name: 'last_success_at', value: ({ delivery }) => delivery.last_success_at },
  { name: 'created_at', value: (webhook) => webhook.created_at },
  { name: 'created_by', value: ({ created_by }) => created_by.id },
  { name: 'sequence', value: ({ sequence }) => sequence },
];

/** The columns of deliveries as CSV, in order; the log of attempts stands in JSON and NDJSON alone. */
export const DELIVERY_COLUMNS: readonly Column<DeliveryView>[] = [
  { name: 'position', value: ({ event }) => event.position },
  { name: 'event_id', value: ({ event }) => event.id },
  { name: 'event_type', value: ({ event }) => event.type },
  { name: 'aggregate', value: ({ event }) => event.aggregate },
  ...plainColumns<DeliveryView>(
    'state',
    'status',
    'error',
    'attempts',
    'attempts_in_all',
    'first_at',
    'updated_at',
    'next_at',
  ),
];
