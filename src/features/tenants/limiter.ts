import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Principal } from '../../http/principal.js';
import { HttpProblem } from '../../http/problem.js';
import { stateOf } from '../../http/request-state.js';
import { TenantLimiter } from '../../http/tenant-limiter.js';
import type { Limits } from './limits.rules.js';
import { TenantUsage } from './usage.js';

const WINDOW_S = 60;
const READS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Routes that bring items along. */
const BRINGS_ITEMS = /^\/v1\/projects\/:project\/checklists(?:\/:checklist\/upgrade)?$/;

/** Requests of a tenant in the current minute, on this node. */
export interface CountedRequests {
  readonly share: number;
  readonly used: number;
  /** When the minute ends (RFC 3339). */
  readonly endsAt: string;
}

/**
 * Requests are counted in this process, a fixed window of a minute: no round trip for a request. Of several nodes each
 * grants its share of the limit (docs/adr/0015-tenants.md). Headers as of draft-ietf-httpapi-ratelimit-headers-10.
 */
@Injectable()
export class MemoryTenantLimiter extends TenantLimiter implements OnApplicationShutdown {
  /** A counter for each height of the limit: tenants that share it share the counter, under keys of their own. */
  private readonly counters = new Map<number, RateLimiterMemory>();

  constructor(
    private readonly usage: TenantUsage,
    private readonly nodes: number,
  ) {
    super();
  }

  onApplicationShutdown(): void {
    this.counters.clear();
  }

  /** What this node grants a tenant of its limit of requests a minute, and what of it is used up; null: not counted. */
  async requestsOf(tenant: string, limit: number | null): Promise<CountedRequests | null> {
    if (limit === null) return null;
    const share = this.shareOf(limit);
    const counted = await this.counters.get(share)?.get(tenant);
    const endsAt = new Date(Date.now() + (counted?.msBeforeNext ?? WINDOW_S * 1000)).toISOString();
    return { share, used: Math.min(counted?.consumedPoints ?? 0, share), endsAt };
  }

  override async enter({ tenant }: Principal, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const limits = await this.usage.limits(tenant);
    await this.countRequest(tenant, limits.requests_per_minute, reply);
    if (READS.has(request.method)) return;
    const most = limits.events_per_day;
    if (most !== null)
      stateOf(request).eventsLeft = async () => most - (await this.usage.eventsToday(tenant, most));
    await this.checkQuotas(tenant, limits, BRINGS_ITEMS.test(request.routeOptions.url ?? ''));
  }

  private async countRequest(tenant: string, limit: number | null, reply: FastifyReply): Promise<void> {
    if (limit === null) return;
    const share = this.shareOf(limit);
    const counted = await this.consume(tenant, share);
    const seconds = Math.ceil((counted.msBeforeNext ?? 0) / 1000);
    void reply.header('ratelimit-policy', `"requests";q=${share};w=${WINDOW_S}`);
    void reply.header('ratelimit', `"requests";r=${counted.remainingPoints};t=${seconds}`);
    if ((counted.consumedPoints ?? 0) > share)
      throw new HttpProblem(
        'rate_limited',
        `The tenant may ask ${share} times a minute here; that is used up.`,
        {
          headers: { 'retry-after': `${Math.max(1, seconds)}` },
        },
      );
  }

  private shareOf(limit: number): number {
    return Math.max(1, Math.floor(limit / this.nodes));
  }

  private async consume(tenant: string, share: number): Promise<RateLimiterRes> {
    let counter = this.counters.get(share);
    if (!counter)
      this.counters.set(share, (counter = new RateLimiterMemory({ points: share, duration: WINDOW_S })));
    try {
      return await counter.consume(tenant);
    } catch (error) {
      if (error instanceof RateLimiterRes) return error;
      throw error;
    }
  }

  private async checkQuotas(tenant: string, limits: Limits, bringsItems: boolean): Promise<void> {
    const { events_per_day: most, items } = limits;
    if (most !== null && (await this.usage.eventsToday(tenant, most)) >= most)
      throw exceeded(`The tenant may record ${most} events in a day (UTC); that is used up.`);
    if (items !== null && bringsItems && (await this.usage.items(tenant)) >= items)
      throw exceeded(`The tenant may have ${items} items; that is used up. Close and leave out checklists.`);
  }
}

function exceeded(detail: string): HttpProblem {
  return new HttpProblem('quota_exceeded', detail);
}
