import { Injectable } from '@nestjs/common';
import { Refusal } from '../../eventstore/refusal.js';
import type { KnownConnection } from '../../features/connections/connections.module.js';
import type { FoundTicket } from '../../features/items/commands/change-tickets.js';
import { boundedRef, boundedSnapshot } from './bounded.js';
import { Connections } from './connections.js';
import { ConnectorFactory } from './connector-factory.js';
import { stateOf } from './mapping.js';
import { faultOf } from './jobs/backoff.js';

/** Finds what a person means by a connection and a ticket. */
@Injectable()
export class TicketFinder {
  constructor(
    private readonly connections: Connections,
    private readonly factory: ConnectorFactory,
  ) {}

  /** Refuses (invalid) one that is not there or rests. */
  async connection(tenant: string, ref: string): Promise<KnownConnection> {
    const found = await this.connections.one(tenant, ref);
    if (!found) throw new Refusal('invalid', `there is no connection "${ref}"`, '/connection');
    if (!found.rules.active) throw new Refusal('invalid', `the connection ${found.key} rests`, '/connection');
    return found;
  }

  /** Refuses (invalid) what names no ticket there, and what the other system has against showing it. */
  async find(
    tenant: string,
    connection: KnownConnection,
    text: string,
    ticketId: string,
  ): Promise<FoundTicket> {
    const connector = await this.factory.of(tenant, connection);
    const said = async () => {
      const located = await connector.locate(text);
      const ref = located && boundedRef(located);
      const read = ref && connector.capabilities.read ? await connector.read(ref.externalId) : null;
      return { ref, snapshot: read && boundedSnapshot(read) };
    };
    const { ref, snapshot } = await said().catch((error: unknown) => {
      throw new Refusal(
        'invalid',
        `${connection.key} shows no such ticket: ${faultOf(error, 1, 0, 0).error}`,
        '/ticket',
      );
    });
    if (!ref) throw new Refusal('invalid', `"${text}" names no ticket of ${connection.key}`, '/ticket');
    return {
      ticketId,
      connectionId: connection.id,
      system: connection.system,
      externalId: ref.externalId,
      externalKey: ref.key,
      url: ref.url,
      state: snapshot ? stateOf(connection.rules.states, snapshot) : 'open',
      status: snapshot?.status ?? 'open',
    };
  }
}
