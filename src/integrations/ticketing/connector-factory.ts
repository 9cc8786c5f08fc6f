import { Injectable } from '@nestjs/common';
import type { KnownConnection } from '../../features/connections/connections.module.js';
import { OutboundClient } from '../outbound/outbound-client.js';
import { SecretVault } from '../secrets/secret-vault.js';
import type { ConnectorSettings, TicketConnector } from './connector.js';
import { TicketingFailed } from './connector-errors.js';
import { GenericConnector } from './generic/generic-connector.js';
import type { GenericDefinition } from './generic/generic-definition.js';
import { GithubConnector } from './github/github-connector.js';
import { JiraConnector } from './jira/jira-connector.js';
import { CLOUD, DATA_CENTER } from './jira/jira-flavour.js';
import { RedmineConnector } from './redmine/redmine-connector.js';
import { RtConnector } from './rt/rt-connector.js';
import { MaskedSender } from './masked-sender.js';
import type { HttpSender } from './ticket-http.js';

/** Makes the connector of a connection, and keeps it while neither the connection nor its secrets change. */
@Injectable()
export class ConnectorFactory {
  private readonly kept = new Map<
    string,
    { readonly sequence: number; readonly connector: TicketConnector }
  >();

  constructor(
    private readonly vault: SecretVault,
    private readonly client: OutboundClient,
  ) {}

  /** Throws TicketingFailed where what it needs was erased or forgotten. */
  async of(tenant: string, connection: KnownConnection): Promise<TicketConnector> {
    const { id, place, system, sequence, rules } = connection;
    const key = `${tenant}/${id}`;
    const kept = this.kept.get(key);
    if (kept?.sequence === sequence) return kept.connector;
    if (!place) throw new TicketingFailed('rejected', 'where this connection goes was erased; set it anew');
    const secret = await this.vault.read(tenant, id, connection.secretId);
    if (!secret)
      throw new TicketingFailed('unauthorized', 'the secret of this connection is gone; set it anew');
    const inbound =
      connection.inboundSecretId === null
        ? null
        : await this.vault.read(tenant, id, connection.inboundSecretId);
    const { base_url, target, definition } = place;
    const settings: ConnectorSettings = {
      baseUrl: base_url,
      target,
      secret: secret.reveal(),
      inboundSecrets: inbound ? inbound.reveal().split('\n') : [],
      statusFor: rules.status_for,
    };
    const sender = new MaskedSender(this.client, settings.secret);
    const connector = connectorOf(system, settings, sender, definition);
    this.kept.set(key, { sequence, connector });
    return connector;
  }
}

/** The connector of a system. */
function connectorOf(
  system: KnownConnection['system'],
  settings: ConnectorSettings,
  sender: HttpSender,
  definition: unknown,
): TicketConnector {
  switch (system) {
    case 'redmine':
      return new RedmineConnector(settings, sender);
    case 'rt':
      return new RtConnector(settings, sender);
    case 'github':
      return new GithubConnector(settings, sender);
    case 'jira-cloud':
      return new JiraConnector(settings, sender, CLOUD);
    case 'jira-data-center':
      return new JiraConnector(settings, sender, DATA_CENTER);
    case 'generic':
      return new GenericConnector(settings, sender, definition as GenericDefinition);
  }
}
