import { Global, Module } from '@nestjs/common';
import { Readiness } from '../../http/health.controller.js';
import { DismissFailedEventHandler } from './commands/dismiss-failed-event.js';
import { FailedEvents } from './failed-events.js';
import { FailedEventsController } from './http/failed-events.controller.js';
import { ProjectionsController } from './http/projections.controller.js';
import { NodeReadiness } from './node-readiness.js';
import { Rebuilds } from './rebuilds.js';

/** What operators look at: projections, failed events, rebuilds, readiness of the node. */
@Global()
@Module({
  controllers: [ProjectionsController, FailedEventsController],
  providers: [
    Rebuilds,
    FailedEvents,
    DismissFailedEventHandler,
    { provide: Readiness, useClass: NodeReadiness },
  ],
  exports: [Readiness],
})
export class OperationsModule {}
