import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { FastifyRequest } from 'fastify';
import { InvalidRequest, type MemberError, pointer } from './problem.js';

type Handler = ReturnType<ExecutionContext['getHandler']>;

/**
 * Refuses parameters of the query that the route does not know, on routes that have no DTO for their query; with one,
 * the validation does. After the auth guard, so that nobody else learns what a route knows.
 */
export class KnownQueryGuard implements CanActivate {
  private readonly known = new WeakMap<Handler, ReadonlySet<string> | 'by its DTO'>();

  /** @throws InvalidRequest */
  canActivate(context: ExecutionContext): boolean {
    const names = Object.keys(context.switchToHttp().getRequest<FastifyRequest>().query ?? {});
    if (names.length === 0) return true;
    const known = this.knownTo(context);
    if (known === 'by its DTO') return true;
    const [first, ...rest] = names.filter((name) => !known.has(name)).map(unknownParameter);
    if (first) throw new InvalidRequest([first, ...rest]);
    return true;
  }

  private knownTo(context: ExecutionContext): ReadonlySet<string> | 'by its DTO' {
    const handler = context.getHandler();
    const before = this.known.get(handler);
    if (before !== undefined) return before;
    const known = queryNames(context);
    this.known.set(handler, known);
    return known;
  }
}

const QUERY_ARGUMENT = `${RouteParamtypes.QUERY}:`;

/** What the arguments of the route's method take from the query, one by one; a `@Query()` without a name is a DTO. */
function queryNames(context: ExecutionContext): ReadonlySet<string> | 'by its DTO' {
  const { name } = context.getHandler();
  const metadata: unknown = Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), name);
  const taken = Object.entries((metadata ?? {}) as Record<string, { data?: unknown }>)
    .filter(([key]) => key.startsWith(QUERY_ARGUMENT))
    .map(([, { data }]) => data);
  return taken.some((data) => typeof data !== 'string') ? 'by its DTO' : new Set(taken as string[]);
}

function unknownParameter(name: string): MemberError {
  return { pointer: pointer(name), in: 'query', code: 'unknown_member', detail: 'is not known here' };
}
