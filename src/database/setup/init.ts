import type { ConnectionTarget, Sql } from '../connection.js';
import { LOGIN_ROLES, openPool, serviceTarget } from '../connection.js';
import { scramVerifier } from './scram.js';

/** Roles without login that own and are granted; members are logins, each of one role alone. */
const GROUP_ROLES = ['owner', 'writer', 'append', 'project', 'read', 'seal', 'erase'] as const;

/** Held while roles or the schema are changed: two nodes that start together do it one after the other. */
const SETUP_LOCK = 4_242_001;

/**
 * The init phase: database, roles, logins, the empty schema. Done again it changes nothing but passwords.
 * `setup` may be a superuser, or a login with CREATEROLE and CREATEDB; `base` is what DATABASE_URL says.
 * Safe to run from several nodes at once.
 */
export async function initDatabase(setup: ConnectionTarget, base: ConnectionTarget): Promise<void> {
  await inDatabase({ ...setup, database: setup.database }, async (sql) => {
    await withSetupLock(sql, async () => {
      for (const role of GROUP_ROLES) await ensureRole(sql, `clearance_${role}`, 'NOLOGIN NOINHERIT');
      // The owner makes objects that belong to these; nobody logs in as owner or writer.
      await grantRoles(sql, 'clearance_owner', ['clearance_writer', 'clearance_project']);
      const [me] = await sql<{ name: string; superuser: boolean }[]>`
        SELECT current_user AS name, rolsuper AS superuser FROM pg_catalog.pg_roles WHERE rolname = current_user`;
      if (me && !me.superuser) await grantRoles(sql, me.name, ['clearance_owner']);
      await ensureLogins(sql, base);
      const [existing] = await sql`SELECT 1 FROM pg_catalog.pg_database WHERE datname = ${base.database}`;
      if (!existing)
        await sql.unsafe(`CREATE DATABASE ${quoteName(base.database)} TEMPLATE template0 ENCODING 'UTF8'`);
    });
  });
  await inDatabase({ ...setup, database: base.database }, (sql) =>
    withSetupLock(sql, () => prepareSchema(sql, base)),
  );
}

async function prepareSchema(sql: Sql, base: ConnectionTarget): Promise<void> {
  const database = quoteName(base.database);
  const logins = [base.user, ...LOGIN_ROLES.map((role) => serviceTarget(base, role).user)]
    .map(quoteName)
    .join(', ');
  await sql.unsafe(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`);
  await sql.unsafe(`GRANT CONNECT ON DATABASE ${database} TO ${logins}`);
  await sql.unsafe(`GRANT CREATE, CONNECT, TEMPORARY ON DATABASE ${database} TO clearance_owner`);
  await sql.unsafe('CREATE SCHEMA IF NOT EXISTS eventstore AUTHORIZATION clearance_owner');
}

async function ensureLogins(sql: Sql, base: ConnectionTarget): Promise<void> {
  await ensureRole(sql, base.user, 'LOGIN NOINHERIT', base.password);
  for (const role of LOGIN_ROLES) {
    const { user, password } = serviceTarget(base, role);
    await ensureRole(sql, user, 'LOGIN NOINHERIT', password, true);
    await grantRoles(sql, user, [`clearance_${role}`]);
    // NOINHERIT: the login has the rights of its one role because it becomes that role, and of no other.
    await sql.unsafe(`ALTER ROLE ${quoteName(user)} SET role TO clearance_${role}`);
  }
}

/** A base login that was there keeps its password: it belongs to the operator. Derived logins follow it. */
async function ensureRole(
  sql: Sql,
  name: string,
  attributes: string,
  password: string | null = null,
  renew = false,
): Promise<void> {
  const [existing] = await sql`SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = ${name}`;
  const secret = password === null ? '' : ` PASSWORD '${scramVerifier(password)}'`;
  if (!existing) await sql.unsafe(`CREATE ROLE ${quoteName(name)} ${attributes}${secret}`);
  else if (renew) await sql.unsafe(`ALTER ROLE ${quoteName(name)} ${attributes}${secret}`);
}

async function grantRoles(sql: Sql, member: string, roles: readonly string[]): Promise<void> {
  for (const role of roles) {
    const [granted] = await sql`
      SELECT 1 FROM pg_catalog.pg_auth_members m
      JOIN pg_catalog.pg_roles r ON r.oid = m.roleid JOIN pg_catalog.pg_roles u ON u.oid = m.member
      WHERE r.rolname = ${role} AND u.rolname = ${member}`;
    if (!granted) await sql.unsafe(`GRANT ${quoteName(role)} TO ${quoteName(member)}`);
  }
}

/** Runs `work` on one connection of its own, closed afterwards. */
export async function inDatabase<T>(target: ConnectionTarget, work: (sql: Sql) => Promise<T>): Promise<T> {
  const sql = openPool(target, { application: 'clearance setup', max: 1 });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** The advisory lock is of the session: `sql` has one connection, so it holds for `work`. */
export async function withSetupLock<T>(sql: Sql, work: () => Promise<T>): Promise<T> {
  await sql`SELECT pg_advisory_lock(${SETUP_LOCK})`;
  try {
    return await work();
  } finally {
    await sql`SELECT pg_advisory_unlock(${SETUP_LOCK})`;
  }
}

/** A name as an SQL identifier. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
