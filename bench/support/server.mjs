import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { built } from './dist.mjs';

/**
 * Starts an embedded PostgreSQL of its own in a temporary folder, with the settings it has in production, and sets up
 * a database for the service, gives them to `work`, and takes all of it away again. `settings` are the server's.
 */
export async function withServer(work, settings = {}) {
  const { startEmbeddedPostgres } = await built('database/embedded/embedded-postgres.js');
  const { setUpDatabase } = await built('database/database.js');
  const dataDir = mkdtempSync(join(tmpdir(), 'clearance-bench-'));
  const embedded = await startEmbeddedPostgres({ dataDir, settings });
  try {
    const target = { host: embedded.socketDir, port: embedded.port, ssl: false };
    const superuser = { ...target, database: 'postgres', ...embedded.superuser };
    const base = {
      ...target,
      database: 'clearance',
      user: 'clearance_bench',
      password: 'only for a benchmark',
    };
    await setUpDatabase(superuser, base);
    return await work({ dataDir, superuser, base, pid: embedded.pid, version: embedded.version });
  } finally {
    await embedded.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** A `postgres://` URL of a target. */
export function urlOf({ host, port, database, user, password }) {
  const [name, secret] = [user, password].map(encodeURIComponent);
  return `postgres://${name}:${secret}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
}

/** Makes a database and opens a pool of the superuser on it. */
export async function superuserPool(superuser, database, max) {
  const { openPool } = await built('database/connection.js');
  return openPool({ ...superuser, database }, { application: 'clearance bench', max });
}
