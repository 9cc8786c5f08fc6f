import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { type ConnectionTarget, openPool, type Sql } from '../../src/database/connection.js';
import { Database } from '../../src/database/database.js';
import { inDatabase, initDatabase, quoteName } from '../../src/database/setup/init.js';
import { TEMPLATE_DATABASE, testTarget } from './test-server.js';

/** A database of its own for a test file, migrated, with the service's pools and a superuser's. */
export interface TestDatabase {
  readonly base: ConnectionTarget;
  readonly superuser: ConnectionTarget;
  readonly database: Database;
  /** For looking, and for what only an attacker with the database's own rights would do. */
  readonly admin: Sql;
  readonly close: () => Promise<void>;
}

/** Copies a migrated template; dropped again by close(). */
export async function createTestDatabase(template = TEMPLATE_DATABASE): Promise<TestDatabase> {
  const superuser = inject('testServer');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await inDatabase(superuser, (sql) =>
    sql.unsafe(`CREATE DATABASE ${quoteName(name)} TEMPLATE ${quoteName(template)} STRATEGY file_copy`),
  );
  const base = testTarget(superuser, name);
  await initDatabase(superuser, base);
  const database = Database.open(base);
  const own = { ...superuser, database: name };
  const admin = openPool(own, { application: 'test', max: 2 });
  return {
    base,
    superuser: own,
    database,
    admin,
    close: async () => {
      await Promise.all([database.close(), admin.end({ timeout: 3 })]);
      await inDatabase(superuser, (sql) => sql.unsafe(`DROP DATABASE ${quoteName(name)} WITH (FORCE)`));
    },
  };
}
