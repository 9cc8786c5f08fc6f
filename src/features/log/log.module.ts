import { Logger, Module, type OnModuleInit } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import type { Config } from '../../config.js';
import { CONFIG } from '../../core.tokens.js';
import { Database } from '../../database/database.js';
import { CommandRunner } from '../../eventstore/command-runner.js';
import { EventStore } from '../../eventstore/eventstore.js';
import { MetricSources } from '../operations/operations.module.js';
import { LogAdminController } from './http/log-admin.controller.js';
import { LogController } from './http/log.controller.js';
import { UnsealedWritesInterceptor } from './http/unsealed-writes.interceptor.js';
import { ExportLogHandler } from './commands/export-log.js';
import { BeginEpochHandler } from './commands/begin-epoch.js';
import { LogEpochs } from './log-epochs.js';
import { LogExports } from './log-exports.js';
import { LogKeeper } from './log-keeper.js';
import { LogLifecycle } from './log-lifecycle.js';
import { GetCheckpointHandler } from './queries/get-checkpoint.js';
import { GetConsistencyHandler } from './queries/get-consistency.js';
import { GetLogKeysHandler } from './queries/get-log-keys.js';
import { GetProofHandler } from './queries/get-proof.js';
import { GetTileHandler } from './queries/get-tile.js';
import { LogMetrics } from './queries/log-metrics.js';
import { GetLogStateHandler } from './queries/log-state.js';
import { LogTrees } from './queries/log-trees.js';
import { LatestCheckpoint } from './latest-checkpoint.js';

export { LatestCheckpoint } from './latest-checkpoint.js';
export { LogLifecycle } from './log-lifecycle.js';

/** The log that auditors can check: sealing, proofs, tiles. */
@Module({
  exports: [LatestCheckpoint],
  controllers: [LogController, LogAdminController],
  providers: [
    LogExports,
    LogEpochs,
    BeginEpochHandler,
    ExportLogHandler,
    LogTrees,
    LatestCheckpoint,
    LogMetrics,
    GetLogStateHandler,
    GetCheckpointHandler,
    GetConsistencyHandler,
    GetLogKeysHandler,
    GetProofHandler,
    GetTileHandler,
    {
      provide: APP_INTERCEPTOR,
      useFactory: (trees: LogTrees, config: Config) =>
        new UnsealedWritesInterceptor(trees, config.refuseUnsealedSeconds),
      inject: [LogTrees, CONFIG],
    },
    {
      provide: LogLifecycle,
      useFactory: (config: Config, database: Database, store: EventStore, runner: CommandRunner) => {
        if (config.sealer === 'apart') return new LogLifecycle(null);
        const log = new Logger('Log');
        return new LogLifecycle(
          new LogKeeper({
            config,
            database,
            store,
            runner,
            mode: 'inside',
            log: {
              error: (details, message) => log.error(details, message),
              warn: (details, message) => log.warn(details, message),
              info: (details, message) => log.log(details, message),
            },
          }),
        );
      },
      inject: [CONFIG, Database, EventStore, CommandRunner],
    },
  ],
})
export class LogModule implements OnModuleInit {
  constructor(
    private readonly sources: MetricSources,
    private readonly metrics: LogMetrics,
  ) {}

  onModuleInit(): void {
    this.sources.add(() => this.metrics.collect());
  }
}
