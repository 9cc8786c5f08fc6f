import { describe, expect, it } from 'vitest';
import { CONTEXT } from '../../test/contract/eventstore.contract.js';
import { type CommandMeta, CommandRunner, type Decision } from './command-runner.js';
import type { Fold } from './decider.js';
import { StaleSequence } from './errors.js';
import type { RecordedEvent, StreamRef } from './event.js';
import { MemoryEventStore } from './memory-eventstore.js';
import { Refusal } from './refusal.js';

const meta: CommandMeta = { tenant: 'default', context: CONTEXT };
const item = (n: number): StreamRef => ({ type: 'item', id: `chk_1/itm_${n}` });

/** All that its events say, private parts too where a fold gets to see them. */
const seen: Fold<readonly Partial<RecordedEvent>[]> = {
  initial: [],
  evolve: (state, { payload, position, private: hidden }) => [
    ...state,
    { payload, position, ...(hidden === undefined ? {} : { private: hidden }) },
  ],
};

class CountingStore extends MemoryEventStore {
  readonly reads: number[] = [];
  namesFound = 0;

  override async readStreams(tenant: string, streams: readonly StreamRef[]): Promise<RecordedEvent[][]> {
    this.reads.push(streams.length);
    return await super.readStreams(tenant, streams);
  }

  override async findName(tenant: string, kind: string, name: string): Promise<string | null> {
    this.namesFound += 1;
    return await super.findName(tenant, kind, name);
  }
}

async function open(): Promise<{ store: CountingStore; runner: CommandRunner; other: CommandRunner }> {
  const store = new CountingStore();
  await store.createTenant('default', 'clearance.test/log/default');
  // Two nodes.
  return { store, runner: new CommandRunner(store), other: new CommandRunner(store) };
}

const say =
  (n: number, what: number) =>
  async (decision: Decision): Promise<void> => {
    await decision.load(item(n), seen);
    const event = { type: 'item.commented', revision: 1, payload: { what }, private: { text: 'secret' } };
    decision.append(item(n), null, [event]);
  };

/** What a decision is given on a stream, without recording anything. */
async function given(runner: CommandRunner, n: number): Promise<unknown> {
  const states: unknown[] = [];
  await runner.run(meta, async (decision) => {
    states.push((await decision.load(item(n), seen)).state);
  });
  return states;
}

describe('aggregates kept in memory', () => {
  it('cost a command on a warm stream no read', async () => {
    const { store, runner } = await open();
    await runner.run(meta, say(1, 1));
    await runner.run(meta, say(1, 2));
    const before = store.reads.length;
    for (let n = 3; n < 10; n += 1) await runner.run(meta, say(1, n));
    expect(store.reads.length).toBe(before);
    expect((await store.readStreams('default', [item(1)]))[0]).toHaveLength(9);
  });

  it('are what the log would give, without what an erasure may delete', async () => {
    const { runner, other } = await open();
    for (let n = 0; n < 3; n += 1) await runner.run(meta, say(1, n));
    const [kept, read] = (await given(runner, 1)) as unknown[];
    expect(kept).toEqual(read);
    expect((await given(other, 1)) as unknown[]).toEqual([read]);
    expect(JSON.stringify(kept)).not.toContain('secret');
  });

  it('refuse nobody: what was refused on a kept state is decided on what the log holds', async () => {
    const { runner, other } = await open();
    await runner.run(meta, say(1, 1));
    await runner.run(meta, say(1, 2));
    await other.run(meta, say(1, 3));
    const wantsThree = async (decision: Decision): Promise<void> => {
      const { sequence } = await decision.load(item(1), seen);
      if (sequence !== 3) throw new StaleSequence(item(1), 3, sequence);
      decision.append(item(1), null, [{ type: 'item.commented', revision: 1, payload: { what: 4 } }]);
    };
    expect((await runner.run(meta, wantsThree)).events).toMatchObject([{ sequence: 4 }]);
  });

  it('let nobody act on them when they are behind: the append notices, and it is decided again', async () => {
    const { runner, other } = await open();
    await runner.run(meta, say(1, 1));
    await runner.run(meta, say(1, 2));
    await other.run(meta, say(1, 3));
    const decided: number[] = [];
    await runner.run(meta, async (decision) => {
      decided.push((await decision.load(item(1), seen)).sequence);
      decision.append(item(1), null, [{ type: 'item.commented', revision: 1, payload: {} }]);
    });
    expect(decided).toEqual([2, 3]);
    // Read streams count as well.
    await other.run(meta, say(1, 5));
    decided.length = 0;
    await runner.run(meta, async (decision) => {
      decided.push((await decision.load(item(1), seen)).sequence);
      decision.append(item(2), null, [{ type: 'item.commented', revision: 1, payload: {} }]);
    });
    expect(decided).toEqual([4, 5]);
  });

  it('do not hide that nothing is to be done', async () => {
    const { runner, other } = await open();
    await runner.run(meta, say(1, 1));
    await runner.run(meta, say(1, 2));
    await other.run(meta, say(1, 3));
    const untilThree = async (decision: Decision): Promise<void> => {
      if ((await decision.load(item(1), seen)).sequence < 3) throw new Refusal('no_change', 'not yet');
    };
    expect(await runner.run(meta, untilThree)).toEqual({ repeated: false, events: [] });
  });

  it('are read together where several commands need them at once', async () => {
    const { store, runner } = await open();
    await Promise.all(Array.from({ length: 100 }, (_, n) => runner.run(meta, say(n, n))));
    expect(store.reads.length).toBeLessThanOrEqual(3);
    expect(store.reads.reduce((sum, count) => sum + count, 0)).toBe(100);
  });

  it('remember who holds a name, and never that nobody does', async () => {
    const { store, runner } = await open();
    const names: (string | null)[] = [];
    const look = async (decision: Decision): Promise<void> => {
      names.push(await decision.lookup.findName('default', 'project', 'Shop'));
      decision.append({ type: 'project', id: `prj_${names.length}` }, null, [
        { type: 'project.created', revision: 1, payload: {} },
      ]);
    };
    await runner.run(meta, look);
    await runner.run(meta, async (decision) => {
      decision.claimName({ kind: 'project', name: 'shop', owner: 'prj_x' });
      decision.append({ type: 'project', id: 'prj_x' }, 'prj_x', [
        { type: 'project.created', revision: 1, payload: {} },
      ]);
    });
    await runner.run(meta, look);
    const found = store.namesFound;
    await runner.run(meta, look);
    expect(names).toEqual([null, 'prj_x', 'prj_x']);
    expect(store.namesFound).toBe(found);
  });
});
