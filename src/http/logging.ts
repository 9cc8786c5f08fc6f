import type { DynamicModule, LoggerService } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { LoggerModule } from 'nestjs-pino';
import { type DestinationStream, type LevelWithSilent, type Logger, pino } from 'pino';
import type { Drain } from './drain.js';
import type { AnswerListener } from './request-hooks.js';
import { currentRequest, stateOf } from './request-state.js';

/** An API key anywhere in a line. Wider than the keys are, so that no odd one gets through. */
const API_KEY = /clr_[A-Za-z0-9_.~+/=-]{8,}/g;
const QUIET = new Set([
  '/healthz',
  '/readyz',
  '/metrics',
  '/debug/healthz',
  '/debug/ready',
  '/debug/metrics',
]);
const REDACTED = ['authorization', 'cookie', 'set-cookie', 'idempotency-key'].flatMap((header) => [
  `headers["${header}"]`,
  `*.headers["${header}"]`,
]);

/** Takes API keys out of a log line. */
export function withoutKeys(line: string): string {
  return line.includes('clr_') ? line.replaceAll(API_KEY, 'clr_[redacted]') : line;
}

/**
 * The log: one JSON object a line, with `request_id` and `actor_id` wherever code runs for a request.
 * No line carries an API key, and none a credential header, should somebody log headers.
 */
export function createLogger(level: LevelWithSilent, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    messageKey: 'message',
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: REDACTED, censor: '[redacted]' },
    hooks: { streamWrite: withoutKeys },
    mixin: requestFields,
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

function requestFields(): Record<string, string> {
  const state = currentRequest.getStore();
  if (state === undefined) return {};
  const { requestId, principal } = state;
  return { request_id: requestId, ...(principal && { actor_id: principal.actor.id }) };
}

/** Nest's logger on top of pino; its middleware is left out, since the log knows the request already. */
export function loggingModule(logger: Logger): DynamicModule {
  return LoggerModule.forRoot({ pinoHttp: { logger, autoLogging: false }, forRoutes: [] });
}

// Who says at each start which modules and routes there are: hundreds of lines before the one that matters.
const STARTING = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
]);

/** Nest's logger, with what it tells of modules and routes at the start at the level `debug`. */
export function quietAtStart(logger: LoggerService): LoggerService {
  return {
    log: (message: unknown, ...rest: unknown[]) => {
      if (STARTING.has(String(rest.at(-1)))) logger.debug?.(message, ...rest);
      else logger.log(message, ...rest);
    },
    error: (message: unknown, ...rest: unknown[]) => logger.error(message, ...rest),
    warn: (message: unknown, ...rest: unknown[]) => logger.warn(message, ...rest),
    debug: (message: unknown, ...rest: unknown[]) => logger.debug?.(message, ...rest),
    verbose: (message: unknown, ...rest: unknown[]) => logger.verbose?.(message, ...rest),
    fatal: (message: unknown, ...rest: unknown[]) => logger.fatal?.(message, ...rest),
  };
}

/** Writes one line for every answer, with its status where one was sent, but for health and metrics while they are well. */
export function answerLog(logger: Logger, drain: Drain): AnswerListener {
  return (request, reply, milliseconds) => {
    const status = reply.raw.headersSent ? reply.statusCode : undefined;
    const path = request.url.split('?', 1)[0] as string;
    if (QUIET.has(path)) return;
    const { requestId, correlationId, principal } = stateOf(request);
    const fields = {
      request_id: requestId,
      correlation_id: correlationId,
      actor_id: principal?.actor.id,
      tenant: principal?.tenant,
      method: request.method,
      path,
      route: request.routeOptions.url,
      status,
      duration_ms: Math.round(milliseconds * 1000) / 1000,
    };
    if (!reply.raw.writableFinished) logger.warn(fields, breakOf(request, drain));
    else if (reply.statusCode >= 500) logger.error(fields, 'answered');
    else logger.info(fields, 'answered');
  };
}

/** Why an answer was not written to its end. */
function breakOf(request: FastifyRequest, drain: Drain): string {
  if (drain.isCuttingOff) return 'cut off, since the server went down before its answer was written';
  if (!request.raw.complete) return 'broken off before the request was there';
  return 'the client went before its answer was written';
}
