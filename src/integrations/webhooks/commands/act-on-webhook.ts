import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import { StaleSequence } from '../../../eventstore/errors.js';
import type { Appended } from '../../../eventstore/eventstore.js';
import { IntegrationsDatabase } from '../../integrations-database.js';
import { SecretVault } from '../../secrets/secret-vault.js';
import { DeliveryStore } from '../delivery/delivery-store.js';
import {
  deleteWebhook,
  existing,
  pauseWebhook,
  requestRedelivery,
  resumeWebhook,
  webhookFold,
  type WebhookState,
} from '../webhook.js';
import { type WebhookEvent, webhookStream } from '../webhook.events.js';

export type WebhookAction =
  | { readonly kind: 'pause'; readonly reason: string }
  | { readonly kind: 'resume' }
  | { readonly kind: 'delete' }
  | { readonly kind: 'redeliver'; readonly from: number; readonly to: number };

export class ActOnWebhook extends Command<Appended> {
  constructor(
    readonly meta: CommandMeta,
    readonly id: string,
    readonly action: WebhookAction,
    readonly ifMatch: number | null = null,
  ) {
    super();
  }
}

@CommandHandler(ActOnWebhook)
export class ActOnWebhookHandler implements ICommandHandler<ActOnWebhook> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly vault: SecretVault,
    private readonly database: IntegrationsDatabase,
  ) {}

  async execute({ meta, id, action, ifMatch }: ActOnWebhook): Promise<Appended> {
    let state: WebhookState | null = null;
    const appended = await this.runner.run(meta, async (decision) => {
      const loaded = await decision.load(webhookStream(id), webhookFold);
      state = existing(loaded.state, id);
      if (ifMatch !== null && ifMatch !== loaded.sequence)
        throw new StaleSequence(webhookStream(id), ifMatch, loaded.sequence);
      decision.append(webhookStream(id), null, [decided(state, action)]);
    });
    if (action.kind === 'delete' && state) await this.forget(meta.tenant, id, state);
    return appended;
  }

  private async forget(tenant: string, id: string, { secrets, definition }: WebhookState): Promise<void> {
    await new DeliveryStore(this.database.sql).forget(tenant, id);
    for (const secret of [...secrets.map((one) => one.id), definition.target.url_secret])
      await this.vault.forget(tenant, id, secret);
  }
}

function decided(state: WebhookState, action: WebhookAction): WebhookEvent {
  switch (action.kind) {
    case 'pause':
      return pauseWebhook(state, action.reason);
    case 'resume':
      return resumeWebhook(state);
    case 'delete':
      return deleteWebhook(state);
    case 'redeliver':
      return requestRedelivery(state, action.from, action.to);
  }
}
