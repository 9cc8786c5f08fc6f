import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import './partitions/from-environment.js';
import type { ConnectionTarget } from '../../src/database/connection.js';
import { setUpDatabase } from '../../src/database/database.js';
import { startEmbeddedPostgres } from '../../src/database/embedded/embedded-postgres.js';
import { TEMPLATE_DATABASE, testTarget } from './test-server.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The superuser of the server that this run of the tests started. */
    testServer: ConnectionTarget;
  }
}

/** One embedded server for the whole run, with a migrated database that test files copy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'clearance-test-'));
  const server = await startEmbeddedPostgres({ dataDir });
  const superuser: ConnectionTarget = {
    host: server.socketDir,
    port: server.port,
    database: 'postgres',
    ssl: false,
    ...server.superuser,
  };
  await setUpDatabase(superuser, testTarget(superuser, TEMPLATE_DATABASE));
  project.provide('testServer', superuser);
  return async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
