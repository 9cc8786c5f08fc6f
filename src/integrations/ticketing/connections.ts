import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type KnownConnection, ListConnections } from '../../features/connections/connections.module.js';

/** Connections that a tenant may have. */
export const MOST_CONNECTIONS = 200;

/** The connections of a tenant, for those who work for them. */
@Injectable()
export class Connections {
  constructor(private readonly queries: QueryBus) {}

  /** All that stand, as of now. */
  async all(tenant: string): Promise<KnownConnection[]> {
    const query = new ListConnections(tenant, -1, MOST_CONNECTIONS, 'current');
    return (await this.queries.execute(query)).value;
  }

  /** One by id or key; null where there is none. */
  async one(tenant: string, ref: string): Promise<KnownConnection | null> {
    const query = new ListConnections(tenant, -1, 1, 'current', ref);
    return (await this.queries.execute(query)).value[0] ?? null;
  }
}
