import { type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isPublic, rightNeeded } from './access.decorators.js';
import { Authenticator, DenialRecorder, type Principal } from './principal.js';
import { HttpProblem } from './problem.js';
import { headerOf, stateOf } from './request-state.js';
import { mayDo, type Right } from './rights.js';

// Wider than RFC 6750 section 2.1: a CLEARANCE_ADMIN_KEY may be any visible ASCII.
const BEARER = /^bearer +([\x21-\x7e]+) *$/i;

/** Lets a request pass that is public, or whose credential is known and has the right that its route asks for. */
export class AuthGuard implements CanActivate {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly denials: DenialRecorder | null,
  ) {}

  /** @throws HttpProblem `unauthenticated` or `not_allowed` */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (isPublic(context)) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const principal = await this.authenticate(headerOf(request, 'authorization'));
    stateOf(request).principal = principal;
    const right = rightNeeded(context, request.method);
    if (!mayDo(principal.roles, right)) await this.deny(request, principal, right);
    return true;
  }

  private async authenticate(authorization: string | undefined): Promise<Principal> {
    if (authorization === undefined) {
      throw unauthenticated('Send an API key or an access token as Authorization: Bearer.', '');
    }
    const token = BEARER.exec(authorization)?.[1];
    if (token === undefined) {
      throw unauthenticated(
        'The Authorization header has another form than "Bearer <token>".',
        'invalid_request',
      );
    }
    const principal = await this.authenticator.authenticate(token);
    if (principal === null) {
      throw unauthenticated('The API key or access token is unknown, revoked or expired.', 'invalid_token');
    }
    return principal;
  }

  private async deny(request: FastifyRequest, principal: Principal, right: Right): Promise<never> {
    const { requestId, correlationId } = stateOf(request);
    const path = request.routeOptions.url ?? request.url;
    await this.denials?.record({ principal, right, method: request.method, path, requestId, correlationId });
    throw new HttpProblem('not_allowed', `This needs the right "${right}", which none of your roles has.`);
  }
}

function unauthenticated(detail: string, error: string): HttpProblem {
  const challenge = `Bearer realm="clearance"${error === '' ? '' : `, error="${error}"`}`;
  return new HttpProblem('unauthenticated', detail, { headers: { 'www-authenticate': challenge } });
}
