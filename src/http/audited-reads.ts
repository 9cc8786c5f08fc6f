import {
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
  StreamableFile,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { mergeMap, type Observable } from 'rxjs';
import { scopeNeeded } from './access.decorators.js';
import { contextOf, type RequestContext } from './request-context.js';
import { stateOf } from './request-state.js';
import { splitTarget } from './request-target.js';
import { SELF } from './scopes.js';

/** What an auditor read. */
export interface AuditedRead {
  readonly context: RequestContext;
  /** Method and path as the route is registered. */
  readonly route: string;
  /** Path and query as they were asked for. */
  readonly target: string;
  readonly project: string | null;
  readonly isExport: boolean;
  readonly format: string;
}

/** Records what auditors read. Optional: without a provider nothing is recorded. Provided by the feature `audit`. */
export abstract class ReadRecorder {
  abstract record(read: AuditedRead): Promise<void>;
}

const MOST_QUERIES = 10_000;
const QUERY_MS = 3_600_000;

/**
 * One event for a query or an export of an auditor, recorded before its answer goes out: no reading without a trace.
 * The pages of a query, asked for by their cursors, belong to it for an hour.
 */
export class AuditedReads implements NestInterceptor {
  private readonly queries = new LRUCache<string, true>({ max: MOST_QUERIES, ttl: QUERY_MS });

  constructor(private readonly recorder: ReadRecorder) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { principal } = stateOf(request);
    const isRead = request.method === 'GET' && scopeNeeded(context) !== SELF;
    if (principal?.isAuditor !== true || !isRead) return next.handle();
    let isNoted = false;
    return next.handle().pipe(
      mergeMap(async (answer: unknown) => {
        // Of a stream of messages the first one is enough.
        if (!isNoted) await this.note(request, answer);
        isNoted = true;
        return answer;
      }),
    );
  }

  private async note(request: FastifyRequest, answer: unknown): Promise<void> {
    const context = contextOf(request);
    const [path, query] = splitTarget(request.url);
    const parameters = new URLSearchParams(query);
    const isPage = parameters.has('cursor');
    for (const name of ['cursor', 'limit']) parameters.delete(name);
    parameters.sort();
    const isExport = answer instanceof StreamableFile || path.endsWith('/export');
    // A page of JSON is no page of an export, which may go on to the end from its cursor.
    const key = JSON.stringify([
      context.principal.tenant,
      context.principal.actor.id,
      path,
      parameters.toString(),
      isExport,
    ]);
    const isKnown = this.queries.has(key);
    this.queries.set(key, true);
    if (isPage && isKnown) return;
    const { project } = (request.params ?? {}) as Record<string, unknown>;
    await this.recorder.record({
      context,
      route: `GET ${request.routeOptions.url ?? path}`,
      target: request.url,
      project: typeof project === 'string' ? project : null,
      isExport,
      format: request.headers.accept ?? '*/*',
    });
  }
}
