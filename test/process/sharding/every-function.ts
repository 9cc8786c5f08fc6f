import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import type { Sql } from '../../../src/database/connection.js';
import { beginEpoch } from '../../../src/eventstore/begin-epoch.js';
import { NameTaken, SequenceConflict } from '../../../src/eventstore/errors.js';
import type { EventStore } from '../../../src/eventstore/eventstore.js';
import { PostgresEventStore } from '../../../src/eventstore/postgres-eventstore.js';
import { checked, CONTEXT } from '../../contract/eventstore.contract.js';
import { SHARDS } from '../../support/partitions/partitioned.js';
import { createTestDatabase } from '../../support/test-database.js';

/** More than the five times after which the database may keep one plan for all parameters. */
const ROUNDS = 10;

interface Place {
  readonly parent: string;
  readonly remainder: number;
}

export interface Calls {
  /** Functions of the schema that were not called. */
  readonly functions: { readonly uncalled: readonly string[] };
  readonly scans: {
    /** Of the tenant's own partitions. */
    readonly own: number;
    /** Partitions of other tenants that were scanned or written. */
    readonly elsewhere: readonly Place[];
    /** The same once all tenants were asked for, which has to look everywhere. */
    readonly afterTenants: readonly Place[];
  };
}

/** Calls every function of the log for the first tenant of several, one a remainder, and says what was looked at. */
export async function callEveryFunction(
  template: string,
  planCacheMode: string,
  [tenant = '', ...others]: readonly string[],
): Promise<Calls> {
  const db = await createTestDatabase(template);
  try {
    const [{ name } = { name: '' }] = await db.admin<{ name: string }[]>`SELECT current_database() AS name`;
    await db.admin.unsafe(`ALTER DATABASE "${name}" SET plan_cache_mode = ${planCacheMode}`);
    await db.admin.unsafe(`ALTER DATABASE "${name}" SET track_functions = 'all'`);
    const store = new PostgresEventStore(db.database.append, db.database.read);
    for (let round = 1; round <= ROUNDS; round += 1) {
      await useStore(store, db.database.append, tenant, round);
      await db.database.erasing((sql) => sql`SELECT eventstore.forget_answers(${tenant})`);
    }
    await flush([db.database.append, db.database.read]);
    // Each round records three events.
    await expect.poll(() => written(db.admin)).toBe(3 * ROUNDS);
    const before = await scanned(db.admin);
    await store.tenants();
    await flush([db.database.read]);
    // `append` is what nodes of an older version call.
    const uncalled = await db.admin<{ name: string }[]>`
      SELECT p.proname AS name FROM pg_proc p LEFT JOIN pg_stat_user_functions s ON s.funcid = p.oid
      WHERE p.pronamespace = 'eventstore'::regnamespace AND p.prorettype <> 'trigger'::regtype
        AND coalesce(s.calls, 0) = 0 AND p.proname NOT IN ('tenants', 'append')`;
    const elsewhere = (rows: readonly Scanned[]): Place[] =>
      rows
        .filter(({ remainder, scans }) => remainder > 0 && scans > 0)
        .map(({ parent, remainder }) => ({ parent, remainder }));
    await expect.poll(async () => elsewhere(await scanned(db.admin)).length).toBe(others.length);
    return {
      functions: { uncalled: uncalled.map((row) => row.name) },
      scans: {
        own: before.filter(({ remainder }) => remainder === 0).reduce((sum, { scans }) => sum + scans, 0),
        elsewhere: elsewhere(before),
        afterTenants: elsewhere(await scanned(db.admin)),
      },
    };
  } finally {
    await db.close();
  }
}

async function useStore(store: EventStore, append: Sql, tenant: string, round: number): Promise<void> {
  await store.createTenant(tenant, 'clearance.test/log/sharded');
  const stream = { type: 'item', id: `itm_${round}` };
  const { nextPosition } = await store.head(tenant);
  const claim = { caller: 'svc_test', key: `key-${round}`, fingerprint: sha256(`${round}`) };
  const request = {
    tenant,
    context: CONTEXT,
    writes: [
      { stream, expected: 0, events: [{ ...checked(), private: { why: 'because' } }], project: 'prj_1' },
    ],
    reads: [{ stream: { type: 'item', id: 'itm_0' }, expected: 0 }],
    guard: { project: 'prj_1', since: nextPosition },
    names: [{ kind: 'project', name: `name ${round}`, owner: 'prj_1' }],
    idempotency: claim,
  };
  await store.append(request);
  expect((await store.append(request)).repeated).toBe(true);
  const { idempotency: _, ...withoutKey } = request;
  await expect(store.append(withoutKey)).rejects.toThrow(SequenceConflict);
  const second = { stream, expected: 1, events: [checked()], project: 'prj_1' };
  const taken = { kind: 'project', name: `name ${round}`, owner: 'prj_2' };
  await expect(store.append({ tenant, context: CONTEXT, writes: [second], names: [taken] })).rejects.toThrow(
    NameTaken,
  );
  const release = { kind: 'project', name: `name ${round}`, owner: 'prj_1', release: true };
  await store.append({ tenant, context: CONTEXT, writes: [second], names: [release] });
  await store.keepKey(tenant, { ...claim, key: `kept-${round}` }, null);
  await store.keepAnswer(tenant, { ...claim, key: `kept-${round}` }, '{}');
  await store.forgetOldKeys(tenant);
  await store.putBlob(tenant, 'text/plain', Buffer.from(`blob ${round}`));
  await append`SELECT eventstore.ask_signature(${tenant}, gen_random_uuid(), '{}')`;
  const epoch = { type: 'log.epoch_begun', revision: 1, payload: {} };
  const log = { stream: { type: 'log', id: tenant }, expected: round - 1, events: [epoch], project: null };
  const { nextPosition: head } = await store.head(tenant);
  await beginEpoch(append, { tenant, context: CONTEXT, writes: [log] }, `clearance.test/log/${round}`, head);
}

/** Connections tell what they counted at the end of a statement when they are asked to. */
async function flush(pools: readonly Sql[]): Promise<void> {
  const all = pools.flatMap((pool) => Array.from({ length: 12 }, () => pool));
  await Promise.all(all.map((pool) => pool`SELECT pg_stat_force_next_flush(), pg_sleep(0.05)`));
}

interface Scanned extends Place {
  readonly scans: number;
  readonly inserts: number;
}

async function scanned(admin: Sql): Promise<Scanned[]> {
  return await admin<Scanned[]>`
    SELECT p.relname AS parent, substring(s.relname FROM '_r(\\d+)$')::integer AS remainder,
      s.n_tup_ins AS inserts,
      coalesce(s.seq_scan, 0) + coalesce(s.idx_scan, 0) + s.n_tup_ins + s.n_tup_upd + s.n_tup_del AS scans
    FROM pg_stat_user_tables s
    JOIN pg_inherits i ON i.inhrelid = s.relid
    JOIN pg_class p ON p.oid = i.inhparent AND p.relnamespace = 'eventstore'::regnamespace
    WHERE s.schemaname = ${SHARDS}
    ORDER BY 1, 2`;
}

async function written(admin: Sql): Promise<number> {
  const rows = await scanned(admin);
  return rows.filter(({ parent }) => parent === 'events').reduce((sum, { inserts }) => sum + inserts, 0);
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
