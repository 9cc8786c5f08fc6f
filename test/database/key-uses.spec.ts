import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTenant } from '../../src/database/connection.js';
import { PostgresEventStore } from '../../src/eventstore/postgres-eventstore.js';
import { KeyUses } from '../../src/features/access/key-uses.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
  const store = new PostgresEventStore(db.database.append, db.database.read);
  for (const tenant of ['acme', 'other']) await store.createTenant(tenant, `clearance.test/log/${tenant}`);
});
afterAll(async () => db.close());

async function seenBy(tenant: string): Promise<string[]> {
  const rows = await inTenant(
    db.database.read,
    tenant,
    'read',
    (sql) => sql<{ key_id: string }[]>`SELECT key_id FROM projections.key_uses ORDER BY 1`,
  );
  return rows.map((row) => row.key_id);
}

describe('the table of last uses', () => {
  it('shows each tenant its own keys, and knows no tenant that has no log', async () => {
    const uses = new KeyUses(db.database);
    for (const key of ['acme-2', 'acme-1']) uses.note('acme', key);
    uses.note('other', 'other-1');
    uses.note('nobody', 'nobody-1');
    await uses.write();
    expect(await seenBy('acme')).toEqual(['acme-1', 'acme-2']);
    expect(await seenBy('other')).toEqual(['other-1']);
    expect(await seenBy('')).toEqual([]);
    const rows = await db.admin`SELECT DISTINCT tenant FROM projections.key_uses ORDER BY 1`;
    expect(rows).toEqual([{ tenant: 'acme' }, { tenant: 'other' }]);
  });

  it('is written by many nodes at once, in any order of the keys', async () => {
    const keys = Array.from({ length: 200 }, (_, index) => `acme-${index}`);
    const nodes = Array.from({ length: 8 }, (_, node) => {
      const uses = new KeyUses(db.database);
      for (const key of node % 2 === 0 ? keys : keys.toReversed()) uses.note('acme', key);
      return uses;
    });
    await Promise.all(nodes.map((node) => node.write()));
    expect(await seenBy('acme')).toHaveLength(keys.length);
  });

  it('is nothing that the login for reading may change', async () => {
    await expect(db.database.read`DELETE FROM projections.key_uses`).rejects.toThrow('permission denied');
  });
});
