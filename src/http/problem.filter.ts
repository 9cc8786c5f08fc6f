import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AllowedMethods } from './allowed-methods.js';
import { problemOf } from './problem-of.js';
import { HttpProblem } from './problem.js';
import { standardHeaders } from './request-hooks.js';
import { stateOf } from './request-state.js';

/** Answers every error, of a route or of the framework, as `application/problem+json` (RFC 9457). */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  constructor(private readonly allowed: AllowedMethods) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  /**
   * Answers errors outside of controllers as well. Nest sets its error handler after the routes that were registered
   * before `init` (/docs, /metrics) have taken the one of Fastify, which tells the caller the message of any error.
   * Called before any route is registered.
   */
  coverRoutes(instance: FastifyInstance): void {
    instance.addHook('onRoute', (route) => {
      route.errorHandler ??= (error, request, reply) => this.answer(error, request, reply);
    });
  }

  private answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    // Its connection was broken off: nobody is there to be told, and no other part of the service is at fault.
    if (error === request.raw.errored) {
      reply.hijack();
      reply.raw.destroy();
      return;
    }
    const problem = request.is404
      ? this.routeProblem(request, error)
      : truthful(problemOf(error, request), request);
    // Once part of an answer is out, cutting it off is the only way left to say that it failed.
    if (reply.sent || reply.raw.headersSent) reply.raw.destroy();
    else sendProblem(problem, request, reply);
    if (problem.code === 'internal_error') this.logger.error(problem.cause);
    else if (problem.status >= 500) this.logger.warn(`${problem.code}: ${causeOf(problem)}`);
  }

  private routeProblem(request: FastifyRequest, error: unknown): HttpProblem {
    if (error instanceof HttpProblem && error.code === 'malformed_request') return error;
    const path = pathOf(request);
    const methods = this.allowed.of(path);
    if (methods.length === 0 || methods.includes(request.method)) {
      return new HttpProblem('unknown_route', `Nothing is served under ${path}.`);
    }
    const allow = methods.join(', ');
    return new HttpProblem('method_not_allowed', `${request.method} is not served here, only ${allow}.`, {
      headers: { allow },
    });
  }
}

/** `unavailable` says that nothing was done, which no longer holds once the request's events are recorded. */
function truthful(problem: HttpProblem, request: FastifyRequest): HttpProblem {
  if (problem.code !== 'unavailable' || !stateOf(request).isRecorded) return problem;
  const detail =
    'It was done, but the database was lost before the answer could be read. ' +
    'Repeat the request with the same Idempotency-Key to get it; it is not done again.';
  return new HttpProblem('outcome_unknown', detail, {
    cause: problem.cause,
    headers: { 'retry-after': '1' },
  });
}

/** Writes the problem as the answer. */
export function sendProblem(problem: HttpProblem, request: FastifyRequest, reply: FastifyReply): void {
  const { requestId } = stateOf(request);
  const body = problem.body(pathOf(request), requestId);
  void reply
    .code(problem.status)
    .headers({ ...standardHeaders(requestId), ...problem.headers })
    // As bytes: for a text Fastify adds a charset, which JSON types do not have (RFC 8259 section 11).
    .header('content-type', 'application/problem+json')
    .send(Buffer.from(JSON.stringify(body)));
}

function causeOf(problem: HttpProblem): string {
  return problem.cause instanceof Error ? problem.cause.message : problem.message;
}

/** The path that was asked for, without the query, which may hold what no log should. */
function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] as string;
}
