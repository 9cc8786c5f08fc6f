import { afterAll, beforeAll, expect, it } from 'vitest';
import { PostgresEventStore } from '../../src/eventstore/postgres-eventstore.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const EVENTS = 40_000;
/** Of the pools, at most. */
const CONNECTIONS = { read: 12, admin: 2 };

let db: TestDatabase;
let store: PostgresEventStore;
beforeAll(async () => {
  db = await createTestDatabase();
  store = new PostgresEventStore(db.database.append, db.database.read);
  await store.createTenant('default', 'log.example.org');
  await db.admin`
    INSERT INTO eventstore.events (tenant, position, epoch, event_id, aggregate_type, aggregate_id, sequence, event_type,
      revision, project, actor_id, actor_kind, outcome, created_at, source, correlation_id, nonce, payload, payload_salt,
      payload_commitment)
    SELECT 'default', n, 0, gen_random_uuid(), 'item', 'itm_1', n + 1, 'item.checked', 1, 'prj_1', 'mem_1', 'human',
      'success', timestamptz '2026-01-01' + n * interval '1 second', CASE WHEN n = 20000 THEN 'import' ELSE 'api' END,
      'run-' || n / 2, substring(digest FROM 1 FOR 16), '{}', digest, digest
    FROM (SELECT n, sha256(n::text::bytea) AS digest FROM generate_series(0, ${EVENTS}::integer - 1) n) numbers`;
  await db.admin`UPDATE eventstore.log_head SET next_position = ${EVENTS}`;
  // By hand alone: what reads the table beside the queries would be counted with them.
  await db.admin.unsafe('ALTER TABLE eventstore.events SET (autovacuum_enabled = off)');
  await db.admin.unsafe('VACUUM ANALYZE eventstore.events');
});
afterAll(async () => db.close());

it.each([
  ['a correlation id', { correlationId: 'run-17000' }, [34_001, 34_000]],
  ['a correlation id that no event has', { correlationId: 'run-none' }, []],
  ['an origin that hardly occurs', { source: 'import' }, [20_000]],
  ['an origin that no event has', { source: 'integration' }, []],
] as const)('passes over most of the log to find %s', async (_, filter, positions) => {
  const before = await pagesRead();
  const found = await store.query('default', { ...filter, order: 'desc', limit: 51 });
  expect(found.map(({ position }) => position)).toEqual(positions);
  const [size] = await db.admin<{ pages: number }[]>`
    SELECT relpages AS pages FROM pg_class WHERE oid = 'eventstore.events'::regclass`;
  const read = (await pagesRead()) - before;
  expect(size?.pages).toBeGreaterThan(1_000);
  // One range of pages, and another that the summary cannot rule out now and then.
  expect(read).toBeLessThan((size?.pages ?? 0) / 2);
});

/** Of the log's table, by anybody: connections tell what they counted at the end of a statement when they are asked to. */
async function pagesRead(): Promise<number> {
  const { read } = db.database;
  const all = [
    ...Array.from({ length: CONNECTIONS.read }, () => read),
    ...Array.from({ length: CONNECTIONS.admin }, () => db.admin),
  ];
  await Promise.all(all.map((pool) => pool`SELECT pg_stat_force_next_flush(), pg_sleep(0.05)`));
  const [row] = await db.admin<{ pages: number }[]>`
    SELECT (heap_blks_read + heap_blks_hit)::integer AS pages FROM pg_statio_user_tables
    WHERE relid = 'eventstore.events'::regclass`;
  return row?.pages ?? 0;
}
