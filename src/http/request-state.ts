import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { uuidv7 } from '../eventstore/random.js';
import type { Principal } from './principal.js';

/** What is known about a request while it is answered. */
export class RequestState {
  /** Set by the auth guard; null before, and on public routes. */
  principal: Principal | null = null;
  /** Ids of the projects that the answer has to keep to; null where the caller has the scope in the whole tenant. */
  within: readonly string[] | null = null;
  /** Set where `within` comes of the caller's rights alone, and not of a project that the request names. */
  isNarrowed = false;
  /** Set where the request carries an Idempotency-Key; `release` lets the next one with this key in. */
  idempotency: { readonly key: string; readonly release: () => void } | null = null;
  /** Set once what the request asked for stands in the log: a failure after that is one of the answer alone. */
  isRecorded = false;
  /** Set where the tenant is limited: what asks how many events it may still record today. Null: as many as it likes. */
  eventsLeft: (() => Promise<number>) | null = null;
  private correlation: string | undefined;

  constructor(
    readonly requestId: string,
    private readonly traceparent: string | undefined,
  ) {}

  /** The trace id of `traceparent`, else made of a UUIDv7: 32 hexadecimal digits either way. */
  get correlationId(): string {
    this.correlation ??= traceId(this.traceparent) ?? uuidv7().replaceAll('-', '');
    return this.correlation;
  }
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Undefined only in answers to requests that the router turned away. */
    state: RequestState | undefined;
    rawBody: Buffer | undefined;
  }
}

/** The state of the request that the running code works for, for log lines. Commands get what they need as arguments. */
export const currentRequest = new AsyncLocalStorage<RequestState>();

/** The state of a request; makes one where no hook has run yet. */
export function stateOf(request: FastifyRequest): RequestState {
  request.state ??= new RequestState(request.id, headerOf(request, 'traceparent'));
  return request.state;
}

/** A header's value; of a repeated one, all values joined as HTTP does. */
export function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

const REQUEST_ID = /^[\x21-\x7e]{1,128}$/;

/** The caller's X-Request-Id where it is 1 to 128 visible ASCII characters, else a new UUIDv7. */
export function requestIdOf(request: Pick<IncomingMessage, 'headers'>): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : uuidv7();
}

const TRACEPARENT = /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?$/;

/** The trace id of a `traceparent` header (W3C Trace Context, section 3.2), or null where it is not valid. */
function traceId(traceparent: string | undefined): string | null {
  const match = TRACEPARENT.exec(traceparent ?? '');
  // Version 00 ends behind the flags; a later one may go on after a hyphen.
  if (match === null || (match[1] === '00' && match[3] !== undefined)) return null;
  return match[2] as string;
}
