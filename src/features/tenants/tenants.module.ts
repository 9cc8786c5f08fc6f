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
import { UsageController } from './http/usage.controller.js';
import { QuotaMetrics } from './quota-metrics.js';
import { MemoryTenantLimiter } from './limiter.js';
import { GetUsageHandler } from './queries/get-usage.js';
import { ListTenantsHandler } from './queries/list-tenants.js';
import { TenantUsage } from './usage.js';

/** Tenants of the installation: made by its owner, each with a log, keys and limits of its own. */
@Module({
  imports: [AccessModule, OperationsModule, TemplatesModule],
  controllers: [TenantsController, UsageController],
  providers: [
    AddTenantHandler,
    SetLimitsHandler,
    ListTenantsHandler,
    GetUsageHandler,
    QuotaMetrics,
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
      provide: TenantUsage,
      useFactory: (store: EventStore, database: Database, registry: ProjectionRegistry) =>
        new TenantUsage(DEFAULT_TENANT, store, database, registry),
      inject: [EventStore, Database, ProjectionRegistry],
    },
    {
      provide: MemoryTenantLimiter,
      useFactory: (config: Config, usage: TenantUsage) => new MemoryTenantLimiter(usage, config.nodes),
      inject: [CONFIG, TenantUsage],
    },
    { provide: TenantLimiter, useExisting: MemoryTenantLimiter },
  ],
})
export class TenantsModule {
  constructor(sources: MetricSources, logins: FailedLogins, quotas: QuotaMetrics) {
    sources.add(async () => await quotas.collect());
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
