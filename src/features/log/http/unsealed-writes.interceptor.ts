import { type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { HttpProblem } from '../../../http/problem.js';
import { contextOf } from '../../../http/request-context.js';
import { stateOf } from '../../../http/request-state.js';
import type { LogTrees } from '../queries/log-trees.js';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);
/** What operators need to get the log going again. */
const ALWAYS = '/v1/admin/';
/** How long an answer about a tenant's log is good for. */
const FRESH_MS = 1_000;

/**
 * Refuses writes while the oldest event that no checkpoint covers is older than a bound, where the operator has set one
 * (CLEARANCE_REFUSE_UNSEALED_SECONDS): what cannot be proved is not recorded either.
 */
export class UnsealedWritesInterceptor implements NestInterceptor {
  private readonly lags = new Map<string, { readonly until: number; readonly lag: Promise<number> }>();

  constructor(
    private readonly trees: LogTrees,
    private readonly boundSeconds: number | null,
  ) {}

  /** @throws HttpProblem `log_behind` */
  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (this.boundSeconds !== null && isWrite(request)) {
      const lag = await this.lagOf(contextOf(request).principal.tenant);
      if (lag > this.boundSeconds)
        throw new HttpProblem(
          'log_behind',
          `The log has not been signed for ${Math.floor(lag)} s, and writes wait for it from ${this.boundSeconds} s on. ` +
            'Nothing was done.',
          { headers: { 'retry-after': '5' } },
        );
    }
    return next.handle();
  }

  private async lagOf(tenant: string): Promise<number> {
    const known = this.lags.get(tenant);
    if (known && known.until > Date.now()) return await known.lag;
    const lag = this.trees.all(tenant).then((trees) => trees.at(-1)?.lagSeconds ?? 0);
    this.lags.set(tenant, { until: Date.now() + FRESH_MS, lag });
    try {
      return await lag;
    } catch (error) {
      this.lags.delete(tenant);
      throw error;
    }
  }
}

function isWrite(request: FastifyRequest): boolean {
  return !READS.has(request.method) && stateOf(request).principal !== null && !request.url.startsWith(ALWAYS);
}
