import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database } from '../../src/database/database.js';
import { PostgresEventStore } from '../../src/eventstore/postgres-eventstore.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import {
  appendAndHear,
  type MarkedAppend,
  markedAppend,
  sequenceOf,
  TENANT,
  type Told,
  untruths,
  wholeLog,
} from './crash/appenders.js';
import { type Cut, CUTS, CuttingProxy } from './crash/cutting-proxy.js';

const APPENDERS = 10;
const APPENDS_EACH = 30;
const STREAMS = 8;
/** One in so many statements loses its answer. */
const CUT_ONE_IN = 6;
/** How often somebody with an idempotency key repeats what nobody could answer. */
const MOST_REPEATS = 30;

let db: TestDatabase;
/** On the server's own socket: sees what is really there. */
let direct: PostgresEventStore;
const closers: (() => Promise<void>)[] = [];

/** An event store whose connections go through a proxy of its own, which cuts them as `decide` says. */
async function storeThrough(
  decide: () => Cut | null,
): Promise<{ store: PostgresEventStore; proxy: CuttingProxy }> {
  const proxy = await CuttingProxy.start(`${db.base.host}/.s.PGSQL.${db.base.port}`, decide);
  const database = Database.open({ ...db.base, host: '127.0.0.1', port: proxy.port });
  closers.push(async () => {
    await database.close();
    await proxy.stop();
  });
  return { store: new PostgresEventStore(database.append, database.read), proxy };
}

/**
 * What the caller of an append with a key hears who repeats it, once though it was done, else until it is answered:
 * what was unknown stays so, whatever a repetition did not do.
 */
async function repeated(store: PostgresEventStore, append: MarkedAppend, first: Told): Promise<Told> {
  if (first.kind === 'conflict' || first.kind === 'not_done') return first;
  for (let repeat = 0; repeat < MOST_REPEATS; repeat += 1) {
    const again = await appendAndHear(store, append);
    if (again.kind === 'appended' || again.kind === 'conflict') return again;
  }
  return first;
}

beforeAll(async () => {
  db = await createTestDatabase();
  direct = new PostgresEventStore(db.database.append, db.database.read);
  await direct.createTenant(TENANT, 'clearance.test/log/default');
});
afterAll(async () => {
  await Promise.all(closers.map((close) => close()));
  await db.close();
});

describe('when answers are lost between COMMIT and the service', () => {
  it('hundreds of appends are recorded once each, and what their callers hear is true', async () => {
    const { store, proxy } = await storeThrough(() =>
      randomInt(CUT_ONE_IN) === 0 ? (CUTS[randomInt(CUTS.length)] ?? null) : null,
    );
    const told = new Map<MarkedAppend, Told>();
    const appender = async (number: number): Promise<void> => {
      for (let round = 0; round < APPENDS_EACH; round += 1) {
        const stream = { type: 'item', id: `chk_1/itm_${randomInt(STREAMS)}` };
        const hasKey = round % 2 === 0;
        const expected = await sequenceOf(direct, stream);
        const append = markedAppend(`${number}-${round}`, stream, expected, hasKey);
        let outcome = await appendAndHear(store, append);
        if (hasKey) outcome = await repeated(store, append, outcome);
        told.set(append, outcome);
      }
    };
    await Promise.all(Array.from({ length: APPENDERS }, (_, number) => appender(number)));

    const log = await wholeLog(direct);
    expect(untruths(log, told)).toEqual([]);
    expect(log.map((event) => event.position)).toEqual(log.map((_, index) => index));
    const kinds = Object.groupBy(told.values(), ({ kind }) => kind);
    expect(kinds.appended?.length).toBeGreaterThan(100);
    expect(kinds.conflict?.length).toBeGreaterThan(10);
    for (const cut of CUTS) expect(proxy.cuts[cut]).toBeGreaterThan(5);
  }, 60_000);

  it('says that the outcome is unknown when no try brings an answer, and not done when none was sent', async () => {
    const hearThrough = async (cut: Cut | null, name: string): Promise<{ told: Told; took: number }> => {
      const { store, proxy } = await storeThrough(() => cut);
      if (cut === null) await proxy.stop();
      const started = performance.now();
      const told = await appendAndHear(store, markedAppend(name, { type: 'item', id: `chk_2/${name}` }, 0));
      return { told, took: performance.now() - started };
    };
    const [refused, ...cut] = await Promise.all([
      hearThrough(null, 'refused'),
      ...CUTS.map((cut) => hearThrough(cut, cut)),
    ]);
    expect(refused.told).toEqual({ kind: 'not_done' });
    expect(cut.map(({ told }) => told)).toEqual(CUTS.map(() => ({ kind: 'unknown' })));
    for (const { took } of [refused, ...cut]) expect(took).toBeLessThan(10_000);
    const log = await wholeLog(direct);
    const recorded = (name: string): unknown[] =>
      log.filter((event) => event.payload['marker'] === name).map((event) => event.payload['part']);
    for (const name of ['answered', 'running']) expect(recorded(name)).toEqual([...recorded(name).keys()]);
    expect(recorded('answered').length).toBeGreaterThan(0);
    expect([recorded('unsent'), recorded('refused')]).toEqual([[], []]);
  }, 30_000);
});
