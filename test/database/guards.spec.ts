import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  SERVICE_ROLES,
  serviceTarget,
  type Sql,
  type TransactionSql,
} from '../../src/database/connection.js';
import { checkGuards, checkSchema, GuardMissing } from '../../src/database/setup/guards.js';
import { quoteName } from '../../src/database/setup/init.js';
import { migrate, SchemaMismatch } from '../../src/database/setup/migrate.js';
import { PostgresEventStore } from '../../src/eventstore/postgres-eventstore.js';
import { ensureTables } from '../../src/eventstore/projections/tables.js';
import { checked, CONTEXT, freshStream } from '../contract/eventstore.contract.js';
import { sumsProjection } from '../projections/sums-projection.js';
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
    // A table as a projection brings it along.
    const sums = sumsProjection({ poisoned: new Set(), refused: new Set() });
    await db.database.project.begin((sql) => ensureTables(sql, sums));
  });
  afterAll(async () => db.close());

  const refusal = async (sql: Sql, statement: string): Promise<string> =>
    await sql.unsafe(statement).then(
      () => 'done',
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
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
    for (const other of ['owner', 'writer', 'erase', 'seal', 'append'].filter((name) => name !== role))
      expect(await refusal(sql, `SET ROLE clearance_${other}`)).toMatch(/permission denied/);
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

  /** What boot would find as each login, seen from inside a transaction: roles belong to the whole server. */
  const checkWithin = async (sql: TransactionSql): Promise<void> => {
    for (const role of SERVICE_ROLES) {
      await sql.unsafe(`SET LOCAL SESSION AUTHORIZATION ${quoteName(serviceTarget(db.base, role).user)}`);
      await sql.unsafe(`SET LOCAL ROLE clearance_${role}`);
      await checkGuards([sql]);
    }
    await sql`SET LOCAL SESSION AUTHORIZATION DEFAULT`;
  };

  it('are found in place by every login', async () => {
    await expect(checkGuards(SERVICE_ROLES.map((role) => db.database[role]))).resolves.toBeUndefined();
  });

  const RLS = 'row level security of eventstore.events';
  const NO_CHANGE = 'trigger events_no_change on eventstore.events';
  const recreated = (when: string, call = 'refuse_change()'): string => `
    DROP TRIGGER events_no_change ON eventstore.events;
    CREATE TRIGGER events_no_change BEFORE ${when} EXECUTE FUNCTION eventstore.${call};
    ALTER TABLE eventstore.events ENABLE ALWAYS TRIGGER events_no_change`;
  const everyChange = 'UPDATE OR DELETE ON eventstore.events FOR EACH ROW';
  it.each([
    ['a disabled trigger', 'ALTER TABLE eventstore.events DISABLE TRIGGER events_no_change', NO_CHANGE],
    [
      'a trigger that replicas skip',
      'ALTER TABLE eventstore.events ENABLE TRIGGER events_no_change',
      NO_CHANGE,
    ],
    ['a dropped trigger', 'DROP TRIGGER events_no_change ON eventstore.events', NO_CHANGE],
    ['a trigger for updates alone', recreated('UPDATE ON eventstore.events FOR EACH ROW'), NO_CHANGE],
    ['a trigger with a condition', recreated(`${everyChange} WHEN (false)`), NO_CHANGE],
    [
      'a trigger of one column',
      recreated('UPDATE OF tenant OR DELETE ON eventstore.events FOR EACH ROW'),
      NO_CHANGE,
    ],
    ['a trigger with an argument', recreated(everyChange, `refuse_change('x')`), NO_CHANGE],
    ['no row level security', 'ALTER TABLE eventstore.events DISABLE ROW LEVEL SECURITY', RLS],
    ['a dropped policy', 'DROP POLICY tenant_only ON eventstore.events', RLS],
    ['a policy that shows everything', 'ALTER POLICY tenant_only ON eventstore.events USING (true)', RLS],
    ['a policy of one role', 'ALTER POLICY tenant_only ON eventstore.events TO clearance_read', RLS],
    ['a second policy', 'CREATE POLICY leak ON eventstore.events USING (true)', RLS],
    [
      'a right to delete',
      'GRANT DELETE ON eventstore.events TO clearance_read',
      'cannot write eventstore.events',
    ],
    [
      'a right to change one column',
      'GRANT UPDATE (payload) ON eventstore.events TO clearance_append',
      'clearance_append has a write privilege',
    ],
    [
      'a right of the login itself',
      'GRANT INSERT (payload) ON eventstore.events TO "append login"',
      'append_login has a write privilege',
    ],
    [
      'another owner of a table',
      'ALTER TABLE eventstore.events OWNER TO clearance_project',
      'owner of eventstore.events',
    ],
    [
      'another owner of a function',
      'ALTER FUNCTION eventstore.append OWNER TO CURRENT_USER',
      'function eventstore.append',
    ],
    [
      'a function with the rights of its caller',
      'ALTER FUNCTION eventstore.put_blob SECURITY INVOKER',
      'function eventstore.put_blob',
    ],
    [
      'a function without its search_path',
      'ALTER FUNCTION eventstore.tenants RESET search_path',
      'function eventstore.tenants',
    ],
    [
      'a trigger function that lets all through',
      `CREATE OR REPLACE FUNCTION eventstore.refuse_change() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN RETURN coalesce(NEW, OLD); END'`,
      'function eventstore.refuse_change',
    ],
    [
      'a function of the same name',
      `CREATE FUNCTION eventstore.create_tenant(text) RETURNS text LANGUAGE sql AS 'SELECT $1'`,
      'function eventstore.create_tenant',
    ],
    [
      'one more trigger',
      `CREATE FUNCTION pg_temp.forge() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
        CREATE TRIGGER a_forger BEFORE INSERT ON eventstore.events FOR EACH ROW EXECUTE FUNCTION pg_temp.forge()`,
      'triggers of eventstore.events are those of the migrations: there is another one: CREATE TRIGGER a_forger',
    ],
    [
      'a trigger on the table of keys',
      `CREATE TRIGGER late AFTER INSERT ON eventstore.idempotency EXECUTE FUNCTION eventstore.refuse_change()`,
      'triggers of eventstore.idempotency',
    ],
    [
      'a rule that swallows what is inserted',
      'CREATE RULE swallow AS ON INSERT TO eventstore.event_private DO INSTEAD NOTHING',
      'eventstore.event_private has no rule: there is one: CREATE RULE swallow',
    ],
    ...(
      [
        ['append', 'clearance_project', 'clearance_project may execute it'],
        ['append', 'PUBLIC', 'PUBLIC may execute it'],
        ['keep_idempotency', 'clearance_read', 'clearance_read may execute it'],
        ['create_tenant', '"append login"', 'append_login may execute it'],
        ['put_blob', 'clearance_append WITH GRANT OPTION', 'clearance_append may execute it and let others'],
        ['tenants', 'PUBLIC', 'PUBLIC may execute it'],
      ] as const
    ).map(([name, grantee, finding]) => [
      `the right of ${grantee} to call ${name}`,
      `GRANT EXECUTE ON FUNCTION eventstore.${name} TO ${grantee}`,
      finding,
    ]),
    [
      'a function that everybody may call by default',
      `CREATE FUNCTION eventstore.backdoor() RETURNS text LANGUAGE sql SECURITY DEFINER AS $$SELECT 'x'$$`,
      'callers of eventstore.backdoor are those of the migrations: PUBLIC may execute it',
    ],
    ...['state', 'failed_events', 'key_uses', 'sums_v1_sums'].flatMap((table) => [
      [
        `no row level security of projections.${table}`,
        `ALTER TABLE projections.${table} DISABLE ROW LEVEL SECURITY`,
        `row level security of projections.${table}`,
      ],
      [
        `a second policy of projections.${table}`,
        `CREATE POLICY leak ON projections.${table} TO clearance_read USING (true)`,
        `row level security of projections.${table}`,
      ],
      [
        `a policy of projections.${table} that shows everything`,
        `ALTER POLICY tenant_only ON projections.${table} USING (true)`,
        `row level security of projections.${table}`,
      ],
    ]),
    ['a login that writes all', 'GRANT pg_write_all_data TO "append login"', 'of its group role alone'],
    ['a login that may erase', 'GRANT clearance_erase TO "append login"', 'of its group role alone'],
    [
      'a role that is a member',
      'GRANT clearance_seal TO clearance_read',
      'clearance_read is a member of no other',
    ],
    [
      'a role above row level security',
      'ALTER ROLE clearance_append BYPASSRLS',
      'clearance_append is an ordinary role',
    ],
    [
      'a writer above row level security',
      'ALTER ROLE clearance_writer BYPASSRLS',
      'clearance_writer is an ordinary',
    ],
    ['an owner who can log in', 'ALTER ROLE clearance_owner LOGIN', 'clearance_owner has no login'],
    ...['SUPERUSER', 'BYPASSRLS', 'CREATEROLE', 'CREATEDB', 'REPLICATION'].map((attribute) => [
      `a login that is ${attribute}`,
      `ALTER ROLE "append login" ${attribute}`,
      'append_login is an ordinary role',
    ]),
  ] as [string, string, string][])('are missed at boot: %s', async (_what, statement, finding) => {
    const login = quoteName(serviceTarget(db.base, 'append').user);
    const undone = new Error('undone');
    const attempt = db.admin.begin(async (sql) => {
      await checkWithin(sql);
      await sql.unsafe(statement.replace('"append login"', login));
      const refused = await checkWithin(sql).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(GuardMissing);
      expect(String(refused)).toContain(finding);
      throw undone;
    });
    await expect(attempt).rejects.toBe(undone);
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
