import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import { type Appended, EventStore } from '../../../eventstore/eventstore.js';
import { opaqueId } from '../../../eventstore/random.js';
import { Refusal } from '../../../eventstore/refusal.js';
import { resolveProject } from '../../../features/projects/projects.module.js';
import { OutboundClient } from '../../outbound/outbound-client.js';
import { SecretVault } from '../../secrets/secret-vault.js';
import { makeSigningSecret } from '../delivery/signature.js';
import { createWebhook, webhookFold } from '../webhook.js';
import { webhookStream } from '../webhook.events.js';
import { WebhookDirectory } from '../webhook-directory.js';
import { keptTarget } from '../webhook-parts.js';

/** A tenant has so many webhooks at most. */
const MOST_WEBHOOKS = 100;

export interface WantedWebhook {
  readonly name: string;
  readonly url: string;
  /** Keys or ids. */
  readonly projects: readonly string[];
  readonly types: readonly string[];
  readonly levels: readonly string[];
}

export interface WebhookMade {
  readonly id: string;
  readonly appended: Appended;
  /** Made here, told once; null where the caller gave it, and on a repeat. */
  readonly secret: string | null;
}

/** Sets a webhook up. `secret` null: one is made. `from`: the position of the first event, null for from now on. */
export class CreateWebhook extends Command<WebhookMade> {
  constructor(
    readonly meta: CommandMeta,
    readonly wanted: WantedWebhook,
    readonly secret: string | null,
    readonly from: number | null,
  ) {
    super();
  }
}

@CommandHandler(CreateWebhook)
export class CreateWebhookHandler implements ICommandHandler<CreateWebhook> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly store: EventStore,
    private readonly directory: WebhookDirectory,
    private readonly client: OutboundClient,
    private readonly vault: SecretVault,
  ) {}

  async execute({ meta, wanted, secret, from }: CreateWebhook): Promise<WebhookMade> {
    const { tenant } = meta;
    const id = opaqueId('whk');
    const projects = await projectRefs(this.store, tenant, wanted.projects);
    const { client, vault } = this;
    if ((await this.directory.all(tenant)).length >= MOST_WEBHOOKS)
      throw new Refusal('limit_reached', `there are ${MOST_WEBHOOKS} webhooks at most`);
    const target = await keptTarget({ client, vault }, tenant, id, wanted.url);
    const text = secret ?? makeSigningSecret();
    const secretId = await vault.put(tenant, id, text);
    const { name, types, levels } = wanted;
    const definition = { name, target, filter: { projects, types: [...types], levels: [...levels] } };
    try {
      const appended = await this.runner.run(meta, async (decision) => {
        await decision.load(webhookStream(id), webhookFold);
        decision.append(webhookStream(id), null, [
          createWebhook(definition, secretId, from === null ? null : from - 1),
        ]);
      });
      if (!appended.repeated) return { id, appended, secret: secret === null ? text : null };
      await this.forget(tenant, id, [secretId, target.url_secret]);
      return { id: appended.events[0]?.stream.id ?? id, appended, secret: null };
    } catch (error) {
      await this.forget(tenant, id, [secretId, target.url_secret]);
      throw error;
    }
  }

  private async forget(tenant: string, owner: string, ids: readonly string[]): Promise<void> {
    for (const id of ids) await this.vault.forget(tenant, owner, id);
  }
}

/** Ids and keys of projects that are given by either. Refuses (not_found) one that is not there. */
export async function projectRefs(
  store: EventStore,
  tenant: string,
  refs: readonly string[],
): Promise<{ id: string; key: string }[]> {
  const found = new Map<string, string>();
  for (const [index, ref] of refs.entries()) {
    try {
      found.set(await resolveProject(store, tenant, ref), ref);
    } catch (error) {
      if (error instanceof Refusal && error.code === 'not_found')
        throw new Refusal('not_found', error.message, `/projects/${index}`);
      throw error;
    }
  }
  return [...found].map(([id, key]) => ({ id, key }));
}
