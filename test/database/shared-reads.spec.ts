import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TransactionSql } from '../../src/database/connection.js';
import { SharedReads } from '../../src/database/shared-reads.js';
import { PostgresEventStore } from '../../src/eventstore/postgres-eventstore.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const TRANSACTION =
  'SELECT pg_current_snapshot()::text || pg_backend_pid()::text AS id, clock_timestamp()::text AS at';

let db: TestDatabase;
let shared: SharedReads;
beforeEach(async () => {
  db = await createTestDatabase();
  shared = new SharedReads(db.database.read);
  const store = new PostgresEventStore(db.database.append, db.database.read);
  for (const tenant of ['a', 'b']) await store.createTenant(tenant, `log.example.org/${tenant}`);
});
afterEach(async () => {
  await db.close();
});

/** Which tenants' heads a transaction sees. */
const heads = async (sql: TransactionSql): Promise<string[]> =>
  (await sql<{ tenant: string }[]>`SELECT tenant FROM eventstore.log_head`).map(({ tenant }) => tenant);

const stamp = async (sql: TransactionSql): Promise<{ id: string; at: string }> => {
  const [row] = await sql.unsafe<{ id: string; at: string }[]>(TRANSACTION, [], { prepare: true });
  if (!row) throw new Error('no row');
  return row;
};

it('puts reads that come together into one transaction, and asks what is the same once', async () => {
  const stamps = await Promise.all(Array.from({ length: 20 }, () => shared.read('a', stamp)));
  expect(new Set(stamps.map(({ at }) => at)).size).toBe(1);
});

it('takes its snapshot after a read was asked for, however many are under way', async () => {
  for (let round = 0; round < 20; round += 1) {
    const early = Array.from({ length: 5 }, () => shared.read('a', stamp));
    await db.admin.unsafe(`UPDATE eventstore.log_head SET next_position = ${round + 1} WHERE tenant = 'a'`);
    const rows = await shared.read(
      'a',
      async (sql) => await sql<{ next: number }[]>`SELECT next_position AS next FROM eventstore.log_head`,
    );
    expect(rows[0]?.next).toBe(round + 1);
    await Promise.all(early);
  }
});

it('shows each tenant its own rows alone', async () => {
  const seen = await Promise.all(['a', 'b', 'a', 'b', 'c'].map((tenant) => shared.read(tenant, heads)));
  expect(seen).toEqual([['a'], ['b'], ['a'], ['b'], []]);
});

it('gives the others their answers where a statement of one fails', async () => {
  const results = await Promise.allSettled([
    shared.read('a', async (sql) => await sql`SELECT 1 / 0`),
    ...Array.from({ length: 5 }, () => shared.read('a', heads)),
  ]);
  expect(results[0]).toMatchObject({ status: 'rejected', reason: { code: '22012' } });
  for (const result of results.slice(1)) expect(result).toEqual({ status: 'fulfilled', value: ['a'] });
});

it('gives what a read threw to that read alone', async () => {
  const refused = new Error('not there');
  const results = await Promise.allSettled([
    shared.read('a', async () => await Promise.reject(refused)),
    shared.read('a', heads),
  ]);
  expect(results).toEqual([
    { status: 'rejected', reason: refused },
    { status: 'fulfilled', value: ['a'] },
  ]);
});

it('answers every read where connections are cut under them', async () => {
  const cut = async (): Promise<void> => {
    await db.admin.unsafe(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'clearance read' AND datname = current_database()`,
    );
  };
  await shared.read('a', heads);
  for (let round = 0; round < 10; round += 1) {
    await cut();
    expect(await Promise.all(Array.from({ length: 10 }, () => shared.read('a', heads)))).toEqual(
      Array.from({ length: 10 }, () => ['a']),
    );
  }
});
