import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PostgresEventStore } from '../../src/eventstore/postgres-eventstore.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { TENANT, wholeLog } from './crash/appenders.js';
import { Follower } from './crash/follower.js';
import { WriterProcess } from './crash/writer-process.js';

/** Few, so that the writers meet. */
const STREAMS = 3;
const KILLS = 6;
const FREEZES = 25;
/** A writer that stands still holds the others up no longer. */
const LONGEST_DELAY_MS = 5_000;

let db: TestDatabase;
let store: PostgresEventStore;
const started: WriterProcess[] = [];
let names = 0;

async function startWriter(): Promise<WriterProcess> {
  const writer = await WriterProcess.start(db.base, `w${(names += 1)}`, STREAMS);
  started.push(writer);
  return writer;
}

async function startTwo(): Promise<[WriterProcess, WriterProcess]> {
  return await Promise.all([startWriter(), startWriter()]);
}

beforeAll(async () => {
  db = await createTestDatabase();
  store = new PostgresEventStore(db.database.append, db.database.read);
  await store.createTenant(TENANT, 'clearance.test/log/default');
});
afterEach(async () => {
  await Promise.all(started.map((writer) => writer.kill()));
});
afterAll(async () => {
  await db.close();
});

describe('two processes that write to one tenant', { timeout: 60_000 }, () => {
  it('give a reader that follows the log every position once, in order, however often they are killed', async () => {
    const follower = new Follower(store);
    const writers = await startTwo();
    for (let kill = 0; kill < KILLS; kill += 1) {
      const which = kill % 2;
      await writers[which]?.progress(randomInt(10, 40));
      await delay(randomInt(10));
      await writers[which]?.kill();
      writers[which] = await startWriter();
    }
    await Promise.all(writers.map((writer) => writer.kill()));
    await follower.stop();
    expect(follower.findings).toEqual([]);
    const lines = started.flatMap((writer) => writer.lines);
    const lost = lines
      .flatMap(({ places }) => places)
      .filter(({ position, id }) => follower.ids[position] !== id);
    expect(lost).toEqual([]);
    const log = await wholeLog(store);
    expect(follower.ids).toEqual(log.map(({ id }) => id));
    expect(new Set(follower.ids).size).toBe(follower.ids.length);
    expect(lines.filter(({ kind }) => kind === 'conflict').length).toBeGreaterThan(KILLS);
  });

  it('do not wait for one that stands still in the middle of whatever it did', async () => {
    const [frozen, other] = await startTwo();
    const delays: number[] = [];
    for (let freeze = 0; freeze < FREEZES; freeze += 1) {
      await delay(randomInt(10));
      await frozen.freeze();
      delays.push(await other.progress(3));
      frozen.thaw();
      await frozen.progress(1);
    }
    expect(Math.max(...delays)).toBeLessThan(LONGEST_DELAY_MS);
  });
});
