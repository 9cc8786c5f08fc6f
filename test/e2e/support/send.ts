import request, { type Response } from 'supertest';
import type { Change, RouteSpec } from './route-spec.js';
import { filled, type Scene } from './scene.js';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

export interface Sent {
  /** Path and query as they were sent. */
  readonly target: string;
  readonly requestId: string;
  readonly answer: Response;
}

let count = 0;

/** Sends the right request of a route, changed. */
export async function send(scene: Scene, route: string, spec: RouteSpec, change: Change = {}): Promise<Sent> {
  const [method = ''] = route.split(' ');
  const path = filled(change.path ?? spec.path, scene);
  const query = change.query ?? spec.query ?? '';
  const target = query === '' ? path : `${path}?${query}`;
  const requestId = `e2e-${(count += 1)}`;
  let pending = request(scene.server)[method.toLowerCase() as Method](target).set('x-request-id', requestId);
  const caller = change.as === undefined ? (spec.as ?? 'admin') : change.as;
  if (caller !== null) pending = pending.set('authorization', `Bearer ${scene.keys[caller]}`);
  const asked = bodyOf(spec, change);
  const body = typeof asked === 'string' ? asked.replace('{digest}', scene.ids['digest'] ?? '') : asked;
  if (body !== undefined)
    pending = pending.set('content-type', spec.text === undefined ? 'application/json' : 'text/markdown');
  for (const [name, value] of Object.entries({ ...spec.headers, ...change.headers }))
    pending = pending.set(name, value);
  // Bytes go out as they are; supertest would write a Buffer as JSON.
  if (Buffer.isBuffer(body)) pending = pending.serialize((bytes: unknown) => bytes as string);
  return { target, requestId, answer: await (body === undefined ? pending : pending.send(body)) };
}

function bodyOf(spec: RouteSpec, change: Change): string | Buffer | undefined {
  if (change.raw !== undefined) return change.raw;
  if (change.body !== undefined) return JSON.stringify(change.body);
  return spec.text ?? (spec.body && JSON.stringify(spec.body));
}
