import { Global, Module } from '@nestjs/common';
import { Readiness } from '../../http/health.controller.js';
import { ProjectionsController } from './http/projections.controller.js';
import { NodeReadiness } from './node-readiness.js';
import { Rebuilds } from './rebuilds.js';

/** What operators look at: projections, rebuilds, readiness of the node. */
@Global()
@Module({
  controllers: [ProjectionsController],
  providers: [Rebuilds, { provide: Readiness, useClass: NodeReadiness }],
  exports: [Readiness],
})
export class OperationsModule {}
