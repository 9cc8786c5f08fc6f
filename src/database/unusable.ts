import { type ConnectionTarget, serviceTarget } from './connection.js';
import { failureCode, isTransient } from './failures.js';
import { inDatabase } from './setup/init.js';

/** The database that the environment names cannot be used; says what to change. Never repeats a password. */
export class DatabaseUnusable extends Error {
  override readonly name = 'DatabaseUnusable';
}

const HOW = 'with CLEARANCE_SETUP_DATABASE_URL, as docs/configuration.md says';

/** Runs set-up; says in words why CLEARANCE_SETUP_DATABASE_URL does not lead to a server. Throws DatabaseUnusable. */
export async function settingUp<T>(setup: ConnectionTarget, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isTransient(error)) throw unreachable(setup, 'CLEARANCE_SETUP_DATABASE_URL', error);
    switch (failureCode(error)) {
      case '28P01':
      case '28000':
        throw unusable(`the server does not let "${setup.user}" of CLEARANCE_SETUP_DATABASE_URL in`, error);
      case '3D000':
        throw unusable(
          `the server has no database "${setup.database}": CLEARANCE_SETUP_DATABASE_URL names one that is there, ` +
            'e.g. postgres; set-up makes the one of DATABASE_URL',
          error,
        );
      case '42501':
        throw unusable(
          `"${setup.user}" of CLEARANCE_SETUP_DATABASE_URL may not do this: it takes a superuser, or a login with ` +
            `CREATEROLE and CREATEDB that made the roles itself (${String(error)})`,
          error,
        );
      default:
        throw error;
    }
  }
}

/** Runs the first queries as the service's logins; says in words why they are not let in. Throws DatabaseUnusable. */
export async function loggingIn<T>(base: ConnectionTarget, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isTransient(error)) throw unreachable(base, 'DATABASE_URL', error);
    switch (failureCode(error)) {
      case '28P01':
      case '28000':
        await refuseSuperuser(base);
        throw unusable(
          `the server does not let the service's login "${serviceTarget(base, 'read').user}" in: set-up has not run ` +
            `there, or ran with another password in DATABASE_URL. Run it ${HOW}`,
          error,
        );
      case '3D000':
        await refuseSuperuser(base);
        throw unusable(
          `the server has no database "${base.database}": set-up makes it. Run it ${HOW}`,
          error,
        );
      case '42501':
      case '3F000':
      case '42P01':
        throw unusable(`set-up has not run in the database "${base.database}". Run it ${HOW}`, error);
      default:
        throw error;
    }
  }
}

/** Throws DatabaseUnusable where DATABASE_URL holds a superuser's own name and password. */
async function refuseSuperuser(base: ConnectionTarget): Promise<void> {
  const own = { ...base, database: 'postgres' };
  const rows = await inDatabase(
    own,
    (sql) =>
      sql<{ rolsuper: boolean }[]>`SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user`,
  ).catch(() => []);
  if (rows[0]?.rolsuper) throw superuserLogin(base);
}

/** What to do where the login of DATABASE_URL is a superuser, which could undo every protection of the log. */
export function superuserLogin({ user, host, port, database }: ConnectionTarget): DatabaseUnusable {
  return new DatabaseUnusable(
    `the login "${user}" of DATABASE_URL is a superuser: give that URL as CLEARANCE_SETUP_DATABASE_URL (used by init ` +
      'and setup alone), and as DATABASE_URL a login for the service, which set-up makes, ' +
      `e.g. postgres://clearance:<a new password>@${host}:${port}/${database}`,
  );
}

function unreachable({ host, port }: ConnectionTarget, variable: string, error: unknown): DatabaseUnusable {
  return unusable(
    `no PostgreSQL answers at ${host}:${port} (${failureCode(error)}); ${variable} names it`,
    error,
  );
}

function unusable(words: string, cause: unknown): DatabaseUnusable {
  return new DatabaseUnusable(words, { cause });
}
