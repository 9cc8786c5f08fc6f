import { Global, Module } from '@nestjs/common';
import { CONFIG } from '../core.tokens.js';
import { FailedLogins } from './failed-logins.js';
import { Drain } from './drain.js';
import { HealthController } from './health.controller.js';

const MOST_FAILED = 300;

function failedLogins(config?: { readonly failedLoginsPerMinute: number }): FailedLogins {
  return new FailedLogins(config?.failedLoginsPerMinute ?? MOST_FAILED);
}

/** Health routes and the knowledge of the shutdown. Needs `Readiness` from a global module. */
@Global()
@Module({
  controllers: [HealthController],
  providers: [
    Drain,
    { provide: FailedLogins, useFactory: failedLogins, inject: [{ token: CONFIG, optional: true }] },
  ],
  exports: [Drain, FailedLogins],
})
export class HttpModule {}
