import type { ConnectionTarget, Sql } from './connection.js';
import { openPool, SERVICE_ROLES, type ServiceRole, serviceTarget } from './connection.js';
import { checkGuards, checkSchema } from './setup/guards.js';
import { inDatabase, initDatabase } from './setup/init.js';
import { migrate } from './setup/migrate.js';
import { loggingIn, settingUp, superuserLogin } from './unusable.js';

/** How many connections each login may hold. Two appends at once are what the group commit uses. */
const POOL_SIZES: Record<ServiceRole, number> = { append: 4, project: 4, read: 12, seal: 3 };

/** Longer than any statement of the service takes; a frozen neighbour that holds a lock delays others no longer. */
const STATEMENT_TIMEOUT_MS: Record<ServiceRole, number> = {
  append: 5_000,
  project: 0,
  read: 15_000,
  seal: 30_000,
};

/**
 * Longer than the server's own limit, which does not hold where it stands still or waits for a standby. Statements of
 * projections have TransactionDuration, which may be an hour.
 */
const ANSWER_TIMEOUT_MS: Record<ServiceRole, number> = {
  append: 7_000,
  project: 0,
  read: 17_000,
  seal: 32_000,
};

/** Requests are told to come again rather than kept waiting; work in the background has time. */
const PLACE_TIMEOUT_MS: Record<ServiceRole, number> = { append: 1_000, project: 0, read: 1_000, seal: 0 };

const ERASE_TIMEOUT_MS = 60_000;

/** The service's connection pools, one login each (docs/runbook.md). */
export class Database {
  private constructor(
    readonly append: Sql,
    readonly project: Sql,
    readonly read: Sql,
    readonly seal: Sql,
    private readonly base: ConnectionTarget,
  ) {}

  /** Opens the pools; nothing is connected before the first query. */
  static open(base: ConnectionTarget): Database {
    const pool = (role: ServiceRole): Sql =>
      openPool(serviceTarget(base, role), {
        application: `clearance ${role}`,
        max: POOL_SIZES[role],
        statementTimeoutMs: STATEMENT_TIMEOUT_MS[role],
        lockTimeoutMs: STATEMENT_TIMEOUT_MS[role],
        placeTimeoutMs: PLACE_TIMEOUT_MS[role],
        answerTimeoutMs: ANSWER_TIMEOUT_MS[role],
      });
    return new Database(pool('append'), pool('project'), pool('read'), pool('seal'), base);
  }

  /** Runs `work` as the erase role, on a connection that is open for it alone. */
  async erasing<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    const sql = openPool(serviceTarget(this.base, 'erase'), {
      application: 'clearance erase',
      max: 1,
      statementTimeoutMs: ERASE_TIMEOUT_MS,
      lockTimeoutMs: ERASE_TIMEOUT_MS,
    });
    try {
      return await work(sql);
    } finally {
      await sql.end({ timeout: 3 });
    }
  }

  /**
   * Throws GuardMissing, SchemaMismatch or DatabaseUnusable where the service must not start: a guard of the log is
   * not in place, the schema is not what this version needs, or the service is not let in.
   */
  async check(base: ConnectionTarget): Promise<void> {
    await loggingIn(base, () => this.checkAll(base));
  }

  private async checkAll(base: ConnectionTarget): Promise<void> {
    const [login] = await this.read<{ rolsuper: boolean }[]>`
      SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = ${base.user}`;
    if (login?.rolsuper) throw superuserLogin(base);
    await checkSchema(this.read);
    await checkGuards(SERVICE_ROLES.map((role) => this[role]));
  }

  async close(): Promise<void> {
    await Promise.all(SERVICE_ROLES.map((role) => this[role].end({ timeout: 3 })));
  }
}

/**
 * The init and setup phases in one: roles, database, schema. Gives the names of the migrations that ran.
 * Throws DatabaseUnusable, also where the login that the service is to have is a superuser's.
 */
export async function setUpDatabase(setup: ConnectionTarget, base: ConnectionTarget): Promise<string[]> {
  return await settingUp(setup, async () => {
    const [login] = await inDatabase(
      setup,
      (sql) =>
        sql<{ rolsuper: boolean }[]>`SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = ${base.user}`,
    );
    if (login?.rolsuper) throw superuserLogin(base);
    await initDatabase(setup, base);
    return await migrate(setup, base.database);
  });
}
