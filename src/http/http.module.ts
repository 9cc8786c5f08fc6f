import { Global, Module } from '@nestjs/common';
import { Drain } from './drain.js';
import { HealthController } from './health.controller.js';

/** Health routes and the knowledge of the shutdown. Needs `Readiness` from a global module. */
@Global()
@Module({ controllers: [HealthController], providers: [Drain], exports: [Drain] })
export class HttpModule {}
