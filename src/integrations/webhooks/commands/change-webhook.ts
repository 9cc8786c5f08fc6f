import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import { StaleSequence } from '../../../eventstore/errors.js';
import { type Appended, EventStore } from '../../../eventstore/eventstore.js';
import { OutboundClient } from '../../outbound/outbound-client.js';
import { SecretVault } from '../../secrets/secret-vault.js';
import { changeWebhook, existing, webhookFold } from '../webhook.js';
import { type WebhookTarget, webhookStream } from '../webhook.events.js';
import { keptTarget } from '../webhook-parts.js';
import { projectRefs, type WantedWebhook } from './create-webhook.js';

/** Changes what is given of a webhook, and leaves the rest. */
export class ChangeWebhook extends Command<Appended> {
  constructor(
    readonly meta: CommandMeta,
    readonly id: string,
    readonly wanted: Partial<WantedWebhook>,
    readonly ifMatch: number | null,
  ) {
    super();
  }
}

@CommandHandler(ChangeWebhook)
export class ChangeWebhookHandler implements ICommandHandler<ChangeWebhook> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly store: EventStore,
    private readonly client: OutboundClient,
    private readonly vault: SecretVault,
  ) {}

  async execute({ meta, id, wanted, ifMatch }: ChangeWebhook): Promise<Appended> {
    const { tenant } = meta;
    const [events = []] = await this.store.readStreams(tenant, [webhookStream(id)]);
    const before = existing(events.reduce(webhookFold.evolve, webhookFold.initial), id).definition.target;
    const projects = wanted.projects && (await projectRefs(this.store, tenant, wanted.projects));
    const target = await this.target(tenant, id, before, wanted.url);
    try {
      const appended = await this.runner.run(meta, async (decision) => {
        const { state, sequence } = await decision.load(webhookStream(id), webhookFold);
        const { definition } = existing(state, id);
        if (ifMatch !== null && ifMatch !== sequence)
          throw new StaleSequence(webhookStream(id), ifMatch, sequence);
        const { filter } = definition;
        const after = {
          name: wanted.name ?? definition.name,
          target,
          filter: {
            projects: projects ?? filter.projects,
            types: wanted.types ? [...wanted.types] : filter.types,
            levels: wanted.levels ? [...wanted.levels] : filter.levels,
          },
        };
        decision.append(webhookStream(id), null, [changeWebhook(existing(state, id), after)]);
      });
      if (target !== before)
        await this.vault.forget(tenant, id, (appended.repeated ? target : before).url_secret);
      return appended;
    } catch (error) {
      if (target !== before) await this.vault.forget(tenant, id, target.url_secret);
      throw error;
    }
  }

  /** The same URL once more is no change. */
  private async target(
    tenant: string,
    id: string,
    before: WebhookTarget,
    url: string | undefined,
  ): Promise<WebhookTarget> {
    if (url === undefined) return before;
    const kept = await this.vault.read(tenant, id, before.url_secret).catch(() => null);
    if (kept && URL.parse(url)?.href === kept.reveal()) return before;
    const { client, vault } = this;
    return await keptTarget({ client, vault }, tenant, id, url);
  }
}
