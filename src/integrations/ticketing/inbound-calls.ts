import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { EventStore } from '../../eventstore/eventstore.js';
import type { KnownConnection } from '../../features/connections/connections.module.js';
import { CONNECTION_PREFIX } from '../../features/connections/connection.events.js';
import { boundedRef, boundedSnapshot } from './bounded.js';
import { Connections } from './connections.js';
import { ConnectorFactory } from './connector-factory.js';
import { TicketingFailed } from './connector-errors.js';
import type { InboundCall, InboundTicket } from './inbound.js';
import { unverified } from './signatures.js';
import { CallStore } from './jobs/call-store.js';
import { TicketingWorker } from './jobs/worker.js';

const KEPT = 10_000;
/** Bytes that a delivery is known by. */
const LONGEST_DELIVERY = 256;

/** How calls have ended, for metrics. */
export type CallOutcome = 'accepted' | 'repeated' | 'refused';

/**
 * Takes calls of ticket systems: verified first, then kept as jobs before they are answered. Those of a connection that
 * rests are kept as well, and looked at when it goes on.
 */
@Injectable()
export class InboundCalls {
  readonly outcomes: Record<CallOutcome, number> = { accepted: 0, repeated: 0, refused: 0 };
  private readonly tenants = new LRUCache<string, string>({ max: KEPT });

  constructor(
    private readonly store: EventStore,
    private readonly connections: Connections,
    private readonly factory: ConnectorFactory,
    private readonly kept: CallStore,
    private readonly worker: TicketingWorker,
  ) {}

  /** Gives how many tickets are looked at. Throws TicketingFailed (unverified, unsupported, malformed) and TooManyCalls. */
  async take(id: string, call: InboundCall): Promise<number> {
    try {
      const { tenant, connection } = await this.find(id);
      const connector = await this.factory.of(tenant, connection).catch(refuseUnready);
      const { deliveryId, tickets } = await connector.receive(call);
      const jobs = tickets.map((ticket) => ({ kind: 'observe', ...bounded(ticket) }) as const);
      const delivery = deliveryId === null ? null : deliveryName(deliveryId);
      const isNew = await this.kept.take(tenant, connection.id, delivery, jobs);
      this.outcomes[isNew ? 'accepted' : 'repeated'] += 1;
      if (isNew) this.worker.wake();
      return isNew ? tickets.length : 0;
    } catch (error) {
      this.outcomes.refused += 1;
      throw error;
    }
  }

  // The id alone says which tenant it is: keys are told apart within one.
  private async find(id: string): Promise<{ tenant: string; connection: KnownConnection }> {
    if (!id.startsWith(CONNECTION_PREFIX)) throw unverified('there is no such connection');
    const kept = this.tenants.get(id);
    for (const tenant of kept === undefined ? await this.store.tenants() : [kept]) {
      const connection = await this.connections.one(tenant, id);
      if (!connection) continue;
      this.tenants.set(id, tenant);
      if (connection.inboundSecretId === null) throw unverified('the connection takes no calls');
      return { tenant, connection };
    }
    throw unverified('there is no such connection');
  }
}

/** A connection whose secret or place is not there proves nothing; who asks is not told why. */
function refuseUnready(error: unknown): never {
  throw error instanceof TicketingFailed ? unverified(error.message) : error;
}

/** What is kept of a call is short, whatever it says. Throws TicketingFailed (rejected) for an id that is none. */
function bounded({ externalId, snapshot }: InboundTicket): InboundTicket {
  boundedRef({ externalId, key: '', url: '' });
  return { externalId, snapshot: snapshot && boundedSnapshot(snapshot) };
}

/** Cutting one short would make two of one: a long one goes by its hash. */
function deliveryName(id: string): string {
  return Buffer.byteLength(id) <= LONGEST_DELIVERY ? id : createHash('sha256').update(id).digest('hex');
}
