import type { Sql } from '../../../src/database/connection.js';
import { CommandRunner } from '../../../src/eventstore/command-runner.js';
import type { EventData, RecordedEvent } from '../../../src/eventstore/event.js';
import { EventRenderer, type EventView } from '../../../src/eventstore/event-view.js';
import { PostgresEventStore } from '../../../src/eventstore/postgres-eventstore.js';
import { opaqueId } from '../../../src/eventstore/random.js';
import { OutboundClient } from '../../../src/integrations/outbound/outbound-client.js';
import { SecretKeys } from '../../../src/integrations/secrets/secret-keys.js';
import { SecretVault } from '../../../src/integrations/secrets/secret-vault.js';
import { Sender } from '../../../src/integrations/webhooks/delivery/attempt.js';
import { DeliveryMetrics } from '../../../src/integrations/webhooks/delivery/delivery-metrics.js';
import { DeliveryStore } from '../../../src/integrations/webhooks/delivery/delivery-store.js';
import { Dispatcher } from '../../../src/integrations/webhooks/delivery/dispatcher.js';
import { ItemLevels } from '../../../src/integrations/webhooks/delivery/event-filter.js';
import { makeSigningSecret } from '../../../src/integrations/webhooks/delivery/signature.js';
import { WebhookSettings } from '../../../src/integrations/webhooks/delivery/webhook-settings.js';
import { createWebhook, webhookFold, type WebhookState } from '../../../src/integrations/webhooks/webhook.js';
import {
  asWebhookEvent,
  type WebhookEvent,
  type WebhookFilter,
  webhookStream,
} from '../../../src/integrations/webhooks/webhook.events.js';
import { WebhookDirectory } from '../../../src/integrations/webhooks/webhook-directory.js';
import { disabler } from '../../../src/integrations/webhooks/webhooks.module.js';
import { readOutboundAllow } from '../../../src/outbound-settings.js';
import { CONTEXT } from '../../contract/eventstore.contract.js';
import { createTestDatabase } from '../../support/test-database.js';

const EVERYTHING: WebhookFilter = { projects: [], types: ['note.*'], levels: [] };

/** Shows no names: what is delivered is looked at elsewhere. */
class PlainRenderer extends EventRenderer {
  override async render(_: string, events: readonly RecordedEvent[]): Promise<EventView[]> {
    return events.map(
      (event) =>
        ({
          position: event.position,
          id: event.id,
          type: event.type,
          aggregate: event.stream,
          created_at: event.createdAt,
          private: event.private ?? null,
        }) as EventView,
    );
  }
}

/** Levels by item id. */
class FixedLevels extends ItemLevels {
  override async levelOf(_t: string, _p: string, _c: string, item: string): Promise<string | null> {
    return item.startsWith('optional') ? 'optional' : 'required';
  }
}

/** Nodes that deliver from one log, without HTTP of their own, on a clock that a test moves. */
export interface DeliveryScene {
  readonly store: PostgresEventStore;
  readonly admin: Sql;
  readonly tenant: string;
  readonly deliveries: DeliveryStore;
  /** Starts one more node. */
  readonly node: () => Dispatcher;
  /** Sets a webhook up and gives its id and secret. */
  readonly webhook: (url: string, filter?: Partial<WebhookFilter>) => Promise<{ id: string; secret: string }>;
  /** Records an event of a webhook that a rule makes of its state. */
  readonly act: (id: string, rule: (state: WebhookState) => WebhookEvent) => Promise<void>;
  /** Records an event of each aggregate, in one append each; gives their ids. */
  readonly note: (aggregate: string, data?: Partial<EventData>) => Promise<RecordedEvent>;
  readonly status: (id: string) => Promise<string | undefined>;
  readonly rows: (
    id: string,
  ) => Promise<{ position: number; state: string; attempts: number; aggregate: string }[]>;
  /** Moves the clock of all nodes, in milliseconds. */
  readonly pass: (ms: number) => void;
  readonly close: () => Promise<void>;
}

let scenes = 0;

export async function createDeliveryScene(change: Partial<WebhookSettings> = {}): Promise<DeliveryScene> {
  const db = await createTestDatabase();
  const sql = db.database.project.beside(6);
  const store = new PostgresEventStore(db.database.append, db.database.read);
  const tenant = `hooks-${(scenes += 1)}`;
  await store.createTenant(tenant, `clearance.test/log/${tenant}`);
  const runner = new CommandRunner(store);
  const allow = readOutboundAllow('127.0.0.1', (message) => new Error(message));
  const client = new OutboundClient({ allow });
  const vault = new SecretVault(sql, new SecretKeys({ secretsKeys: '1'.repeat(64), dataDir: '' }));
  const deliveries = new DeliveryStore(sql);
  let ahead = 0;
  const settings = Object.assign(new WebhookSettings(), {
    scanMs: 20,
    pollMs: 30,
    // Longer than a busy machine stands still: a node that lives keeps what it has.
    leaseMs: 15_000,
    now: () => Date.now() + ahead,
    random: () => 0,
    ...change,
  });
  const nodes: Dispatcher[] = [];
  const node = (): Dispatcher => {
    const directory = new WebhookDirectory(store);
    const metrics = new DeliveryMetrics(store, directory, db.database);
    const renderer = new PlainRenderer();
    const sender = new Sender({ client, vault, renderer, store, settings, version: 'test' });
    const disable = disabler(runner);
    const levels = new FixedLevels();
    const one = new Dispatcher({ store, deliveries, directory, sender, levels, settings, metrics, disable });
    nodes.push(one);
    one.onApplicationBootstrap();
    return one;
  };
  const stateOf = async (id: string): Promise<{ state: WebhookState | null; sequence: number }> => {
    const [events = []] = await store.readStreams(tenant, [webhookStream(id)]);
    return { state: events.reduce(webhookFold.evolve, webhookFold.initial), sequence: events.length };
  };
  const record = async (id: string, expected: number, event: WebhookEvent): Promise<void> => {
    const write = { stream: webhookStream(id), expected, events: [event], project: null };
    await store.append({ tenant, context: CONTEXT, writes: [write] });
  };
  const sequences = new Map<string, number>();
  return {
    store,
    admin: db.admin,
    tenant,
    deliveries,
    node,
    webhook: async (url, filter = {}) => {
      const [id, secret] = [opaqueId('whk'), makeSigningSecret()];
      const target = { origin: new URL(url).origin, url_secret: await vault.put(tenant, id, url) };
      const definition = { name: 'test', target, filter: { ...EVERYTHING, ...filter } };
      await record(id, 0, createWebhook(definition, await vault.put(tenant, id, secret), null));
      return { id, secret };
    },
    act: async (id, rule) => {
      const { state, sequence } = await stateOf(id);
      if (!state) throw new Error(`there is no webhook ${id}`);
      await record(id, sequence, rule(state));
    },
    note: async (aggregate, data = {}) => {
      const [type = 'note'] = (data.type ?? 'note.made').split('.');
      const expected = sequences.get(aggregate) ?? 0;
      sequences.set(aggregate, expected + 1);
      const event = { type: 'note.made', revision: 1, payload: { n: expected + 1 }, ...data };
      const write = { stream: { type, id: aggregate }, expected, events: [event], project: 'prj_1' };
      const { events } = await store.append({ tenant, context: CONTEXT, writes: [write] });
      const [recorded] = events;
      if (!recorded) throw new Error('nothing was recorded');
      return recorded;
    },
    status: async (id) => {
      const { state } = await stateOf(id);
      return state?.cause ?? state?.status;
    },
    rows: async (id) =>
      await db.admin`SELECT position, state, attempts, aggregate FROM integrations.webhook_deliveries
        WHERE webhook = ${id} ORDER BY position`,
    pass: (ms) => {
      ahead += ms;
    },
    close: async () => {
      await Promise.all(nodes.map((one) => one.beforeApplicationShutdown()));
      await client.close();
      await sql.end();
      await db.close();
    },
  };
}

/** The types of webhook events in the log of a scene. */
export async function webhookEvents({ store, tenant }: DeliveryScene): Promise<string[]> {
  const events = await store.query(tenant, { order: 'asc', limit: 1000 });
  return events.flatMap((event) => asWebhookEvent(event)?.type ?? []);
}
