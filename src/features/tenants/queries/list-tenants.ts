import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { EventStore } from '../../../eventstore/eventstore.js';
import type { Limits } from '../limits.rules.js';
import { tenantStream } from '../tenant.events.js';
import { noSuchTenant, tenantFold } from '../tenant.js';

export interface TenantView {
  key: string;
  limits: Limits;
  sequence: number;
}

/** The tenants of the installation by name, or the one of this name (refuses not_found one that is not there). */
export class ListTenants extends Query<TenantView[]> {
  constructor(
    readonly installation: string,
    readonly tenant: string | null,
  ) {
    super();
  }
}

@QueryHandler(ListTenants)
export class ListTenantsHandler implements IQueryHandler<ListTenants> {
  constructor(private readonly store: EventStore) {}

  async execute({ installation, tenant }: ListTenants): Promise<TenantView[]> {
    const all = await this.store.tenants();
    if (tenant !== null && !all.includes(tenant)) throw noSuchTenant(tenant);
    const asked = tenant === null ? all : [tenant];
    const streams = await this.store.readStreams(installation, asked.map(tenantStream));
    return asked.map((key, index) => {
      const events = streams[index] ?? [];
      const { limits } = events.reduce(tenantFold.evolve, tenantFold.initial);
      return { key, limits, sequence: events.at(-1)?.sequence ?? 0 };
    });
  }
}
