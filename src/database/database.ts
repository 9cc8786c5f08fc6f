import type { ConnectionTarget, Sql } from './connection.js';
import { openPool, SERVICE_ROLES, type ServiceRole, serviceTarget } from './connection.js';
import { checkGuards, checkSchema, GuardMissing } from './setup/guards.js';
import { initDatabase } from './setup/init.js';
import { migrate } from './setup/migrate.js';

/** How many connections each login may hold. Two appends at once are what the group commit uses. */
const POOL_SIZES: Record<ServiceRole, number> = { append: 4, project: 4, read: 12 };

/** Longer than any statement of the service takes; a frozen neighbour that holds a lock delays others no longer. */
const STATEMENT_TIMEOUT_MS: Record<ServiceRole, number> = { append: 5_000, project: 0, read: 15_000 };

/** The service's connection pools, one login each (docs/operations.md). */
export class Database {
  private constructor(
    readonly append: Sql,
    readonly project: Sql,
    readonly read: Sql,
  ) {}

  /** Opens the pools; nothing is connected before the first query. */
  static open(base: ConnectionTarget): Database {
    const pool = (role: ServiceRole): Sql =>
      openPool(serviceTarget(base, role), {
        application: `clearance ${role}`,
        max: POOL_SIZES[role],
        statementTimeoutMs: STATEMENT_TIMEOUT_MS[role],
        lockTimeoutMs: STATEMENT_TIMEOUT_MS[role],
      });
    return new Database(pool('append'), pool('project'), pool('read'));
  }

  /**
   * Throws GuardMissing or SchemaMismatch where the service must not start: a guard of the log is not in place, or
   * the schema is not what this version needs.
   */
  async check(base: ConnectionTarget): Promise<void> {
    const [login] = await this.read<{ rolsuper: boolean }[]>`
      SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = ${base.user}`;
    if (login?.rolsuper)
      throw new GuardMissing([
        `the login "${base.user}" of DATABASE_URL is a superuser: give that URL as CLEARANCE_SETUP_DATABASE_URL ` +
          `(used by init and setup alone), and as DATABASE_URL a login for the service, which set-up makes, ` +
          `e.g. postgres://clearance:<a new password>@${base.host}:${base.port}/${base.database}`,
      ]);
    await checkSchema(this.read);
    await checkGuards(SERVICE_ROLES.map((role) => this[role]));
  }

  async close(): Promise<void> {
    await Promise.all(SERVICE_ROLES.map((role) => this[role].end({ timeout: 3 })));
  }
}

/** The init and setup phases in one: roles, database, schema. Gives the names of the migrations that ran. */
export async function setUpDatabase(setup: ConnectionTarget, base: ConnectionTarget): Promise<string[]> {
  await initDatabase(setup, base);
  return await migrate(setup, base.database);
}
