import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { bearerOf } from '../../../http/callers.js';
import { Authenticator, type Principal } from '../../../http/principal.js';

const SCOPE = 'log:read';

/** Knows whether a stream that was opened may go on. */
@Injectable()
export class StreamPermissions {
  constructor(private readonly authenticator: Authenticator) {}

  /**
   * Whether the credential of the request is taken still, is the same account's, and may read the log as a whole or that
   * of the project. Throws what the Authenticator throws.
   */
  async mayStill(request: FastifyRequest, before: Principal, project: string | null): Promise<boolean> {
    const bearer = bearerOf(request.headers.authorization);
    const now = bearer === null ? null : await this.authenticator.authenticate(bearer);
    if (now === null || now.tenant !== before.tenant || now.actor.id !== before.actor.id) return false;
    return now.scopes.has(SCOPE) || (project !== null && now.projects?.get(project)?.has(SCOPE) === true);
  }
}
