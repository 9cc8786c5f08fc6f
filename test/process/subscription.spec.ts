import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database } from '../../src/database/database.js';
import { SequenceConflict, StoreUnavailable } from '../../src/eventstore/errors.js';
import { PostgresEventStore } from '../../src/eventstore/postgres-eventstore.js';
import { follow, type FollowedBatch, type FollowOptions } from '../../src/eventstore/subscription.js';
import { CONTEXT } from '../contract/eventstore.contract.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

/** Longer than any test: who depends on it does not end. */
const NEVER_MS = 600_000;
const TYPES = ['item.checked', 'item.unchecked', 'item.noted'];

/** A node on which hints are lost: they are never given, or nobody can listen. */
class DeafStore extends PostgresEventStore {
  isAway = false;

  override async onAppended(): Promise<() => Promise<void>> {
    if (this.isAway) throw new StoreUnavailable('nobody can listen', 'not_done');
    return async () => undefined;
  }
}

let db: TestDatabase;
let second: Database;
let store: PostgresEventStore;
let other: PostgresEventStore;
let tenants = 0;

beforeAll(async () => {
  db = await createTestDatabase();
  second = Database.open(db.base);
  store = new PostgresEventStore(db.database.append, db.database.read);
  other = new PostgresEventStore(second.append, second.read);
});
afterAll(async () => {
  await second.close();
  await db.close();
});

async function newTenant(): Promise<string> {
  const tenant = `tenant-${(tenants += 1)}`;
  await store.createTenant(tenant, `clearance.test/log/${tenant}`);
  return tenant;
}

let streams = 0;
/** An append of one to three events, each of the next type in turn; a stream that is there already is a conflict. */
async function append(
  through: PostgresEventStore,
  tenant: string,
  id = `itm_${(streams += 1)}`,
): Promise<void> {
  const events = Array.from({ length: randomInt(1, 4) }, (_, index) => ({
    type: TYPES[index] ?? '',
    revision: 1,
    payload: {},
  }));
  const write = { stream: { type: 'item', id }, expected: 0, events, project: 'prj_1' };
  await through.append({ tenant, context: CONTEXT, writes: [write] });
}

async function appendMany(through: PostgresEventStore, tenant: string, count: number): Promise<void> {
  for (let done = 0; done < count; done += 1) await append(through, tenant);
}

/** Follows until the last event that is there by now, and gives the batches. */
async function collect(
  from: PostgresEventStore,
  tenant: string,
  more: Partial<FollowOptions> & { until: () => boolean; onBatch?: (batch: FollowedBatch) => void },
): Promise<FollowedBatch[]> {
  const { until, onBatch, ...options } = more;
  const ending = new AbortController();
  const batches: FollowedBatch[] = [];
  const all = { after: -1, pollMs: NEVER_MS, signal: ending.signal, ...options };
  for await (const batch of follow(from, tenant, all)) {
    batches.push(batch);
    onBatch?.(batch);
    if (until()) break;
  }
  return batches;
}

const positionsOf = (batches: readonly FollowedBatch[]): number[] =>
  batches.flatMap(({ events }) => events.map(({ position }) => position));
const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, index) => from + index);

describe('following a log', () => {
  it('begins behind any position and gives each event behind it once, in order', async () => {
    const tenant = await newTenant();
    await appendMany(store, tenant, 20);
    const { nextPosition } = await store.head(tenant);
    for (const after of [-1, 0, 7, nextPosition - 2]) {
      let seen = after;
      const batches = await collect(store, tenant, {
        after,
        limit: 4,
        until: () => seen === nextPosition - 1,
        onBatch: ({ position }) => (seen = position),
      });
      expect(positionsOf(batches)).toEqual(range(after + 1, nextPosition));
      expect(batches.map(({ position, events }) => position - (events.at(-1)?.position ?? 0))).toEqual(
        batches.map(() => 0),
      );
    }
  });

  it('is woken by appends through another node, and ends at once when it is told to', async () => {
    const tenant = await newTenant();
    const ending = new AbortController();
    const following = follow(store, tenant, { after: -1, pollMs: NEVER_MS, signal: ending.signal });
    for (let round = 0; round < 20; round += 1) {
      const next = following.next();
      await append(other, tenant);
      const { value } = await next;
      expect(value?.position).toBe((await store.head(tenant)).nextPosition - 1);
    }
    const last = following.next();
    ending.abort();
    expect(await last).toEqual({ done: true, value: undefined });
    const listening = async (): Promise<readonly object[]> =>
      await db.admin`
      SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'`;
    await expect.poll(listening).toEqual([]);
  });

  it('passes over events of other types, which count as given', async () => {
    const tenant = await newTenant();
    await appendMany(store, tenant, 30);
    const { nextPosition } = await store.head(tenant);
    const log = await store.query(tenant, { order: 'asc', limit: nextPosition });
    const types = ['item.unchecked'];
    let seen = -1;
    const batches = await collect(store, tenant, {
      types,
      limit: 3,
      until: () => seen === nextPosition - 1,
      onBatch: ({ position }) => (seen = position),
    });
    const wanted = log.filter(({ type }) => types.includes(type)).map(({ position }) => position);
    expect(positionsOf(batches)).toEqual(wanted);
    const nothing = await collect(store, tenant, { types: ['item.gone'], until: () => true });
    expect(nothing).toEqual([{ events: [], position: nextPosition - 1 }]);
  });

  it.each([false, true])('looks by itself where hints are lost (nobody can listen: %s)', async (isAway) => {
    const tenant = await newTenant();
    const deaf = new DeafStore(db.database.append, db.database.read);
    deaf.isAway = isAway;
    const told: StoreUnavailable[] = [];
    const signal = new AbortController().signal;
    const onUnavailable = (error: StoreUnavailable): number => told.push(error);
    const following = follow(deaf, tenant, { after: -1, pollMs: 10, signal, onUnavailable });
    for (let round = 0; round < 5; round += 1) {
      const next = following.next();
      await append(store, tenant);
      expect((await next).value?.position).toBe((await store.head(tenant)).nextPosition - 1);
    }
    expect(told.length > 0).toBe(isAway);
    await following.return();
  });

  it('goes on over connections that are killed', async () => {
    const tenant = await newTenant();
    const state = { isDone: false, seen: -1 };
    const following = collect(store, tenant, {
      pollMs: 20,
      until: () => state.isDone,
      onBatch: ({ position }) => (state.seen = position),
    });
    for (let round = 0; round < 30; round += 1) {
      await appendMany(other, tenant, 5);
      if (round % 3 === 0)
        await db.admin`
          SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND application_name = 'clearance read'`;
    }
    await expect.poll(() => state.seen).toBe((await store.head(tenant)).nextPosition - 1);
    state.isDone = true;
    await append(other, tenant);
    const positions = positionsOf(await following);
    expect(positions).toEqual(range(0, positions.length));
    expect(positions.length).toBe((await store.head(tenant)).nextPosition);
  });

  it('gives every position once past a committed one, under two writers and however often it is broken off', async () => {
    const tenant = await newTenant();
    let conflicts = 0;
    const write = async (through: PostgresEventStore): Promise<void> => {
      for (let turn = 0; turn < 300; turn += 1)
        await append(through, tenant, `shared_${turn}`).catch((error: unknown) => {
          if (!(error instanceof SequenceConflict)) throw error;
          conflicts += 1;
        });
    };
    const written = new AbortController();
    const writing = Promise.all([write(store), write(other)]).then(() => written.abort());
    const committed: number[] = [];
    let cursor = -1;
    let breaks = 0;
    while (!written.signal.aborted || cursor < (await store.head(tenant)).nextPosition - 1) {
      let left = randomInt(1, 6);
      const handled = await collect(breaks % 2 === 0 ? store : other, tenant, {
        after: cursor,
        pollMs: 20,
        limit: 7,
        until: () => (left -= 1) === 0 || written.signal.aborted,
        ...(written.signal.aborted ? {} : { signal: written.signal }),
      });
      // The last batch is lost with the worker that had it, before it was committed.
      const kept = written.signal.aborted ? handled : handled.slice(0, -1);
      committed.push(...positionsOf(kept));
      cursor = kept.at(-1)?.position ?? cursor;
      breaks += 1;
    }
    await writing;
    expect(committed).toEqual(range(0, (await store.head(tenant)).nextPosition));
    expect(breaks).toBeGreaterThan(10);
    expect(conflicts).toBe(300);
  });
});
