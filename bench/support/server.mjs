import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { built } from './dist.mjs';

/**
 * Starts an embedded PostgreSQL of its own in a temporary folder, with the settings it has in production unless
 * `settings` say other, and sets up a database for the service. `stop` takes all of it away again.
 */
export async function startServer(settings = {}) {
  const { startEmbeddedPostgres } = await built('database/embedded/embedded-postgres.js');
  const { setUpDatabase } = await built('database/database.js');
  const dataDir = mkdtempSync(join(tmpdir(), 'clearance-bench-'));
  const embedded = await startEmbeddedPostgres({ dataDir, settings });
  const stop = async () => {
    await embedded.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  const target = { host: embedded.socketDir, port: embedded.port, ssl: false };
  const superuser = { ...target, database: 'postgres', ...embedded.superuser };
  const base = {
    ...target,
    database: 'clearance',
    user: 'clearance_bench',
    password: 'only for a benchmark',
  };
  try {
    await setUpDatabase(superuser, base);
  } catch (error) {
    await stop();
    throw error;
  }
  return { dataDir, superuser, base, pid: embedded.pid, version: embedded.version, stop };
}

/** Gives such a server to `work`, and takes it away again. */
export async function withServer(work, settings = {}) {
  const server = await startServer(settings);
  try {
    return await work(server);
  } finally {
    await server.stop();
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
