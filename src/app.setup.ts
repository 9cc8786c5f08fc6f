import { ModulesContainer } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger as NestPinoLogger } from 'nestjs-pino';
import type { Logger } from 'pino';
import { AllowedMethods } from './http/allowed-methods.js';
import { AuthGuard } from './http/auth.guard.js';
import { addBodyLimits, useBodyParsers } from './http/body-parsers.js';
import { Callers } from './http/callers.js';
import { Drain } from './http/drain.js';
import { IdempotencyGuard, RequestsInFlight } from './http/idempotency.js';
import { KnownQueryGuard } from './http/known-query.guard.js';
import { answerLog, quietAtStart } from './http/logging.js';
import { serveOpenApi } from './http/openapi.js';
import { Authenticator, DenialRecorder, ProjectIds } from './http/principal.js';
import { AuditedReads, ReadRecorder } from './http/audited-reads.js';
import { FailedLogins } from './http/failed-logins.js';
import { TenantLimiter } from './http/tenant-limiter.js';
import { ProblemFilter } from './http/problem.filter.js';
import { addRequestHooks } from './http/request-hooks.js';
import { allowOrigins } from './http/security-headers.js';
import { RequestValidation } from './http/validation.js';

export { fastifyOptions } from './http/server-options.js';

export interface AppOptions {
  /** Version of the API's description. */
  readonly version: string;
  /** Gets a line for every answer; the module of `loggingModule(logger)` is imported then. Without it nothing is logged. */
  readonly logger?: Logger;
  /** Origins whose scripts may read answers, such as `https://board.example.org`; none by default. */
  readonly corsOrigins?: readonly string[];
}

/**
 * Gives the application its HTTP manners: errors, bodies, validation, authentication, idempotency, logging, OpenAPI.
 * Called once, before `init` or `listen`, by main and by tests alike. The application has `HttpModule` and a provider
 * of `Authenticator`; one of `DenialRecorder` is used where there is one.
 */
export function configureApp(app: NestFastifyApplication, options: AppOptions): NestFastifyApplication {
  const { logger } = options;
  if (logger !== undefined) app.useLogger(quietAtStart(app.get(NestPinoLogger, { strict: false })));

  const instance = app.getHttpAdapter().getInstance();
  const problems = new ProblemFilter(new AllowedMethods(instance));
  problems.coverRoutes(instance);
  addBodyLimits(instance);
  const drain = app.get(Drain, { strict: false });
  addRequestHooks(instance, drain, logger === undefined ? null : answerLog(logger, drain));
  allowOrigins(app, options.corsOrigins ?? []);
  const callers = new Callers(
    app.get(Authenticator, { strict: false }),
    app.get(FailedLogins, { strict: false }),
  );
  callers.askBeforeBodies(instance);
  useBodyParsers(app);

  const denials = findProvider(app, DenialRecorder);
  app.useGlobalGuards(
    new AuthGuard(callers, denials, findProvider(app, ProjectIds), findProvider(app, TenantLimiter)),
    new KnownQueryGuard(),
    new IdempotencyGuard(new RequestsInFlight()),
  );
  const reads = findProvider(app, ReadRecorder);
  if (reads !== null) app.useGlobalInterceptors(new AuditedReads(reads));
  app.useGlobalPipes(new RequestValidation());
  app.useGlobalFilters(problems);

  serveOpenApi(app, options);
  return app;
}

/** A provider that need not be there. `app.get` would end the process where it is not. */
function findProvider<T>(app: NestFastifyApplication, token: abstract new () => T): T | null {
  for (const module of app.get(ModulesContainer).values()) {
    const provider = module.providers.get(token);
    if (provider !== undefined) return provider.instance as T;
  }
  return null;
}
