import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { EventStore } from '../../eventstore/eventstore.js';
import type { KnownConnection } from '../../features/connections/connections.module.js';
import { CONNECTION_PREFIX } from '../../features/connections/connection.events.js';
import { Connections } from './connections.js';
import { ConnectorFactory } from './connector-factory.js';
import type { InboundCall } from './inbound.js';
import { unverified } from './signatures.js';
import { JobStore } from './jobs/job-store.js';
import { TicketingWorker } from './jobs/worker.js';

const KEPT = 10_000;

/** How calls have ended, for metrics. */
export type CallOutcome = 'accepted' | 'repeated' | 'refused';

/** Takes calls of ticket systems: verified first, then kept as jobs before they are answered. */
@Injectable()
export class InboundCalls {
  readonly outcomes: Record<CallOutcome, number> = { accepted: 0, repeated: 0, refused: 0 };
  private readonly tenants = new LRUCache<string, string>({ max: KEPT });

  constructor(
    private readonly store: EventStore,
    private readonly connections: Connections,
    private readonly factory: ConnectorFactory,
    private readonly jobs: JobStore,
    private readonly worker: TicketingWorker,
  ) {}

  /** Gives how many tickets are looked at. Throws TicketingFailed (unverified, unsupported, malformed). */
  async take(id: string, call: InboundCall): Promise<number> {
    try {
      const { tenant, connection } = await this.find(id);
      const connector = await this.factory.of(tenant, connection);
      const { deliveryId, tickets } = await connector.receive(call);
      const jobs = tickets.map((ticket) => ({ kind: 'observe', ...ticket }) as const);
      const delivery = deliveryId?.slice(0, 256) ?? null;
      const isNew = await this.jobs.takeDelivery(tenant, connection.id, delivery, jobs);
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
      if (!connection.rules.active || connection.inboundSecretId === null)
        throw unverified('the connection takes no calls');
      return { tenant, connection };
    }
    throw unverified('there is no such connection');
  }
}
