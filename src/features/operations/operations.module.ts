import { Global, Module } from '@nestjs/common';
import { Readiness } from '../../http/health.controller.js';
import { DismissFailedEventHandler } from './commands/dismiss-failed-event.js';
import { FailedEvents } from './queries/failed-events.js';
import { FailedEventsController } from './http/failed-events.controller.js';
import { MetricsController } from './http/metrics.controller.js';
import { ProjectionsController } from './http/projections.controller.js';
import { Metrics } from './queries/metrics.js';
import { NodeReadiness } from './node-readiness.js';
import { RequestDurations } from './queries/request-durations.js';
import { Rebuilds } from './rebuilds.js';

/** What operators look at: projections, failed events, metrics, rebuilds, readiness of the node. */
@Global()
@Module({
  controllers: [ProjectionsController, FailedEventsController, MetricsController],
  providers: [
    Rebuilds,
    FailedEvents,
    Metrics,
    RequestDurations,
    DismissFailedEventHandler,
    { provide: Readiness, useClass: NodeReadiness },
  ],
  exports: [Readiness],
})
export class OperationsModule {}
