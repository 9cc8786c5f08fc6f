import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPool, SERVICE_ROLES, serviceTarget, type Sql } from '../../src/database/connection.js';
import { checkGuards, checkSchema, GuardMissing } from '../../src/database/setup/guards.js';
import { migrate, SchemaMismatch } from '../../src/database/setup/migrate.js';
import { PostgresEventStore } from '../../src/eventstore/postgres-eventstore.js';
import { checked, CONTEXT, freshStream } from '../contract/eventstore.contract.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const GUARDED = ['events', 'event_private', 'origins', 'blobs'];

describe('the guards of the log', () => {
  let db: TestDatabase;

  beforeAll(async () => {
    db = await createTestDatabase();
    const store = new PostgresEventStore(db.database.append, db.database.read);
    await store.createTenant('default', 'clearance.test/log/default');
    const event = { ...checked(), private: { reason: 'because' } };
    const write = { stream: freshStream(), expected: 0, events: [event], project: null };
    await store.append({ tenant: 'default', context: CONTEXT, writes: [write] });
    await store.putBlob('default', 'text/plain', Buffer.from('x'));
  });
  afterAll(async () => db.close());

  const refusal = async (sql: Sql, statement: string): Promise<string> =>
    await sql.unsafe(statement).then(
      () => 'done',
      (error: Error) => error.message,
    );

  it.each(GUARDED)('refuse a superuser to update, delete or truncate %s', async (table) => {
    const statements = [
      `UPDATE eventstore.${table} SET tenant = 'x'`,
      ...(table === 'event_private' ? [] : [`DELETE FROM eventstore.${table}`]),
      `TRUNCATE eventstore.${table}`,
    ];
    for (const statement of statements) expect(await refusal(db.admin, statement)).toContain('append-only');
  });

  it('hold under session_replication_role = replica, where plain triggers do not fire', async () => {
    await db.admin.begin(async (sql) => {
      await sql`SET LOCAL session_replication_role = replica`;
      for (const statement of [
        'UPDATE eventstore.events SET payload = $$x$$',
        'DELETE FROM eventstore.events',
      ])
        await expect(sql.savepoint((inner) => inner.unsafe(statement))).rejects.toThrow('append-only');
    });
  });

  it.each(SERVICE_ROLES)('leave the login of %s nothing to write but through the append', async (role) => {
    const sql = db.database[role];
    for (const table of [...GUARDED, 'log_head', 'unique_names', 'idempotency', 'migrations'])
      for (const statement of [
        `UPDATE eventstore.${table} SET tenant = tenant`.replace(
          'SET tenant = tenant',
          table === 'migrations' ? 'SET name = name' : 'SET tenant = tenant',
        ),
        `DELETE FROM eventstore.${table}`,
        `TRUNCATE eventstore.${table}`,
        `INSERT INTO eventstore.${table} DEFAULT VALUES`,
      ])
        expect(await refusal(sql, statement)).toMatch(/permission denied/);
    for (const other of ['clearance_owner', 'clearance_writer', 'clearance_erase', 'clearance_seal'])
      expect(await refusal(sql, `SET ROLE ${other}`)).toMatch(/permission denied/);
  });

  it('keep the append from every login but its own', async () => {
    for (const role of ['project', 'read'] as const)
      expect(await refusal(db.database[role], `SELECT eventstore.create_tenant('x', 'y')`)).toMatch(
        /permission denied/,
      );
  });

  it('show a login no other tenant, and without a tenant nothing', async () => {
    expect(await db.database.read`SELECT * FROM eventstore.events`).toHaveLength(0);
    await db.database.read.begin(async (sql) => {
      await sql`SELECT set_config('clearance.tenant', 'other', true)`;
      expect(await sql`SELECT * FROM eventstore.events`).toHaveLength(0);
      expect(await sql`SELECT * FROM eventstore.blobs`).toHaveLength(0);
      await sql`SELECT set_config('clearance.tenant', 'default', true)`;
      expect(await sql`SELECT * FROM eventstore.events`).toHaveLength(1);
    });
  });

  it.each([
    ['a disabled trigger', 'ALTER TABLE eventstore.events DISABLE TRIGGER events_no_change'],
    ['a trigger that replicas skip', 'ALTER TABLE eventstore.events ENABLE TRIGGER events_no_truncate'],
    ['a dropped trigger', 'DROP TRIGGER event_private_no_update ON eventstore.event_private'],
    ['no row level security', 'ALTER TABLE eventstore.events DISABLE ROW LEVEL SECURITY'],
    ['a dropped policy', 'DROP POLICY tenant_only ON eventstore.events'],
    ['a right to delete', 'GRANT DELETE ON eventstore.events TO clearance_read'],
    ['another owner', 'ALTER TABLE eventstore.events OWNER TO clearance_project'],
  ])('are missed at boot: %s', async (_what, statement) => {
    const pools = SERVICE_ROLES.map((role) => db.database[role]);
    await checkGuards(pools);
    const own = await createTestDatabase();
    try {
      await own.admin.unsafe(statement);
      await expect(checkGuards(SERVICE_ROLES.map((role) => own.database[role]))).rejects.toThrow(
        GuardMissing,
      );
    } finally {
      await own.close();
    }
  });

  it('are missed at boot where a login may do more than its role', async () => {
    const { user } = serviceTarget(db.base, 'read');
    const check = async (): Promise<void> => {
      const pool = openPool(serviceTarget(db.base, 'read'), { application: 'test', max: 1 });
      try {
        await checkGuards([pool]);
      } finally {
        await pool.end();
      }
    };
    await check();
    for (const [more, less] of [
      [`GRANT clearance_erase TO "${user}"`, `REVOKE clearance_erase FROM "${user}"`],
      [`ALTER ROLE "${user}" SUPERUSER`, `ALTER ROLE "${user}" NOSUPERUSER`],
      [`ALTER ROLE "${user}" BYPASSRLS`, `ALTER ROLE "${user}" NOBYPASSRLS`],
    ] as const) {
      await db.admin.unsafe(more);
      try {
        await expect(check()).rejects.toThrow(GuardMissing);
      } finally {
        await db.admin.unsafe(less);
      }
    }
  });
});

describe('migrations', () => {
  it('run once, and are noticed when they are missing or were changed', async () => {
    const db = await createTestDatabase();
    try {
      expect(await migrate(db.superuser, db.base.database)).toEqual([]);
      await checkSchema(db.database.read);
      await db.admin`UPDATE eventstore.migrations SET sha256 = 'x' WHERE version = 2`;
      await expect(migrate(db.superuser, db.base.database)).rejects.toThrow(SchemaMismatch);
      await expect(checkSchema(db.database.read)).rejects.toThrow(SchemaMismatch);
      await db.admin`DELETE FROM eventstore.migrations WHERE version = 2`;
      await expect(checkSchema(db.database.read)).rejects.toThrow('has not run');
    } finally {
      await db.close();
    }
  });
});
