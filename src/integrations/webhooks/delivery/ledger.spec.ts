import { expect, it } from 'vitest';
import type { RecordedEvent } from '../../../eventstore/event.js';
import { type DeliveryRecord, type DeliveryStore, LeaseLost, type Noted } from './delivery-store.js';
import { Ledger } from './ledger.js';

const LEASE = { tenant: 't', webhook: 'w', epoch: 1 };
const DELIVERED: DeliveryRecord = {
  state: 'delivered',
  attempts: 1,
  at: new Date(0),
  nextAt: null,
  entry: null,
};
const event = (position: number): RecordedEvent => ({ position }) as RecordedEvent;

/** Writes that a test ends; each is a list of positions. */
function scene() {
  const writes: number[][] = [];
  const ends: PromiseWithResolvers<void>[] = [];
  const record = async (_: unknown, all: readonly Noted[]): Promise<void> => {
    writes.push(all.map((noted) => noted.event.position));
    const end = Promise.withResolvers<void>();
    ends.push(end);
    await end.promise;
  };
  const ledger = new Ledger({ record } as unknown as DeliveryStore, LEASE);
  return { writes, ends, ledger };
}

it('writes together what comes up during a write, and is settled when all of it is written', async () => {
  const { writes, ends, ledger } = scene();
  ledger.note(event(1), DELIVERED);
  ledger.note(event(2), DELIVERED);
  ledger.note(event(3), DELIVERED);
  let isSettled = false;
  const settled = ledger.settled().then(() => (isSettled = true));
  await expect.poll(() => writes).toEqual([[1]]);
  ends[0]?.resolve();
  await expect.poll(() => writes).toEqual([[1], [2, 3]]);
  expect(isSettled).toBe(false);
  ends[1]?.resolve();
  await settled;
  ledger.note(event(4), DELIVERED);
  await expect.poll(() => writes).toEqual([[1], [2, 3], [4]]);
  ends[2]?.resolve();
  await ledger.settled();
});

it('writes what is noted in the moment in which a write ends', async () => {
  for (let steps = 0; steps < 12; steps += 1) {
    const { writes, ends, ledger } = scene();
    ledger.note(event(1), DELIVERED);
    ends[0]?.resolve();
    for (let step = 0; step < steps; step += 1) await Promise.resolve();
    ledger.note(event(2), DELIVERED);
    const settled = ledger.settled();
    await expect.poll(() => writes).toEqual([[1], [2]]);
    ends[1]?.resolve();
    await settled;
  }
});

it('takes nothing more once a write has failed, and says why', async () => {
  const { writes, ends, ledger } = scene();
  ledger.note(event(1), DELIVERED);
  ledger.note(event(2), DELIVERED);
  await expect.poll(() => ends.length).toBe(1);
  ends[0]?.reject(new LeaseLost('another node delivers to w'));
  await expect(ledger.settled()).rejects.toThrow(LeaseLost);
  expect(() => ledger.note(event(3), DELIVERED)).toThrow(LeaseLost);
  expect(writes).toEqual([[1]]);
});
