import { isAbsolute, join, resolve } from 'node:path';
import { type OidcIssuer, readOidcIssuers } from './oidc-settings.js';
import { ROLES } from './features/access/roles.rules.js';
import { readAnchorConfig } from './anchor-settings.js';
import { type ConnectionTarget, parseDatabaseUrl } from './database/connection.js';
import {
  InvalidProjectionSettings,
  type ProjectionConfig,
  readProjectionConfig,
} from './eventstore/projections/read-settings.js';
import { type OutboundAllow, readOutboundAllow } from './outbound-settings.js';
import type { AnchorConfig } from './sealing/anchors/anchor-config.js';

/** What the environment says; docs/configuration.md has the table. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  /** Null: the embedded PostgreSQL. */
  readonly database: ConnectionTarget | null;
  /** For the init and setup phases alone; never kept. */
  readonly setupDatabase: ConnectionTarget | null;
  readonly adminKey: string | null;
  readonly keyPepper: string | null;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** Name of this installation in its logs' origins, e.g. `clearance.example.org`. */
  readonly logOrigin: string;
  /** Origins whose scripts may read answers. */
  readonly corsOrigins: readonly string[];
  /** How long requests are still taken after readiness went off, in milliseconds. */
  readonly drainMs: number;
  /** Whether this process seals the log itself, or leaves it to one started with `seal`. */
  readonly sealer: 'inside' | 'apart';
  /** The file of the sealer's signing keys. */
  readonly logKeyFile: string;
  readonly anchors: AnchorConfig;
  /** Wrong credentials from one address in a minute before it has to wait. */
  readonly failedLoginsPerMinute: number;
  /** Nodes that serve one database: each grants its share of a tenant's request rate. */
  readonly nodes: number;
  /** Addresses of proxies whose X-Forwarded-For is believed; empty: nobody's. */
  readonly trustedProxies: readonly string[];
  /** Whose access tokens are taken; empty: API keys alone. */
  readonly oidcIssuers: readonly OidcIssuer[];
  /** Share of one core, 0 to 1, that the log's check of itself may take; 0: it does not run. */
  readonly selfCheckShare: number;
  /** Writes are refused while an event has been unsealed for longer than this; null: never. */
  readonly refuseUnsealedSeconds: number | null;
  /** Where requests may go beside public addresses. */
  readonly outboundAllow: OutboundAllow;
  /** Keys that secrets of connections are encrypted under, newest first; null: those of the file. */
  readonly secretsKeys: string | null;
  /** Event streams that one credential may have at once on a node. */
  readonly streamsPerCredential: number;
  /** docs/projections.md */
  readonly projections: ProjectionConfig;
}

export class InvalidConfig extends Error {
  override readonly name = 'InvalidConfig';
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const ORIGIN = /^[a-z0-9][a-z0-9.-]{0,199}$/;
const MIN_SECRET_LENGTH = 32;

/** Reads and checks the environment. Throws InvalidConfig naming the variable, never its value where it is secret. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const database = optional(env['DATABASE_URL']);
  const setup = optional(env['CLEARANCE_SETUP_DATABASE_URL']);
  if (setup !== null && database === null)
    throw new InvalidConfig(
      'CLEARANCE_SETUP_DATABASE_URL needs DATABASE_URL beside it: the login that the service is to run as, ' +
        'e.g. postgres://clearance:<a new password>@host:5432/clearance; set-up makes it',
    );
  const dataDir = optional(env['CLEARANCE_DATA_DIR']) ?? '.clearance';
  const data = isAbsolute(dataDir) ? dataDir : resolve(dataDir);
  return {
    host: optional(env['HOST']) ?? '127.0.0.1',
    port: portNumber(optional(env['PORT']) ?? '3000'),
    dataDir: data,
    database: database === null ? null : parseDatabaseUrl(database, 'DATABASE_URL'),
    setupDatabase: setup === null ? null : parseDatabaseUrl(setup, 'CLEARANCE_SETUP_DATABASE_URL'),
    adminKey: secret(env, 'CLEARANCE_ADMIN_KEY'),
    keyPepper: secret(env, 'CLEARANCE_KEY_PEPPER'),
    logLevel: oneOf(LOG_LEVELS, optional(env['CLEARANCE_LOG_LEVEL']) ?? 'info', 'CLEARANCE_LOG_LEVEL'),
    corsOrigins: corsOrigins(optional(env['CLEARANCE_CORS_ORIGINS']) ?? ''),
    logOrigin: origin(optional(env['CLEARANCE_LOG_ORIGIN']) ?? 'clearance.local'),
    drainMs: drain(optional(env['CLEARANCE_DRAIN_MS']) ?? '500'),
    sealer: oneOf(['inside', 'apart'], optional(env['CLEARANCE_SEALER']) ?? 'inside', 'CLEARANCE_SEALER'),
    logKeyFile: resolve(optional(env['CLEARANCE_LOG_KEY_FILE']) ?? join(data, 'log-key')),
    selfCheckShare: percent(optional(env['CLEARANCE_SELF_CHECK_PERCENT']) ?? '5') / 100,
    failedLoginsPerMinute: count(env, 'CLEARANCE_FAILED_LOGINS_PER_MINUTE', 300, 1_000_000),
    nodes: count(env, 'CLEARANCE_NODES', 1, 1_000),
    trustedProxies: (optional(env['CLEARANCE_TRUSTED_PROXIES']) ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
    oidcIssuers: readOidcIssuers(
      (name) => optional(env[name]),
      ROLES,
      (message) => new InvalidConfig(message),
    ),
    refuseUnsealedSeconds: refusal(optional(env['CLEARANCE_REFUSE_UNSEALED_SECONDS'])),
    anchors: readAnchorConfig(
      (name) => optional(env[name]),
      (message) => new InvalidConfig(message),
    ),
    outboundAllow: readOutboundAllow(
      optional(env['CLEARANCE_OUTBOUND_ALLOW']),
      (message) => new InvalidConfig(message),
    ),
    secretsKeys: secret(env, 'CLEARANCE_SECRETS_KEY'),
    streamsPerCredential: streams(optional(env['CLEARANCE_STREAMS_PER_CREDENTIAL']) ?? '20'),
    projections: projections(env),
  };
}

function optional(value: string | undefined): string | null {
  return value === undefined || value.trim() === '' ? null : value.trim();
}

function projections(env: NodeJS.ProcessEnv): ProjectionConfig {
  try {
    return readProjectionConfig(optional(env['CLEARANCE_CONFIG']), env);
  } catch (error) {
    if (error instanceof InvalidProjectionSettings) throw new InvalidConfig(error.message, { cause: error });
    throw error;
  }
}

function count(env: NodeJS.ProcessEnv, name: string, fallback: number, most: number): number {
  const text = optional(env[name]) ?? `${fallback}`;
  if (!/^\d{1,9}$/.test(text) || Number(text) < 1 || Number(text) > most)
    throw new InvalidConfig(`${name} is "${text}"; a number from 1 to ${most} is meant`);
  return Number(text);
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new InvalidConfig(`PORT is "${text}"; a number from 0 to 65535 is meant`);
  return port;
}

function drain(text: string): number {
  const ms = Number(text);
  if (!/^\d{1,4}$/.test(text) || ms > 2_000)
    throw new InvalidConfig(`CLEARANCE_DRAIN_MS is "${text}"; milliseconds from 0 to 2000 are meant`);
  return ms;
}

function streams(text: string): number {
  const most = Number(text);
  if (!/^\d{1,4}$/.test(text) || most < 1 || most > 5_000)
    throw new InvalidConfig(
      `CLEARANCE_STREAMS_PER_CREDENTIAL is "${text}"; a number from 1 to 5000 is meant`,
    );
  return most;
}

function refusal(text: string | null): number | null {
  if (text === null) return null;
  if (!/^\d{1,5}$/.test(text) || Number(text) < 5 || Number(text) > 86_400)
    throw new InvalidConfig(
      `CLEARANCE_REFUSE_UNSEALED_SECONDS is "${text}"; a number of seconds from 5 to 86400 is meant`,
    );
  return Number(text);
}

function percent(text: string): number {
  if (!/^\d{1,3}$/.test(text) || Number(text) > 100)
    throw new InvalidConfig(`CLEARANCE_SELF_CHECK_PERCENT is "${text}"; a number from 0 to 100 is meant`);
  return Number(text);
}

function secret(env: NodeJS.ProcessEnv, name: string): string | null {
  const value = optional(env[name]);
  if (value !== null && value.length < MIN_SECRET_LENGTH)
    throw new InvalidConfig(`${name} is too short: at least ${MIN_SECRET_LENGTH} characters are asked for`);
  return value;
}

function oneOf<T extends string>(allowed: readonly T[], value: string, name: string): T {
  const found = allowed.find((entry) => entry === value);
  if (found === undefined)
    throw new InvalidConfig(`${name} is "${value}"; one of ${allowed.join(', ')} is meant`);
  return found;
}

function origin(value: string): string {
  if (!ORIGIN.test(value))
    throw new InvalidConfig(
      `CLEARANCE_LOG_ORIGIN is "${value}"; a host name such as clearance.example.org is meant`,
    );
  return value;
}

function corsOrigins(text: string): string[] {
  const origins = text.split(',').map((entry) => entry.trim());
  return origins.filter((entry) => entry !== '').map(corsOrigin);
}

function corsOrigin(text: string): string {
  if (/^https?:$/.test(URL.parse(text)?.protocol ?? '') && URL.parse(text)?.origin === text) return text;
  throw new InvalidConfig(
    `CLEARANCE_CORS_ORIGINS has "${text}"; origins such as https://board.example.org are meant, with commas between`,
  );
}
