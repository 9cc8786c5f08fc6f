import type { ConnectionTest, PingAnswer } from '../../../client/schema.js';
import { EXIT } from '../../exit-codes.js';
import { route } from '../route-spec.js';

/** What the service and other systems tell each other: webhooks, connections of ticket systems, tickets of items. */
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
  route<PingAnswer>({
    operation: 'webhooks_ping',
    words: 'webhook ping',
    exitCode: (value) => ((value as PingAnswer).delivered ? EXIT.ok : EXIT.notReady),
  }),
  route({
    operation: 'webhooks_list_deliveries',
    words: 'webhook deliveries',
    table: ['event.position', 'state', 'event.type', 'attempts', 'status', 'error'],
  }),
  route({ operation: 'webhooks_get_delivery', words: 'webhook delivery' }),
  route({ operation: 'webhooks_redeliver', words: 'webhook redeliver' }),
  route({ operation: 'webhooks_redeliver_range', words: 'webhook redeliver-range' }),
  route({
    operation: 'ticketing_add',
    words: 'connection add',
    isBodyFile: true,
    example: 'connection.json',
  }),
  route({
    operation: 'ticketing_list',
    words: 'connection list',
    table: ['key', 'system', 'base_url', 'active', 'health.pending', 'health.failed'],
  }),
  route({ operation: 'ticketing_get', words: 'connection show' }),
  route({
    operation: 'ticketing_change',
    words: 'connection change',
    example: 'ops-redmine --on-done check_if_known',
  }),
  route({ operation: 'ticketing_remove', words: 'connection remove' }),
  route({
    operation: 'ticketing_rotate',
    words: 'connection secret',
    isBodyFile: true,
    example: 'ops-redmine secret.json',
  }),
  route({
    operation: 'ticketing_rotate_inbound',
    words: 'connection inbound-secret',
    isBodyFile: true,
    example: 'ops-redmine secret.json',
  }),
  route<ConnectionTest>({
    operation: 'ticketing_test',
    words: 'connection test',
    exitCode: (value) => ((value as ConnectionTest).ok ? EXIT.ok : EXIT.notReady),
  }),
  route({
    operation: 'ticketing_failures',
    words: 'connection failures',
    table: ['id', 'kind', 'error', 'code', 'external_id', 'item', 'position', 'ticket', 'failed_at'],
  }),
  route({ operation: 'ticketing_retry_all', words: 'connection retry-all' }),
  route({ operation: 'ticketing_retry', words: 'connection retry' }),
  route({
    operation: 'tickets_add',
    words: 'ticket add',
    example: "ha-setup.test-the-restore --project payments-api --connection ops-redmine --ticket '#12'",
  }),
  route({
    operation: 'tickets_list',
    words: 'ticket list',
    table: ['id', 'key', 'state', 'status', 'effect', 'closed_at', 'closed_by', 'url'],
  }),
  route({ operation: 'tickets_get', words: 'ticket show' }),
  route({ operation: 'tickets_remove', words: 'ticket remove' }),
];
