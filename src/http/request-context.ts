import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { EventContext, EventSource } from '../eventstore/event.js';
import { HttpProblem } from './problem.js';
import type { Principal } from './principal.js';
import { stateOf } from './request-state.js';

const CLI = /^clearance-cli\//;

/** Who asks and under which ids, for commands and queries. */
export interface RequestContext {
  readonly principal: Principal;
  readonly requestId: string;
  readonly correlationId: string;
  /** The command line client says so in its User-Agent; nothing depends on it but how the origin of events reads. */
  readonly source: 'api' | 'cli';
}

/** The context of a request that has passed the guard. On a public route there is no caller, so it is a 401 there. */
export function contextOf(request: FastifyRequest): RequestContext {
  const { principal, requestId, correlationId } = stateOf(request);
  if (principal === null) throw new HttpProblem('unauthenticated', 'This needs to know who asks.');
  const source = CLI.test(request.headers['user-agent'] ?? '') ? 'cli' : 'api';
  return { principal, requestId, correlationId, source };
}

/** Parameter decorator: the RequestContext. */
export const Context: () => ParameterDecorator = createParamDecorator(
  (_: unknown, context: ExecutionContext) => contextOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** The part of the context that every event of the request's command carries. */
export function eventContext(context: RequestContext, source: EventSource = context.source): EventContext {
  const { actor, credentialId, authMethod } = context.principal;
  return {
    actor,
    credentialId,
    authMethod,
    source,
    requestId: context.requestId,
    correlationId: context.correlationId,
    causationId: null,
  };
}
