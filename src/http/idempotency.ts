import { hash } from 'node:crypto';
import { type CanActivate, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { IdempotencyClaim } from '../eventstore/eventstore.js';
import { canonicalize, type JsonValue } from '../transparency/canonical-json.js';
import { HttpProblem, InvalidRequest } from './problem.js';
import { headerOf, stateOf } from './request-state.js';

const BARE = /^[\x21-\x7e]{1,255}$/;
// An RFC 8941 string: a quote or backslash inside stands behind a backslash.
const QUOTED = /^"((?:[\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"$/;

/**
 * The key in an `Idempotency-Key` header (draft-ietf-httpapi-idempotency-key-header), quoted or bare.
 * @throws InvalidRequest where it is not 1 to 255 visible ASCII characters
 */
export function idempotencyKey(header: string): string {
  const quoted = QUOTED.exec(header)?.[1]?.replaceAll(/\\(["\\])/g, '$1');
  const key = quoted ?? (header.startsWith('"') ? '' : header);
  if (!BARE.test(key)) {
    const detail = 'must be 1 to 255 visible ASCII characters, bare or in double quotes';
    throw InvalidRequest.of('header', 'Idempotency-Key', 'idempotency_key', detail);
  }
  return key;
}

/** SHA-256 over method, target (path and query) and body; JSON in its canonical form, so that spelling does not count. */
function requestFingerprint(method: string, target: string, body: unknown): Uint8Array {
  const head = `${method} ${target}\n`;
  if (body instanceof Uint8Array) return hash('sha256', Buffer.concat([Buffer.from(head), body]), 'buffer');
  return hash('sha256', `${head}${body === undefined ? '' : canonicalize(body as JsonValue)}`, 'buffer');
}

/** The keys whose first request is still being answered by this node. */
export class RequestsInFlight {
  private readonly running = new Set<string>();

  /** Gives what ends it, or null where the key is taken. */
  begin(tenant: string, caller: string, key: string): (() => void) | null {
    const id = JSON.stringify([tenant, caller, key]);
    if (this.running.has(id)) return null;
    this.running.add(id);
    return () => this.running.delete(id);
  }
}

/** Reads the key of every write, after the auth guard, and turns away a second request while the first is running. */
export class IdempotencyGuard implements CanActivate {
  constructor(private readonly inFlight: RequestsInFlight) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const header = headerOf(request, 'idempotency-key');
    const state = stateOf(request);
    if (header === undefined || isRead(request.method) || state.principal === null) return true;
    const key = idempotencyKey(header);
    const release = this.inFlight.begin(state.principal.tenant, state.principal.actor.id, key);
    if (release === null) {
      const detail = `The first request with the Idempotency-Key "${key}" is still running. Repeat it a little later.`;
      throw new HttpProblem('request_in_flight', detail, { headers: { 'retry-after': '1' } });
    }
    state.idempotency = { key, release };
    return true;
  }
}

function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
}

/** The claim of a request: its caller, key and fingerprint; null where it has no key. */
export function claimOf(request: FastifyRequest): IdempotencyClaim | null {
  const { principal, idempotency } = stateOf(request);
  if (principal === null || idempotency === null) return null;
  return {
    caller: principal.actor.id,
    key: idempotency.key,
    fingerprint: requestFingerprint(request.method, request.url, request.body),
  };
}

const describe: ParameterDecorator = (target, key) => {
  const method = Object.getOwnPropertyDescriptor(target, key as string) as PropertyDescriptor;
  const description =
    'Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once.';
  ApiHeader({ name: 'Idempotency-Key', required: false, description })(target, key as string, method);
};

/** Parameter decorator: IdempotencyClaim or null. */
export const Idempotency: () => ParameterDecorator = createParamDecorator(
  (_: unknown, context: ExecutionContext) => claimOf(context.switchToHttp().getRequest<FastifyRequest>()),
  [describe],
);
