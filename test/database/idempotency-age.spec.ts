import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PostgresEventStore } from '../../src/eventstore/postgres-eventstore.js';
import { checked, CONTEXT, freshStream } from '../contract/eventstore.contract.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(async () => db.close());

it('forgets idempotency keys after 24 hours, and no earlier', async () => {
  const store = new PostgresEventStore(db.database.append, db.database.read);
  await store.createTenant('default', 'clearance.test/log/default');
  const claim = (key: string) => ({
    caller: 'svc',
    key,
    fingerprint: createHash('sha256').update(key).digest(),
  });
  for (const key of ['old', 'young']) {
    const write = { stream: freshStream(), expected: 0, events: [checked()], project: null };
    await store.append({ tenant: 'default', context: CONTEXT, writes: [write], idempotency: claim(key) });
  }
  await db.admin`UPDATE eventstore.idempotency SET created_at = now() - interval '24 hours 1 second' WHERE key = 'old'`;
  await db.admin`UPDATE eventstore.idempotency SET created_at = now() - interval '23 hours' WHERE key = 'young'`;
  expect(await store.forgetOldKeys('default')).toBe(1);
  expect(await store.findRepeated('default', claim('old'))).toBeNull();
  expect((await store.findRepeated('default', claim('young')))?.events).toHaveLength(1);
});
