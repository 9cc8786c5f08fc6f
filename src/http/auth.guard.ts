import { type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isPublic, rightNeeded } from './access.decorators.js';
import type { Callers } from './callers.js';
import type { DenialRecorder, Principal } from './principal.js';
import { HttpProblem } from './problem.js';
import { stateOf } from './request-state.js';
import { mayDo, type Right } from './rights.js';

/** Lets a request pass that is public, or whose credential is known and has the right that its route asks for. */
export class AuthGuard implements CanActivate {
  constructor(
    private readonly callers: Callers,
    private readonly denials: DenialRecorder | null,
  ) {}

  /** @throws HttpProblem `unauthenticated` or `not_allowed` */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (isPublic(context)) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const principal = await this.callers.of(request);
    const right = rightNeeded(context, request.method);
    if (!mayDo(principal.roles, right)) await this.deny(request, principal, right);
    return true;
  }

  private async deny(request: FastifyRequest, principal: Principal, right: Right): Promise<never> {
    const { requestId, correlationId } = stateOf(request);
    const path = request.routeOptions.url ?? request.url;
    await this.denials?.record({ principal, right, method: request.method, path, requestId, correlationId });
    throw new HttpProblem('not_allowed', `This needs the right "${right}", which none of your roles has.`);
  }
}
