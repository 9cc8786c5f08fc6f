import type { Config } from './config.js';
import type { ConnectionTarget } from './database/connection.js';
import { Database, setUpDatabase } from './database/database.js';
import { superviseEmbedded } from './database/embedded/supervise.js';

/** A database that is set up, checked and open, and what ends it. */
export interface ProvidedDatabase {
  readonly database: Database;
  /** In words, for the log. */
  readonly description: string;
  readonly close: () => Promise<void>;
}

/** Which phases to run before the pools are opened (after ZITADEL: init, setup, start, start-from-init). */
export type Phase = 'init-and-setup' | 'start' | 'start-from-init';

const EMBEDDED_DATABASE = 'clearance';

/**
 * Provides the database that the configuration says: PostgreSQL at DATABASE_URL, or the embedded one in the data
 * folder. Set-up runs where there is a login for it. Throws GuardMissing, SchemaMismatch, EmbeddedPostgresError.
 */
export async function provideDatabase(
  config: Config,
  phase: Phase,
  log: (message: string) => void,
): Promise<ProvidedDatabase> {
  if (config.database) {
    const base = config.database;
    const { setupDatabase } = config;
    if (setupDatabase && phase !== 'start') await setUp(setupDatabase, base, log);
    const description = `PostgreSQL at ${base.host}:${base.port}, database ${base.database}`;
    return await openChecked(base, description, async () => undefined);
  }
  const server = await superviseEmbedded(config.dataDir, log);
  try {
    const { superuser, socketDir, port, secret } = server;
    const target = { host: socketDir, port, ssl: false } as const;
    const base: ConnectionTarget = {
      ...target,
      database: EMBEDDED_DATABASE,
      user: 'clearance',
      password: secret,
    };
    const setup: ConnectionTarget = { ...target, database: 'postgres', ...superuser };
    if (phase !== 'start') await setUp(setup, base, log);
    return await openChecked(base, `embedded PostgreSQL ${server.version} in ${config.dataDir}`, () =>
      server.stop(),
    );
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function setUp(
  setup: ConnectionTarget,
  base: ConnectionTarget,
  log: (message: string) => void,
): Promise<void> {
  for (const name of await setUpDatabase(setup, base)) log(`migration ${name} has run`);
}

async function openChecked(
  base: ConnectionTarget,
  description: string,
  stop: () => Promise<void>,
): Promise<ProvidedDatabase> {
  const database = Database.open(base);
  try {
    await database.check(base);
  } catch (error) {
    await database.close();
    throw error;
  }
  const close = async (): Promise<void> => {
    await database.close();
    await stop();
  };
  return { database, description, close };
}
