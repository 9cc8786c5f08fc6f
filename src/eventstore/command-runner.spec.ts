import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { CONTEXT } from '../../test/contract/eventstore.contract.js';
import { type CommandMeta, CommandRunner, type Decision } from './command-runner.js';
import type { Fold } from './decider.js';
import { SequenceConflict } from './errors.js';
import type { StreamRef } from './event.js';
import type { Appended, AppendRequest } from './eventstore.js';
import { MemoryEventStore } from './memory-eventstore.js';
import { Refusal } from './refusal.js';

const meta: CommandMeta = { tenant: 'default', context: CONTEXT };
const stream: StreamRef = { type: 'item', id: 'chk_1/itm_1' };
const count: Fold<number> = { initial: 0, evolve: (state) => state + 1 };

/** Takes a while for every append, as a database does. */
class SlowStore extends MemoryEventStore {
  appends = 0;

  override async append(request: AppendRequest): Promise<Appended> {
    this.appends += 1;
    await delay(1);
    return await super.append(request);
  }
}

async function open(): Promise<{ store: SlowStore; runner: CommandRunner }> {
  const store = new SlowStore();
  await store.createTenant('default', 'clearance.test/log/default');
  return { store, runner: new CommandRunner(store) };
}

const addOne = async (decision: Decision): Promise<void> => {
  const { state } = await decision.load(stream, count);
  decision.append(stream, null, [{ type: 'item.commented', revision: 1, payload: { before: state } }]);
};

describe('running commands', () => {
  it('records each of a hundred on one stream, each decided on the newest state', async () => {
    const { store, runner } = await open();
    await Promise.all(Array.from({ length: 100 }, () => runner.run(meta, addOne)));
    const [events] = await store.readStreams('default', [stream]);
    expect(events?.map((event) => event.payload['before'])).toEqual(Array.from({ length: 100 }, (_, n) => n));
  });

  it('makes those who come later wait behind those who wait', async () => {
    const { store, runner } = await open();
    let left = 60;
    const caller = async (): Promise<void> => {
      while ((left -= 1) >= 0) await runner.run(meta, addOne);
    };
    await Promise.all(Array.from({ length: 12 }, caller));
    expect((await store.readStreams('default', [stream]))[0]).toHaveLength(60);
  });

  it('gives up after five attempts when another node is always faster', async () => {
    const { store, runner } = await open();
    const raced = async (decision: Decision): Promise<void> => {
      await addOne(decision);
      await new CommandRunner(store).run(meta, addOne);
    };
    const before = store.appends;
    await expect(runner.run(meta, raced)).rejects.toThrow(SequenceConflict);
    expect(store.appends - before).toBe(10);
  });

  it('records nothing where nothing was decided, and passes a refusal on without another attempt', async () => {
    const { store, runner } = await open();
    expect(await runner.run(meta, async () => undefined)).toEqual({ repeated: false, events: [] });
    let attempts = 0;
    const refuse = async (): Promise<void> => {
      attempts += 1;
      throw new Refusal('no_change', 'nothing would change');
    };
    await expect(runner.run(meta, refuse)).rejects.toThrow(Refusal);
    expect([attempts, store.appends]).toEqual([1, 0]);
  });

  it('tells a repeated request what it recorded the first time, though the rules would refuse it now', async () => {
    const { runner } = await open();
    const idempotency = { caller: 'svc', key: 'k', fingerprint: Buffer.alloc(32) };
    const once = async (decision: Decision): Promise<void> => {
      const { state } = await decision.load(stream, count);
      if (state > 0) throw new Refusal('already_exists', 'it is there');
      await addOne(decision);
    };
    const first = await runner.run({ ...meta, idempotency }, once);
    const again = await runner.run({ ...meta, idempotency }, once);
    expect(again).toMatchObject({ repeated: true, events: [{ id: first.events[0]?.id }] });
  });

  it('takes a refusal back where the same request was done on another node meanwhile', async () => {
    const { store, runner } = await open();
    const idempotency = { caller: 'svc', key: 'k', fingerprint: Buffer.alloc(32) };
    const other = new CommandRunner(store);
    const overtaken = async (): Promise<void> => {
      await other.run({ ...meta, idempotency }, addOne);
      throw new Refusal('no_change', 'it is so already');
    };
    expect(await runner.run({ ...meta, idempotency }, overtaken)).toMatchObject({ repeated: true });
    await expect(
      runner.run({ ...meta, idempotency: { ...idempotency, key: 'l' } }, async () => {
        throw new Refusal('no_change', 'it is so already');
      }),
    ).rejects.toThrow(Refusal);
  });
});
