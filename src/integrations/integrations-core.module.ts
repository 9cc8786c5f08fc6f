import {
  Global,
  Logger,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { Config } from '../config.js';
import { CONFIG } from '../core.tokens.js';
import { EventStore } from '../eventstore/eventstore.js';
import { IntegrationsDatabase } from './integrations-database.js';
import { OutboundClient } from './outbound/outbound-client.js';
import { SecretKeys } from './secrets/secret-keys.js';
import { SecretVault } from './secrets/secret-vault.js';

/** Brings secrets under the newest key at the start, and closes the connections that go out at the end. */
class IntegrationsLifecycle implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('Integrations');

  constructor(
    private readonly store: EventStore,
    private readonly vault: SecretVault,
    private readonly client: OutboundClient,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    for (const tenant of await this.store.tenants()) {
      const { done, unreadable } = await this.vault.reencrypt(tenant);
      if (done > 0) this.log.log({ tenant, secrets: done }, 'secrets are under the newest key now');
      if (unreadable.length > 0)
        this.log.error(
          { tenant, secrets: unreadable },
          'the key of these secrets is not here: they cannot be used',
        );
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.client.close();
  }
}

/** What webhooks and ticketing connections stand on: the guarded client, the vault, connections to the database. */
@Global()
@Module({
  providers: [
    IntegrationsDatabase,
    {
      provide: OutboundClient,
      useFactory: (config: Config) => new OutboundClient({ allow: config.outboundAllow }),
      inject: [CONFIG],
    },
    { provide: SecretKeys, useFactory: (config: Config) => new SecretKeys(config), inject: [CONFIG] },
    {
      provide: SecretVault,
      useFactory: ({ sql }: IntegrationsDatabase, keys: SecretKeys) => new SecretVault(sql, keys),
      inject: [IntegrationsDatabase, SecretKeys],
    },
    {
      provide: IntegrationsLifecycle,
      useFactory: (store: EventStore, vault: SecretVault, client: OutboundClient) =>
        new IntegrationsLifecycle(store, vault, client),
      inject: [EventStore, SecretVault, OutboundClient],
    },
  ],
  exports: [IntegrationsDatabase, OutboundClient, SecretKeys, SecretVault],
})
export class IntegrationsCoreModule {}
