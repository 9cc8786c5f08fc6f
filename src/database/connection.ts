import { hkdfSync } from 'node:crypto';
import { makePool } from './pool.js';
import type { Sql, TransactionSql } from './sql.js';

export type { Sql, TransactionSql } from './sql.js';

/** Where a PostgreSQL server is, and as whom to log in. `host` is a folder for a unix socket. */
export interface ConnectionTarget {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string | null;
  readonly ssl: 'require' | 'verify-full' | 'prefer' | false;
}

export interface PoolOptions {
  readonly application: string;
  readonly max: number;
  /** Milliseconds after which a statement is given up; 0 for none. */
  readonly statementTimeoutMs?: number;
  readonly lockTimeoutMs?: number;
  /** Milliseconds that a caller waits for a connection while none is given back; 0 for as long as for a new one. */
  readonly placeTimeoutMs?: number;
  /** Milliseconds without an answer after which a connection is closed; 0 for never. */
  readonly answerTimeoutMs?: number;
}

/** The roles that the service logs in as; each has a login of its own. */
export const SERVICE_ROLES = ['append', 'project', 'read', 'seal'] as const;
export type ServiceRole = (typeof SERVICE_ROLES)[number];

export class InvalidDatabaseUrl extends Error {
  override readonly name = 'InvalidDatabaseUrl';
}

const SSL_MODES = new Map<string | null, ConnectionTarget['ssl']>([
  [null, false],
  ['disable', false],
  ['allow', 'prefer'],
  ['prefer', 'prefer'],
  ['require', 'require'],
  ['verify-ca', 'verify-full'],
  ['verify-full', 'verify-full'],
]);

/**
 * Reads `postgres://user:password@host:port/database?sslmode=…`; `?host=/folder` names a unix socket.
 * Throws InvalidDatabaseUrl, which never repeats the password.
 */
export function parseDatabaseUrl(text: string, variable: string): ConnectionTarget {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new InvalidDatabaseUrl(
      `${variable} is not a URL; it looks like postgres://user:password@host:5432/database`,
    );
  }
  if (url.protocol !== 'postgres:' && url.protocol !== 'postgresql:')
    throw new InvalidDatabaseUrl(
      `${variable} starts with "${url.protocol}"; postgres: or postgresql: is meant`,
    );
  const user = decodeURIComponent(url.username);
  if (user === '') throw new InvalidDatabaseUrl(`${variable} names no user`);
  const ssl = SSL_MODES.get(url.searchParams.get('sslmode'));
  if (ssl === undefined) throw new InvalidDatabaseUrl(`${variable} has an unknown sslmode`);
  return {
    host:
      url.searchParams.get('host') ??
      (url.hostname === '' ? '127.0.0.1' : url.hostname.replace(/^\[|\]$/g, '')),
    port: Number(url.port === '' ? (url.searchParams.get('port') ?? 5432) : url.port),
    database: decodeURIComponent(url.pathname.slice(1)) || user,
    user,
    password: url.password === '' ? null : decodeURIComponent(url.password),
    ssl,
  };
}

/** Roles that have a login: those of the service, and the one that erases, used for the moment alone. */
export const LOGIN_ROLES = [...SERVICE_ROLES, 'erase'] as const;
export type LoginRole = (typeof LOGIN_ROLES)[number];

/** The login of a role: the base login's name with the role behind it, its password derived (HKDF-SHA-256). */
export function serviceTarget(base: ConnectionTarget, role: LoginRole): ConnectionTarget {
  const user = `${base.user}_${role}_login`;
  const password =
    base.password === null
      ? null
      : Buffer.from(hkdfSync('sha256', base.password, 'clearance database login', user, 24)).toString(
          'base64url',
        );
  return { ...base, user, password };
}

const CONNECT_TIMEOUT_MS = 10_000;

/** Opens a pool; nothing is connected before the first query. Bigints come as numbers: logs stay under 2^53. */
export function openPool(target: ConnectionTarget, options: PoolOptions): Sql {
  const isSocket = target.host.startsWith('/');
  const settings = {
    application_name: options.application,
    client_min_messages: 'warning',
    // A server set to answer commits before they are durable is overruled.
    synchronous_commit: 'on',
    statement_timeout: options.statementTimeoutMs ?? 0,
    lock_timeout: options.lockTimeoutMs ?? 0,
    idle_in_transaction_session_timeout: 60_000,
  };
  return makePool({
    host: target.host,
    port: target.port,
    database: target.database,
    user: target.user,
    password: target.password ?? '',
    ssl: isSocket || target.ssl === false ? false : { rejectUnauthorized: target.ssl === 'verify-full' },
    isTlsOptional: target.ssl === 'prefer',
    max: options.max,
    pipeline: true,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    placeTimeoutMillis: options.placeTimeoutMs ?? 0,
    answerTimeoutMillis: options.answerTimeoutMs ?? 0,
    idleTimeoutMillis: 300_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 60_000,
    options: Object.entries(settings)
      .map(([name, value]) => `-c ${name}=${`${value}`.replaceAll(/[\\ ]/g, '\\$&')}`)
      .join(' '),
  });
}

/** Runs `work` in a transaction that sees one tenant only (row level security), for reading in one snapshot. */
export async function inTenant<T>(
  sql: Sql,
  tenant: string,
  mode: 'read' | 'write',
  work: (transaction: TransactionSql) => Promise<T>,
): Promise<T> {
  const inside = async (transaction: TransactionSql): Promise<T> => {
    // Sent ahead without waiting, so it costs no round trip.
    const setting = transaction`SELECT set_config('clearance.tenant', ${tenant}, true)`;
    const [, value] = await Promise.all([setting, work(transaction)]);
    return value;
  };
  return mode === 'read' ? await sql.look(inside) : await sql.begin(inside, 'ISOLATION LEVEL READ COMMITTED');
}
