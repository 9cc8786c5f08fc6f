import { type DynamicModule, Global, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { Logger } from 'pino';
import type { Config } from './config.js';
import { CoreModule } from './core.module.js';
import type { Database } from './database/database.js';
import { AccessModule } from './features/access/access.module.js';
import { AuditModule } from './features/audit/audit.module.js';
import { ChecklistsModule } from './features/checklists/checklists.module.js';
import { ConditionsModule } from './features/conditions/conditions.module.js';
import { ConnectionsModule } from './features/connections/connections.module.js';
import { GatesModule } from './features/gates/gates.module.js';
import { ItemsModule } from './features/items/items.module.js';
import { LogModule } from './features/log/log.module.js';
import { OperationsModule } from './features/operations/operations.module.js';
import { PrivacyModule } from './features/privacy/privacy.module.js';
import { PoliciesModule } from './features/policies/policies.module.js';
import { ProjectsModule } from './features/projects/projects.module.js';
import { ReadinessModule } from './features/readiness/readiness.module.js';
import { ChecklistParser } from './features/templates/parsing/parse-in-worker.js';
import { TenantsModule } from './features/tenants/tenants.module.js';
import { TemplatesModule } from './features/templates/templates.module.js';
import { HousekeepingModule } from './housekeeping.module.js';
import { HttpModule } from './http/http.module.js';
import { loggingModule } from './http/logging.js';
import { IntegrationsCoreModule } from './integrations/integrations-core.module.js';
import { TicketingModule } from './integrations/ticketing/ticketing.module.js';
import { WebhooksModule } from './integrations/webhooks/webhooks.module.js';

export interface AppParts {
  readonly config: Config;
  readonly database: Database;
  readonly parser: ChecklistParser;
  /** Without it nothing is logged: tests. */
  readonly logger?: Logger;
}

@Global()
@Module({})
class ParserModule {
  static forRoot(parser: ChecklistParser): DynamicModule {
    const provider = { provide: ChecklistParser, useValue: parser };
    return { module: ParserModule, providers: [provider], exports: [provider] };
  }
}

/** The whole application, from parts that the caller has made: the same for the service and for tests. */
@Module({})
export class AppModule {
  static forRoot({ config, database, parser, logger }: AppParts): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ...(logger ? [loggingModule(logger)] : []),
        CqrsModule.forRoot(),
        CoreModule.forRoot(config, database),
        ParserModule.forRoot(parser),
        HttpModule,
        HousekeepingModule,
        OperationsModule,
        AccessModule,
        TemplatesModule,
        TenantsModule,
        PoliciesModule,
        ProjectsModule,
        ChecklistsModule,
        ConditionsModule,
        ConnectionsModule,
        ItemsModule,
        GatesModule,
        ReadinessModule,
        AuditModule,
        LogModule,
        PrivacyModule,
        IntegrationsCoreModule,
        TicketingModule,
        WebhooksModule,
      ],
    };
  }
}
