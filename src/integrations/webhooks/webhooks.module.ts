import { Module, type OnModuleInit } from '@nestjs/common';
import { CommandRunner } from '../../eventstore/command-runner.js';
import { SYSTEM_ACTOR } from '../../eventstore/event.js';
import { EventRenderer } from '../../eventstore/event-view.js';
import { EventStore } from '../../eventstore/eventstore.js';
import { uuidv7 } from '../../eventstore/random.js';
import { AuditModule } from '../../features/audit/audit.module.js';
import { ChecklistsModule } from '../../features/checklists/checklists.module.js';
import { MetricSources } from '../../features/operations/operations.module.js';
import { VERSION } from '../../version.js';
import { IntegrationsDatabase } from '../integrations-database.js';
import { OutboundClient } from '../outbound/outbound-client.js';
import { SecretVault } from '../secrets/secret-vault.js';
import { ActOnWebhookHandler } from './commands/act-on-webhook.js';
import { ChangeWebhookHandler } from './commands/change-webhook.js';
import { CreateWebhookHandler } from './commands/create-webhook.js';
import { PingWebhookHandler } from './commands/ping-webhook.js';
import { RotateSecretHandler } from './commands/rotate-secret.js';
import { Sender } from './delivery/attempt.js';
import { DeliveryMetrics } from './delivery/delivery-metrics.js';
import { DeliveryStore, type Lease } from './delivery/delivery-store.js';
import { Dispatcher } from './delivery/dispatcher.js';
import type { WorkerParts } from './delivery/worker-parts.js';
import { BoardLevels, ItemLevels } from './delivery/event-filter.js';
import { WebhookSettings } from './delivery/webhook-settings.js';
import { DeliveriesController } from './http/deliveries.controller.js';
import { WebhooksController } from './http/webhooks.controller.js';
import { GetDeliveriesHandler, GetDeliveryHandler } from './queries/get-deliveries.js';
import { GetWebhooksHandler } from './queries/get-webhooks.js';
import { disableWebhook, webhookFold } from './webhook.js';
import { webhookStream } from './webhook.events.js';
import { WebhookDirectory } from './webhook-directory.js';

/** What Clearance records when it stops delivering to an endpoint. */
export function disabler(runner: CommandRunner): WorkerParts['disable'] {
  return async ({ tenant, webhook }: Lease, why) => {
    const context = {
      actor: SYSTEM_ACTOR,
      credentialId: null,
      authMethod: 'internal',
      source: 'system',
      requestId: null,
      correlationId: uuidv7(),
      causationId: null,
    } as const;
    await runner.run({ tenant, context }, async (decision) => {
      const { state } = await decision.load(webhookStream(webhook), webhookFold);
      decision.append(webhookStream(webhook), null, disableWebhook(state, why));
    });
  };
}

/** Events of the log, posted to whoever asked for them. */
@Module({
  imports: [AuditModule, ChecklistsModule],
  controllers: [WebhooksController, DeliveriesController],
  providers: [
    WebhookSettings,
    WebhookDirectory,
    DeliveryMetrics,
    { provide: ItemLevels, useClass: BoardLevels },
    {
      provide: Sender,
      useFactory: (
        client: OutboundClient,
        vault: SecretVault,
        renderer: EventRenderer,
        store: EventStore,
        settings: WebhookSettings,
      ) => new Sender({ client, vault, renderer, store, settings, version: VERSION }),
      inject: [OutboundClient, SecretVault, EventRenderer, EventStore, WebhookSettings],
    },
    {
      provide: Dispatcher,
      useFactory: (
        store: EventStore,
        { sql }: IntegrationsDatabase,
        directory: WebhookDirectory,
        sender: Sender,
        levels: ItemLevels,
        settings: WebhookSettings,
        metrics: DeliveryMetrics,
        runner: CommandRunner,
      ) => {
        const deliveries = new DeliveryStore(sql);
        const disable = disabler(runner);
        return new Dispatcher({ store, deliveries, directory, sender, levels, settings, metrics, disable });
      },
      inject: [
        EventStore,
        IntegrationsDatabase,
        WebhookDirectory,
        Sender,
        ItemLevels,
        WebhookSettings,
        DeliveryMetrics,
        CommandRunner,
      ],
    },
    CreateWebhookHandler,
    ChangeWebhookHandler,
    ActOnWebhookHandler,
    RotateSecretHandler,
    PingWebhookHandler,
    GetWebhooksHandler,
    GetDeliveriesHandler,
    GetDeliveryHandler,
  ],
})
export class WebhooksModule implements OnModuleInit {
  constructor(
    private readonly sources: MetricSources,
    private readonly metrics: DeliveryMetrics,
  ) {}

  onModuleInit(): void {
    this.sources.add(() => this.metrics.collect());
  }
}
