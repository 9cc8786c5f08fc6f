import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AppendRequest } from '../../src/eventstore/eventstore.js';
import { PostgresEventStore } from '../../src/eventstore/postgres-eventstore.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const APPENDS = 1200;

let db: TestDatabase;
let store: PostgresEventStore;
beforeEach(async () => {
  db = await createTestDatabase();
  store = new PostgresEventStore(db.database.append, db.database.read);
  await store.createTenant('default', 'log.example.org');
});
afterEach(async () => {
  await db.close();
});

it.each([
  { before: 0, when: 'never', statement: '' },
  { before: 1, when: 'never, since one event', statement: '' },
  {
    before: 0,
    when: 'while they were empty',
    statement: 'ANALYZE eventstore.events; ANALYZE eventstore.idempotency',
  },
  { before: 1, when: 'with one row', statement: 'ANALYZE eventstore.events; ANALYZE eventstore.idempotency' },
])(
  'looks up one row for a key and a stream, where tables were analysed $when',
  async ({ before, statement }) => {
    for (let number = 0; number < before; number += 1) await store.append(aCheck(-1 - number));
    if (statement !== '') await db.admin.unsafe(statement);
    for (let number = 0; number < APPENDS; number += 100)
      await Promise.all(Array.from({ length: 100 }, (_, more) => store.append(aCheck(number + more))));
    // Each connection says what it did when it is closed.
    await db.database.append.end();
    const rows = await db.admin<{ relation: string; read: number }[]>`
    SELECT t.relname AS relation, (t.seq_tup_read + sum(i.idx_tup_read))::bigint AS read
    FROM pg_stat_user_tables t JOIN pg_stat_user_indexes i USING (relid)
    WHERE t.schemaname = 'eventstore' AND t.relname IN ('events', 'idempotency') GROUP BY t.relname, t.seq_tup_read`;
    const read = new Map(rows.map((row) => [row.relation, row.read]));
    // A lookup reads the row it asks for or the next one; by another index, or none, it reads all there are.
    expect(read.get('idempotency')).toBeLessThanOrEqual(APPENDS);
    expect(read.get('events')).toBeLessThanOrEqual(APPENDS);
  },
);

function aCheck(number: number): AppendRequest {
  return {
    tenant: 'default',
    context: {
      actor: { id: 'mem_1', kind: 'human' },
      credentialId: null,
      authMethod: null,
      source: 'api',
      requestId: null,
      correlationId: 'c1',
      causationId: null,
    },
    writes: [
      {
        stream: { type: 'item', id: `itm_${number}` },
        expected: 0,
        project: 'prj_1',
        events: [{ type: 'item.checked', revision: 1, payload: { number } }],
      },
    ],
    idempotency: { caller: 'mem_1', key: `key-${number}`, fingerprint: randomBytes(32) },
  };
}
