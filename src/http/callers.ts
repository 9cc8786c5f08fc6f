import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { FailedLogins } from './failed-logins.js';
import type { Authenticator, Principal } from './principal.js';
import { headerError, HttpProblem } from './problem.js';
import { headerOf, stateOf } from './request-state.js';

// Wider than RFC 6750 section 2.1: a CLEARANCE_ADMIN_KEY may be any visible ASCII.
const BEARER = /^bearer +([\x21-\x7e]+) *$/i;
/** The token of an Authorization header; null where it has another form. */
export function bearerOf(authorization: string | undefined): string | null {
  return BEARER.exec(authorization ?? '')?.[1] ?? null;
}

const WITHOUT_BODY: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Knows who sends a request, by its credential alone. */
export class Callers {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly logins: FailedLogins,
  ) {}

  /** Asked once a request, and kept in its state. Throws HttpProblem `unauthenticated`, and what the Authenticator throws. */
  async of(request: FastifyRequest): Promise<Principal> {
    const state = stateOf(request);
    state.principal ??= await this.authenticate(headerOf(request, 'authorization'), request.ip);
    return state.principal;
  }

  /**
   * Asks before a body is read, so that nobody without a credential makes the server read, parse and validate what
   * may be 5 MiB. What has no body is left to the guard. Called before any route is registered.
   */
  askBeforeBodies(instance: FastifyInstance): void {
    // Behind all of onRequest, so that a browser of an allowed origin may read a refusal too.
    instance.addHook('preParsing', async (request) => {
      if (request.is404 || WITHOUT_BODY.has(request.method)) return;
      if (request.routeOptions.config.isPublic !== true) await this.of(request);
    });
  }

  private async authenticate(authorization: string | undefined, address: string): Promise<Principal> {
    if (authorization === undefined) {
      throw unauthenticated('Send an API key or an access token as Authorization: Bearer.', '');
    }
    const token = bearerOf(authorization);
    if (token === null) {
      throw unauthenticated(
        'The Authorization header has another form than "Bearer <token>".',
        'invalid_request',
      );
    }
    await this.logins.check(address, token);
    const principal = await this.authenticator.authenticate(token);
    await this.logins.note(address, token, principal !== null);
    if (principal === null) {
      throw unauthenticated('The API key or access token is unknown, revoked or expired.', 'invalid_token');
    }
    return principal;
  }
}

function unauthenticated(detail: string, error: string): HttpProblem {
  const challenge = `Bearer realm="clearance"${error === '' ? '' : `, error="${error}"`}`;
  return new HttpProblem('unauthenticated', detail, {
    errors: [headerError('Authorization', 'unauthenticated', detail)],
    headers: { 'www-authenticate': challenge },
  });
}
