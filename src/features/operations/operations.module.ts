import { Global, Module } from '@nestjs/common';
import { Readiness } from '../../http/health.controller.js';
import { DismissFailedEventHandler } from './commands/dismiss-failed-event.js';
import { FailedEvents } from './queries/failed-events.js';
import { FailedEventsController } from './http/failed-events.controller.js';
import { MetricsController } from './http/metrics.controller.js';
import { ProjectionsController } from './http/projections.controller.js';
import { ListProjectionsHandler } from './queries/list-projections.js';
import { Metrics, MetricSources } from './queries/metrics.js';
import { NodeReadiness } from './node-readiness.js';
import { RequestDurations } from './queries/request-durations.js';
import { Rebuilds } from './commands/rebuilds.js';
import { RebuildStates } from './queries/rebuild-states.js';

export type { Metric } from './queries/metrics-text.js';
export { MetricSources } from './queries/metrics.js';

/** What operators look at: projections, failed events, metrics, rebuilds, readiness of the node. */
@Global()
@Module({
  controllers: [ProjectionsController, FailedEventsController, MetricsController],
  providers: [
    Rebuilds,
    RebuildStates,
    FailedEvents,
    Metrics,
    MetricSources,
    RequestDurations,
    DismissFailedEventHandler,
    ListProjectionsHandler,
    { provide: Readiness, useClass: NodeReadiness },
  ],
  exports: [Readiness, MetricSources],
})
export class OperationsModule {}
