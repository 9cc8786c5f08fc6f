import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore } from '../../../eventstore/eventstore.js';
import { timestampNow } from '../../../eventstore/now.js';
import { uuidv7 } from '../../../eventstore/random.js';
import { type AttemptEntry, Sender } from '../delivery/attempt.js';
import { pingEvent } from '../delivery/ping-event.js';
import { existing } from '../webhook.js';
import { WebhookDirectory } from '../webhook-directory.js';

export interface Pinged {
  readonly id: string;
  readonly delivered: boolean;
  readonly attempt: AttemptEntry;
}

/** Sends a signed event of no aggregate, once, and tells what came back. Records nothing; paused ones are pinged too. */
export class PingWebhook extends Command<Pinged> {
  constructor(
    readonly tenant: string,
    readonly id: string,
  ) {
    super();
  }
}

@CommandHandler(PingWebhook)
export class PingWebhookHandler implements ICommandHandler<PingWebhook> {
  constructor(
    private readonly directory: WebhookDirectory,
    private readonly store: EventStore,
    private readonly sender: Sender,
  ) {}

  async execute({ tenant, id }: PingWebhook): Promise<Pinged> {
    const known = await this.directory.find(tenant, id);
    const state = existing(known?.state ?? null, id);
    const source = (await this.store.origins(tenant)).at(-1)?.origin ?? tenant;
    const message = { id: uuidv7(), body: '' };
    const event = pingEvent(message.id, source, id, timestampNow());
    const sent = await this.sender.send(tenant, id, state, { ...message, body: JSON.stringify(event) });
    return { id: message.id, delivered: sent.isDelivered, attempt: sent.entry };
  }
}
