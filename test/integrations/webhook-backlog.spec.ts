import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { CONTEXT } from '../contract/eventstore.contract.js';
import { createDeliveryScene, type DeliveryScene } from './support/delivery-scene.js';
import { openReceiver, type Receiver } from './support/receiver.js';

const [FEW, MANY] = [1_000, 10_000];
const AGGREGATES = 40;
const AT_ONCE = 20;
/** Of those that wait for a receiver so many are waited for here. */
const AFTERWARDS = 100;
/** Of one event; ten thousand of them are forty times what memory may grow by. */
const PAYLOAD = 'x'.repeat(4_000);
const MOST_GROWTH_BYTES = 8 * 1024 * 1024;
const HOUR = 3_600_000;

const until = <T>(look: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(look, { timeout: 90_000, interval: 100 });

let scene: DeliveryScene;
const receivers: Receiver[] = [];
beforeAll(async () => {
  // More at once than the service has, since a commit each takes its time where other work shares the disk.
  scene = await createDeliveryScene({ atOnce: AT_ONCE, batch: 400 });
});
afterAll(async () => {
  await scene.close();
  for (const receiver of receivers) await receiver.close();
});

const sequences = Array.from({ length: AGGREGATES }, () => 0);
const positions = new Map<string, number[]>();
let recorded = 0;
/** Records events up to so many in all, one of each aggregate an append; the first aggregate has those of `task.done`. */
async function recordUpTo(count: number): Promise<void> {
  while (recorded < count) {
    const writes = sequences.map((expected, aggregate) => {
      const type = aggregate === 0 ? 'task.done' : 'note.made';
      const event = { type, revision: 1, payload: { n: expected, text: PAYLOAD } };
      const stream = { type: type.split('.')[0] ?? '', id: `pending-${aggregate}` };
      return { stream, expected, events: [event], project: null };
    });
    const { events } = await scene.store.append({ tenant: scene.tenant, context: CONTEXT, writes });
    for (const { stream, position } of events) {
      const subject = `${stream.type}/${stream.id}`;
      positions.set(subject, [...(positions.get(subject) ?? []), position]);
    }
    recorded += AGGREGATES;
    for (const aggregate of sequences.keys()) sequences[aggregate] = (sequences[aggregate] ?? 0) + 1;
  }
}

async function receiver(answer: () => number): Promise<Receiver> {
  const one = await openReceiver({ keepsBodies: false });
  one.answer = answer;
  receivers.push(one);
  return one;
}

/** Bytes that are held after everything else was collected. */
function heldBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

it('keeps nothing in memory of ten thousand events that wait for receivers that are down, delays no other, and delivers them', async () => {
  let isDown = true;
  const answer = (): number => (isDown ? 503 : 204);
  const down = await Promise.all([receiver(answer), receiver(answer), receiver(() => 503)]);
  const up = await receiver(() => 204);
  const types = [['note.*', 'task.*'], ['task.*'], ['note.*', 'task.*']];
  const hooks = [];
  for (const [index, { url }] of down.entries())
    hooks.push(await scene.webhook(url, { types: types[index] ?? [] }));
  await scene.webhook(up.url, { types: ['task.*'] });
  scene.node();

  const held: number[] = [];
  for (const count of [FEW, MANY]) {
    await recordUpTo(count);
    const began = performance.now();
    await until(() => expect(up.taken().length).toBe(count / AGGREGATES));
    expect(performance.now() - began).toBeLessThan(20_000);
    // An hour, and until each was tried often enough to be known as down.
    scene.pass(HOUR);
    await until(() => {
      scene.pass(60_000);
      expect(down.every(({ received }) => received.length >= 3)).toBe(true);
    });
    held.push(heldBytes());
  }
  const [few = 0, many = 0] = held;
  expect(many - few).toBeLessThan(MOST_GROWTH_BYTES);
  // Of ten thousand those that were under way when it was found to be down, and the next of each aggregate.
  for (const { received } of down)
    expect(new Set(received.map(({ id }) => id)).size).toBeLessThan(AGGREGATES + AT_ONCE);

  isDown = false;
  const [all, some] = down;
  await until(() => {
    scene.pass(HOUR);
    for (const one of [all, some]) expect(one?.taken().length).toBeGreaterThan(AFTERWARDS);
  });
  for (const one of [all, some]) {
    const taken = one?.taken() ?? [];
    for (const [subject, events] of Map.groupBy(taken, ({ event }) => event.subject)) {
      const wanted = positions.get(subject) ?? [];
      expect(events.map(({ event }) => Number(event.sequence))).toEqual(wanted.slice(0, events.length));
    }
    // Once each, but for those that were tried while it was down.
    expect((one?.received.length ?? 0) - taken.length).toBeLessThan(5 * AT_ONCE);
  }
  expect(heldBytes() - few).toBeLessThan(MOST_GROWTH_BYTES * 2);
}, 120_000);
