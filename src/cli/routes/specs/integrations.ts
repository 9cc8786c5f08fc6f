import { route } from '../route-spec.js';

/** What the service tells others: webhooks and their deliveries. */
export const INTEGRATION_ROUTES = [
  route({ operation: 'webhooks_create', words: 'webhook create' }),
  route({ operation: 'webhooks_list', words: 'webhook list', table: ['id', 'name', 'status', 'url'] }),
  route({ operation: 'webhooks_get', words: 'webhook show' }),
  route({
    operation: 'webhooks_change',
    words: 'webhook change',
    example: 'ID --url https://hooks.example.org/clearance',
  }),
  route({ operation: 'webhooks_remove', words: 'webhook remove' }),
  route({ operation: 'webhooks_pause', words: 'webhook pause' }),
  route({ operation: 'webhooks_resume', words: 'webhook resume' }),
  route({ operation: 'webhooks_rotate', words: 'webhook rotate' }),
  route({ operation: 'webhooks_ping', words: 'webhook ping' }),
  route({
    operation: 'webhooks_list_deliveries',
    words: 'webhook deliveries',
    table: ['event.position', 'state', 'event.type', 'attempts', 'status', 'error'],
  }),
  route({ operation: 'webhooks_get_delivery', words: 'webhook delivery' }),
  route({ operation: 'webhooks_redeliver', words: 'webhook redeliver' }),
  route({ operation: 'webhooks_redeliver_range', words: 'webhook redeliver-range' }),
];
