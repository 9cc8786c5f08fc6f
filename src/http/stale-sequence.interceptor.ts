import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { catchError, from, mergeMap, type Observable, throwError } from 'rxjs';
import { StaleSequence } from '../eventstore/errors.js';
import { EventStore } from '../eventstore/eventstore.js';
import { EventRenderer } from '../eventstore/event-view.js';
import { PreconditionFailed } from './problem.js';
import { contextOf } from './request-context.js';

/** Events since that a 412 shows at most; the rest is behind the events route. */
const MOST_EVENTS = 100;

/** Makes a StaleSequence the 412 that shows what the caller has not seen. */
@Injectable()
export class StaleSequenceInterceptor implements NestInterceptor {
  constructor(
    private readonly store: EventStore,
    private readonly renderer: EventRenderer,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      catchError((error: unknown) => {
        if (!(error instanceof StaleSequence)) return throwError(() => error);
        const { tenant } = contextOf(context.switchToHttp().getRequest<FastifyRequest>()).principal;
        return from(this.problem(tenant, error)).pipe(mergeMap((problem) => throwError(() => problem)));
      }),
    );
  }

  private async problem(tenant: string, stale: StaleSequence): Promise<PreconditionFailed> {
    const newest = await this.store.query(tenant, {
      aggregateType: stale.stream.type,
      aggregateId: stale.stream.id,
      order: 'desc',
      limit: MOST_EVENTS,
    });
    const since = newest.filter((event) => event.sequence > stale.expected).toReversed();
    const views = await this.renderer.render(tenant, since);
    return new PreconditionFailed(stale.actual, views);
  }
}
