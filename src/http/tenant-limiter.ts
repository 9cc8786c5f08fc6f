import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from './principal.js';

/** Keeps a tenant to what it may use up. Optional: without a provider nothing is limited. Provided by `tenants`. */
export abstract class TenantLimiter {
  /**
   * Counts a request of a known caller, and sets the RateLimit headers of its answer.
   * Throws HttpProblem `rate_limited` and `quota_exceeded`.
   */
  abstract enter(principal: Principal, request: FastifyRequest, reply: FastifyReply): Promise<void>;
}
