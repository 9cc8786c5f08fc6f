import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { ADMIN_KEY, ServiceProcess } from './crash/built-service.js';
import { checkLog, readLog } from './crash/check-log.js';
import { Load } from './crash/load.js';
import { expectReadinessOf, ITEMS, openShop } from './crash/shop.js';
import { clearAway, scratchFolder, serverProcesses } from './embedded/scene.js';

// CLEARANCE_CRASH_ROUNDS=200 is the long run by hand; it prints what it counted.
const ASKED_ROUNDS = process.env['CLEARANCE_CRASH_ROUNDS'];
const ROUNDS = Number(ASKED_ROUNDS ?? 10);
const POSTGRES_ROUNDS = Math.max(5, Math.round(ROUNDS / 4));
const ROUNDS_OF_BOTH = Math.max(2, Math.round(ROUNDS / 10));
const CLIENTS = 6;
const TIME_LIMIT_MS = 60_000 + ROUNDS * 30_000;
/** Within this a request is answered and the service has recovered, whatever became of the database. */
const PATIENCE_MS = 10_000;

const scratch = scratchFolder();
const started: ServiceProcess[] = [];

async function start(dataDir: string): Promise<ServiceProcess> {
  const service = await ServiceProcess.start(dataDir);
  started.push(service);
  return service;
}

/** A service with the project that is written to, in a data folder of its own. */
async function openService(): Promise<{ dataDir: string; service: ServiceProcess }> {
  const dataDir = mkdtempSync(join(scratch, 'data-'));
  const service = await start(dataDir);
  await openShop(service.url);
  return { dataDir, service };
}

/** Some commands later, at whatever moment of the ones that are under way. */
async function someMoment(load: Load): Promise<void> {
  await load.progress(randomInt(5, 40));
  await delay(randomInt(15));
}

/** Lets the clients end, and compares the log and what is read from it with what they were told. */
async function expectAllKept(service: ServiceProcess, load: Load): Promise<void> {
  load.turnTo(service.url);
  await load.everyClientServed(PATIENCE_MS);
  await load.finish();
  const events = await readLog(service.url);
  expect(checkLog(events, load.commands)).toEqual([]);
  await expectReadinessOf(service.url, events);
  if (ASKED_ROUNDS === undefined) return;
  const numbers = { events: events.length, commands: load.commands.length, acknowledged: load.acknowledged };
  console.info(
    expect.getState().currentTestName,
    numbers,
    load.tally,
    `slowest ${Math.round(load.slowest)} ms`,
  );
}

/** Kinds of answers that came beside those that may come. */
function otherAnswers(load: Load, allowed: readonly string[]): [string, number][] {
  return [...load.tally].filter(([label]) => !allowed.includes(label));
}

/** Waits until the service has heard that it is to end. */
async function drained(service: ServiceProcess): Promise<void> {
  // Where nobody looked in time it takes no connection any more.
  const status = (): Promise<number> =>
    fetch(`${service.url}/readyz`).then(
      (answer) => answer.status,
      () => 503,
    );
  await expect.poll(status, { interval: 5 }).toBe(503);
}

/** A connection that the service waits on: of what it sends the rest never comes. */
async function halfARequest(url: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  const head = ['POST /v1/projects HTTP/1.1', 'Host: x', `Authorization: Bearer ${ADMIN_KEY}`];
  socket.write([...head, 'Content-Type: application/json', 'Content-Length: 100', '', '{'].join('\r\n'));
  return socket;
}

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') console.error(started.map((service) => service.said).join('\n'));
  await Promise.all(started.splice(0).map((service) => service.kill()));
});
afterAll(() => {
  clearAway(scratch);
});

describe('killed under load', { timeout: TIME_LIMIT_MS }, () => {
  it('the service loses nothing that it acknowledged, and does nothing twice', async () => {
    const { dataDir, service: first } = await openService();
    let service = first;
    const load = new Load(ITEMS, CLIENTS);
    for (let round = 0; round < ROUNDS; round += 1) {
      load.turnTo(service.url);
      await someMoment(load);
      await service.kill();
      service = await start(dataDir);
    }
    await expectAllKept(service, load);
    expect(otherAnswers(load, ['200', '409 concurrent_change', 'broken'])).toEqual([]);
    expect(load.unanswered.length).toBeGreaterThan(ROUNDS);
  });

  it('PostgreSQL is started again by the service, which answers 503 until then', async () => {
    const { dataDir, service } = await openService();
    const load = new Load(ITEMS, CLIENTS);
    load.turnTo(service.url);
    for (let round = 0; round < POSTGRES_ROUNDS; round += 1) {
      await someMoment(load);
      expect(service.killPostgres()).toBeGreaterThan(4);
      await load.everyClientServed(2 * PATIENCE_MS);
      expect(service.isRunning).toBe(true);
    }
    await expectAllKept(service, load);
    const outages = ['503 unavailable', '503 outcome_unknown'];
    expect(otherAnswers(load, ['200', '409 concurrent_change', ...outages])).toEqual([]);
    expect(load.slowest).toBeLessThan(PATIENCE_MS);
    expect(outages.some((label) => load.tally.has(label))).toBe(true);
    // Of each server the pipe of its holders and the answers of its guard: those of the dead are gone.
    await expect.poll(() => readdirSync(dataDir).filter((name) => /holders/.test(name)).length).toBe(2);
  });

  it('both together lose nothing either', async () => {
    const { dataDir, service: first } = await openService();
    let service = first;
    const load = new Load(ITEMS, CLIENTS);
    for (let round = 0; round < ROUNDS_OF_BOTH; round += 1) {
      load.turnTo(service.url);
      await someMoment(load);
      service.killPostgres();
      await service.kill();
      service = await start(dataDir);
    }
    await expectAllKept(service, load);
    expect(load.unanswered.length).toBeGreaterThan(ROUNDS_OF_BOTH);
  });
});

describe('ended in order under load', { timeout: TIME_LIMIT_MS }, () => {
  it('the service answers what is in flight, ends with status 0 within 5 s and takes PostgreSQL with it', async () => {
    const { dataDir, service } = await openService();
    const load = new Load(ITEMS, CLIENTS);
    load.turnTo(service.url);
    await someMoment(load);
    const signalled = performance.now();
    const { status, signal, took } = await service.terminate();
    expect({ status, signal }).toEqual({ status: 0, signal: null });
    expect(took).toBeLessThan(5_000);
    expect(serverProcesses(dataDir)).toEqual([]);
    expect(load.unanswered.filter((sent) => sent < signalled)).toEqual([]);
    await expectAllKept(await start(dataDir), load);
  });

  it('the same Ctrl-C, come twice by way of npm, ends it no harder', async () => {
    const { service } = await openService();
    const load = new Load(ITEMS, CLIENTS);
    load.turnTo(service.url);
    await someMoment(load);
    const signalled = performance.now();
    service.signal('SIGINT');
    // Signals that arrive together are one to the process: this one comes when the first was heard.
    await drained(service);
    const { status, signal } = await service.terminate('SIGINT');
    expect({ status, signal }).toEqual({ status: 0, signal: null });
    expect(load.unanswered.filter((sent) => sent < signalled)).toEqual([]);
    await load.finish();
  });

  it('a later signal ends it at once', async () => {
    const { service } = await openService();
    const socket = await halfARequest(service.url);
    service.signal('SIGINT');
    await drained(service);
    await delay(1_600);
    expect(service.isRunning).toBe(true);
    const { status, took } = await service.terminate('SIGINT');
    expect(status).toBe(1);
    // Sooner than the first signal alone would have ended it, which is 4.8 s after that.
    expect(took).toBeLessThan(2_500);
    socket.destroy();
  });
});
