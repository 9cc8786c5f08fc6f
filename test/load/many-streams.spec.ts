import { afterAll, beforeAll, expect, it } from 'vitest';
import { Database } from '../../src/database/database.js';
import { PostgresEventStore } from '../../src/eventstore/postgres-eventstore.js';
import { CONTEXT } from '../contract/eventstore.contract.js';
import { createTestApp, type TestApp } from '../support/test-app.js';
import { LightReader } from '../e2e/support/light-reader.js';
import { openSse } from '../e2e/support/sse-client.js';
import { until } from '../support/until.js';

const READERS = 1_000;
const EVENTS = 400;
/** Connections that are made at once. */
const AT_ONCE = 50;

let t: TestApp;
let second: Database;
let other: PostgresEventStore;
beforeAll(async () => {
  t = await createTestApp(undefined, { CLEARANCE_STREAMS_PER_CREDENTIAL: '1100' });
  second = Database.open(t.db.base);
  other = new PostgresEventStore(second.append, second.read);
});
afterAll(async () => {
  await second.close();
  await t.close();
});

let made = 0;
async function append(count: number): Promise<number[]> {
  const writes = Array.from({ length: count }, () => ({
    stream: { type: 'note', id: `many-${(made += 1)}` },
    expected: 0,
    events: [{ type: 'note.made', revision: 1, payload: { n: made, text: 'x'.repeat(made % 200) } }],
    project: null,
  }));
  const { events } = await other.append({ tenant: 'default', context: CONTEXT, writes });
  return events.map(({ position }) => position);
}

/** A number below `most` for each call, the same in every run. */
function dice(seed: number): (most: number) => number {
  let state = seed;
  return (most) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % most;
  };
}

it('gives a thousand readers who come and go each event once, in order, while one reads nothing', async () => {
  const [start = 0] = await append(1);
  const roll = dice(20_260_101);
  const readers = Array.from({ length: READERS }, (_, index) => {
    // A third stays, the others break off up to twice.
    const cuts = [...Array(index % 3).keys()].map(() => 1 + roll(EVENTS / 2));
    const cutAfter = (): number | null => cuts.shift() ?? null;
    const options = { server: t.server, path: '/v1/events/stream', key: t.adminKey, cutAfter };
    return new LightReader({ ...options, isZipped: index % 4 === 0 }, start);
  });
  const idle = await openSse(t.server, `/v1/events/stream?after=${start}`, {
    authorization: `Bearer ${t.adminKey}`,
  });
  idle.pause();
  for (let from = 0; from < READERS; from += AT_ONCE)
    await Promise.all(readers.slice(from, from + AT_ONCE).map((reader) => reader.open()));
  const sent: number[] = [];
  while (sent.length < EVENTS) sent.push(...(await append(1 + roll(20))));
  await until(() => expect(Math.min(...readers.map(({ ids }) => ids.length))).toBe(sent.length));
  const wanted = sent.join();
  expect(readers.filter(({ ids }) => ids.join() !== wanted)).toHaveLength(0);
  expect(readers.reduce((sum, { cuts }) => sum + cuts, 0)).toBeGreaterThan(READERS / 2);
  for (const reader of readers) reader.close();
  idle.resume();
  await until(() => expect(idle.messages.map(({ id }) => Number(id))).toEqual(sent));
  idle.close();
}, 120_000);
