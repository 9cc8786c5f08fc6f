import { setTimeout as wait } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Drain } from './drain.js';

export interface CloseOptions {
  /** How long requests are still taken after readiness went off, so that a load balancer can notice. */
  readonly graceMs?: number;
  /** How long running requests may take after that before they are cut off. */
  readonly cutOffMs?: number;
}

const GRACE_MS = 1000;
const CUT_OFF_MS = 3000;
const LOOK_EVERY_MS = 250;

/**
 * Takes the server down without breaking a request: readiness goes off and answers say `Connection: close` at once;
 * after the grace no connection is taken any more, idle ones are closed, and running requests finish, cut off when
 * they take too long. Then the application closes (Nest's shutdown hooks). Ends within about graceMs + cutOffMs.
 */
export async function closeGracefully(
  app: NestFastifyApplication,
  options: CloseOptions = {},
): Promise<void> {
  const { graceMs = GRACE_MS, cutOffMs = CUT_OFF_MS } = options;
  const drain = app.get(Drain, { strict: false });
  const server = app.getHttpServer();
  drain.start();
  await idleFor(server, Date.now() + graceMs, () => false);
  if (server.listening) server.close();
  await idleFor(server, Date.now() + cutOffMs, () => drain.inFlight === 0);
  if (drain.inFlight > 0) new Logger('http').warn(`${drain.inFlight} requests are cut off`);
  drain.cutOff();
  server.closeAllConnections();
  await app.close();
}

/** Closes idle connections again and again, until the time is up or it is done. */
async function idleFor(
  server: { closeIdleConnections: () => void },
  until: number,
  isDone: () => boolean,
): Promise<void> {
  server.closeIdleConnections();
  while (!isDone() && Date.now() < until) {
    await wait(Math.min(LOOK_EVERY_MS, Math.max(until - Date.now(), 1)));
    server.closeIdleConnections();
  }
}
