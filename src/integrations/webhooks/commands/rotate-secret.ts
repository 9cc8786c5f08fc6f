import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import type { Appended } from '../../../eventstore/eventstore.js';
import { SecretVault } from '../../secrets/secret-vault.js';
import { makeSigningSecret } from '../delivery/signature.js';
import { existing, rotateSecret, webhookFold, type WebhookState } from '../webhook.js';
import { webhookStream } from '../webhook.events.js';

const HOUR_MS = 3_600_000;

export interface SecretRotated {
  readonly appended: Appended;
  /** Made here, told once; null where the caller gave it, and on a repeat. */
  readonly secret: string | null;
}

/** A new secret signs beside the old ones for `overlapHours`. `secret` null: one is made. */
export class RotateSecret extends Command<SecretRotated> {
  constructor(
    readonly meta: CommandMeta,
    readonly id: string,
    readonly secret: string | null,
    readonly overlapHours: number,
  ) {
    super();
  }
}

@CommandHandler(RotateSecret)
export class RotateSecretHandler implements ICommandHandler<RotateSecret> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly vault: SecretVault,
  ) {}

  async execute({ meta, id, secret, overlapHours }: RotateSecret): Promise<SecretRotated> {
    const { tenant } = meta;
    const text = secret ?? makeSigningSecret();
    const secretId = await this.vault.put(tenant, id, text);
    let before: WebhookState | null = null;
    try {
      const appended = await this.runner.run(meta, async (decision) => {
        const { state } = await decision.load(webhookStream(id), webhookFold);
        before = existing(state, id);
        const now = new Date();
        const ends = new Date(now.getTime() + overlapHours * HOUR_MS);
        decision.append(webhookStream(id), null, [
          rotateSecret(before, secretId, now.toISOString(), ends.toISOString()),
        ]);
      });
      if (appended.repeated) await this.vault.forget(tenant, id, secretId);
      else if (before) await this.forgetRetired(tenant, id, before, appended);
      return { appended, secret: secret === null && !appended.repeated ? text : null };
    } catch (error) {
      await this.vault.forget(tenant, id, secretId);
      throw error;
    }
  }

  private async forgetRetired(
    tenant: string,
    id: string,
    before: WebhookState,
    { events }: Appended,
  ): Promise<void> {
    const after = events.reduce<WebhookState | null>(webhookFold.evolve, before);
    const kept = new Set(after?.secrets.map((secret) => secret.id));
    for (const secret of before.secrets)
      if (!kept.has(secret.id)) await this.vault.forget(tenant, id, secret.id);
  }
}
