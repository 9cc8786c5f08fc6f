import {
  type DynamicModule,
  Global,
  Logger,
  Module,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import type { Config } from './config.js';
import { CONFIG } from './core.tokens.js';
import { Database } from './database/database.js';
import { CommandRunner } from './eventstore/command-runner.js';
import { EventStore } from './eventstore/eventstore.js';
import { PostgresEventStore } from './eventstore/postgres-eventstore.js';
import { KeptStates } from './eventstore/projections/kept-states.js';
import { ProjectionReader } from './eventstore/projections/projection-reader.js';
import { ProjectionRegistry } from './eventstore/projections/projection-registry.js';
import { TimeTravel } from './eventstore/projections/time-travel.js';
import { KeptAnswers } from './http/kept-answers.js';
import { RequestCommandRunner } from './http/request-command-runner.js';

/** Follows the log while the application runs; features have registered their projections by then. */
class ProjectionLifecycle implements OnModuleInit, OnApplicationShutdown {
  constructor(private readonly registry: ProjectionRegistry) {}

  async onModuleInit(): Promise<void> {
    await this.registry.prepare();
    await this.registry.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.registry.stop();
  }
}

/** What every feature stands on: the store, the command runner, the projections. */
@Global()
@Module({})
export class CoreModule {
  static forRoot(config: Config, database: Database): DynamicModule {
    const log = new Logger('Projections');
    return {
      module: CoreModule,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: Database, useValue: database },
        { provide: EventStore, useFactory: () => new PostgresEventStore(database.append, database.read) },
        {
          provide: CommandRunner,
          useFactory: (store: EventStore) => new RequestCommandRunner(store),
          inject: [EventStore],
        },
        KeptAnswers,
        {
          provide: TimeTravel,
          useFactory: (store: EventStore) =>
            new TimeTravel(store, new KeptStates(database.project), (error) =>
              log.warn({ err: error }, 'the state of a project could not be kept'),
            ),
          inject: [EventStore],
        },
        { provide: ProjectionReader, useFactory: () => new ProjectionReader(database.read) },
        {
          provide: ProjectionRegistry,
          useFactory: (store: EventStore) =>
            new ProjectionRegistry(
              database.project,
              store,
              (projection, error) => log.error({ projection, err: error }, 'a projection could not go on'),
              config.projections,
            ),
          inject: [EventStore],
        },
        {
          provide: ProjectionLifecycle,
          useFactory: (registry: ProjectionRegistry) => new ProjectionLifecycle(registry),
          inject: [ProjectionRegistry],
        },
      ],
      exports: [
        CONFIG,
        Database,
        EventStore,
        CommandRunner,
        KeptAnswers,
        ProjectionReader,
        ProjectionRegistry,
        TimeTravel,
      ],
    };
  }
}
