import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { EventContext, EventSource } from '../eventstore/event.js';
import { HttpProblem } from './problem.js';
import type { Principal } from './principal.js';
import { stateOf } from './request-state.js';

/** Who asks and under which ids, for commands and queries. */
export interface RequestContext {
  readonly principal: Principal;
  readonly requestId: string;
  readonly correlationId: string;
}

/** The context of a request that has passed the guard. On a public route there is no caller, so it is a 401 there. */
export function contextOf(request: FastifyRequest): RequestContext {
  const { principal, requestId, correlationId } = stateOf(request);
  if (principal === null) throw new HttpProblem('unauthenticated', 'This needs to know who asks.');
  return { principal, requestId, correlationId };
}

/** Parameter decorator: the RequestContext. */
export const Context: () => ParameterDecorator = createParamDecorator(
  (_: unknown, context: ExecutionContext) => contextOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** The part of the context that every event of the request's command carries. */
export function eventContext(context: RequestContext, source: EventSource = 'api'): EventContext {
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
