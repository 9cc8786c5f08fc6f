import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { CommandMeta } from '../../../eventstore/command-runner.js';
import type { Appended } from '../../../eventstore/eventstore.js';
import { opaqueId } from '../../../eventstore/random.js';
import { Refusal } from '../../../eventstore/refusal.js';
import type { KnownConnection } from '../../../features/connections/connections.module.js';
import { ChangeConnection } from '../../../features/connections/commands/change-connection.js';
import { SecretVault } from '../../secrets/secret-vault.js';
import { Connections, MOST_CONNECTIONS } from '../connections.js';
import { JobStore } from '../jobs/job-store.js';
import type { NewConnectionBody } from './connection.dto.js';
import type { Described } from './connection-form.js';

/** Writes connections: a secret goes into the vault before the event that names it, and out of it after the next. */
@Injectable()
export class ConnectionWriter {
  constructor(
    private readonly commands: CommandBus,
    private readonly vault: SecretVault,
    private readonly connections: Connections,
    private readonly jobs: JobStore,
  ) {}

  /** Gives what was recorded and the connection's id. */
  async add(
    meta: CommandMeta,
    body: NewConnectionBody,
    described: Described,
  ): Promise<{ appended: Appended; id: string }> {
    const { tenant } = meta;
    if ((await this.connections.all(tenant)).length >= MOST_CONNECTIONS)
      throw new Refusal('limit_reached', `there are at most ${MOST_CONNECTIONS} connections`);
    const id = opaqueId('con');
    const secretId = await this.vault.put(tenant, id, body.secret);
    const inbound = body.inbound_secret;
    const inboundSecretId = inbound === undefined ? null : await this.vault.put(tenant, id, inbound);
    const { key, system } = body;
    const change = { do: 'add', key, system, ...described, secretId, inboundSecretId } as const;
    const isNew = await this.orForgotten(tenant, id, [secretId, inboundSecretId], () =>
      this.commands.execute(new ChangeConnection(meta, id, change, null)),
    );
    return { appended: isNew, id: isNew.events[0]?.stream.id ?? id };
  }

  async rotate(
    meta: CommandMeta,
    connection: KnownConnection,
    secret: { readonly which: 'api' | 'inbound'; readonly text: string; readonly keepsOld: boolean },
    ifMatch: number | null,
  ): Promise<Appended> {
    const { tenant } = meta;
    const { id } = connection;
    const before = secret.which === 'api' ? connection.secretId : connection.inboundSecretId;
    const old = secret.keepsOld && before !== null ? await this.vault.read(tenant, id, before) : null;
    const lines = [secret.text, ...(old?.reveal().split('\n').slice(0, 1) ?? [])];
    const secretId = secret.text === '' ? null : await this.vault.put(tenant, id, lines.join('\n'));
    const change = { do: 'rotate', which: secret.which, secretId } as const;
    const appended = await this.orForgotten(tenant, id, [secretId], () =>
      this.commands.execute(new ChangeConnection(meta, id, change, ifMatch)),
    );
    if (!appended.repeated && before !== null) await this.vault.forget(tenant, id, before);
    return appended;
  }

  async remove(
    meta: CommandMeta,
    connection: KnownConnection,
    reason: string,
    ifMatch: number | null,
  ): Promise<Appended> {
    const { id, secretId, inboundSecretId } = connection;
    const command = new ChangeConnection(meta, id, { do: 'remove', reason }, ifMatch);
    const appended = await this.commands.execute(command);
    await this.jobs.forget(meta.tenant, id);
    for (const secret of [secretId, inboundSecretId])
      if (secret !== null) await this.vault.forget(meta.tenant, id, secret);
    return appended;
  }

  /** What no event names in the end is not kept. */
  private async orForgotten(
    tenant: string,
    owner: string,
    secrets: readonly (string | null)[],
    work: () => Promise<Appended>,
  ): Promise<Appended> {
    const forget = async (): Promise<void> => {
      for (const id of secrets) if (id !== null) await this.vault.forget(tenant, owner, id);
    };
    try {
      const appended = await work();
      if (appended.repeated) await forget();
      return appended;
    } catch (error) {
      // What went wrong on the way to the log may stand in it all the same.
      if (error instanceof Refusal) await forget();
      throw error;
    }
  }
}
