import { Module } from '@nestjs/common';
import type { Config } from '../../config.js';
import { CONFIG, DEFAULT_TENANT } from '../../core.tokens.js';
import { Database } from '../../database/database.js';
import { EventStore } from '../../eventstore/eventstore.js';
import { ProjectionRegistry } from '../../eventstore/projections/projection-registry.js';
import { TenantLimiter } from '../../http/tenant-limiter.js';
import { AccessBootstrap, AccessModule } from '../access/access.module.js';
import { FailedLogins } from '../../http/failed-logins.js';
import { MetricSources, OperationsModule } from '../operations/operations.module.js';
import { BundledTemplates, TemplatesModule } from '../templates/templates.module.js';
import { AddTenantHandler } from './commands/add-tenant.js';
import { SetLimitsHandler } from './commands/set-limits.js';
import { TenantMaker } from './commands/tenant-maker.js';
import { TenantsController } from './http/tenants.controller.js';
import { MemoryTenantLimiter } from './limiter.js';
import { ListTenantsHandler } from './queries/list-tenants.js';
import { TenantUsage } from './usage.js';

/** Tenants of the installation: made by its owner, each with a log, keys and limits of its own. */
@Module({
  imports: [AccessModule, OperationsModule, TemplatesModule],
  controllers: [TenantsController],
  providers: [
    AddTenantHandler,
    SetLimitsHandler,
    ListTenantsHandler,
    {
      provide: TenantMaker,
      useFactory: (
        config: Config,
        store: EventStore,
        access: AccessBootstrap,
        templates: BundledTemplates,
      ): TenantMaker => ({
        make: async (tenant) => {
          await store.createTenant(tenant, `${config.logOrigin}/log/${tenant}`);
          await templates.publish(tenant);
        },
        adminKey: async (tenant) => await access.newAdminKey(tenant),
      }),
      inject: [CONFIG, EventStore, AccessBootstrap, BundledTemplates],
    },
    {
      provide: TenantLimiter,
      useFactory: (config: Config, store: EventStore, database: Database, registry: ProjectionRegistry) =>
        new MemoryTenantLimiter(new TenantUsage(DEFAULT_TENANT, store, database, registry), config.nodes),
      inject: [CONFIG, EventStore, Database, ProjectionRegistry],
    },
  ],
})
export class TenantsModule {
  constructor(sources: MetricSources, logins: FailedLogins) {
    sources.add(async () => [
      {
        name: 'clearance_unauthenticated_total',
        type: 'counter',
        help: 'Requests whose credential was refused; `turned_away` without a look, since too many came from there.',
        samples: [
          { labels: { answer: 'refused' }, value: logins.failed - logins.turnedAway },
          { labels: { answer: 'turned_away' }, value: logins.turnedAway },
        ],
      },
    ]);
  }
}
