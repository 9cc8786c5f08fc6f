import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { expect } from 'vitest';
import { type ClearanceClient, createClearanceClient } from '../../src/client/client.js';
import type { Logger } from 'pino';
import { AppModule } from '../../src/app.module.js';
import { configureApp, fastifyOptions } from '../../src/app.setup.js';
import { bootstrapTenant } from '../../src/bootstrap.js';
import { readConfig } from '../../src/config.js';
import { DEFAULT_TENANT } from '../../src/core.tokens.js';
import { InlineChecklistParser } from '../../src/features/templates/parsing/parse-in-worker.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';
import { until } from './until.js';

/** The application on a database of its own, listening on a loopback port. */
export interface TestApp {
  readonly app: NestFastifyApplication;
  readonly server: Server;
  readonly db: TestDatabase;
  readonly adminKey: string;
  /** A request as somebody: `as(key).get('/v1/projects')`. */
  readonly as: (key: string) => ReturnType<typeof request.agent>;
  /** As the admin. */
  readonly admin: ReturnType<typeof request.agent>;
  /** The typed client as somebody: what it takes and gives is what openapi.json says. */
  readonly client: (key: string) => ClearanceClient;
  readonly close: () => Promise<void>;
}

/**
 * Starts it as the service does, except that checklists are read in this thread; `env` is set beside what tests need, and
 * nothing is logged without a `logger`.
 */
export async function createTestApp(
  template?: string,
  env: NodeJS.ProcessEnv = {},
  logger?: Logger,
): Promise<TestApp> {
  const db = await createTestDatabase(template);
  const dataDir = mkdtempSync(join(tmpdir(), 'clearance-app-'));
  const adminKey = randomBytes(24).toString('hex');
  const config = readConfig({
    CLEARANCE_DATA_DIR: dataDir,
    CLEARANCE_ADMIN_KEY: adminKey,
    // Tests send wrong credentials by the thousand, all from one address.
    CLEARANCE_FAILED_LOGINS_PER_MINUTE: '1000000',
    ...env,
  });
  const parser = new InlineChecklistParser();
  const module = await Test.createTestingModule({
    imports: [AppModule.forRoot({ config, database: db.database, parser, ...(logger && { logger }) })],
  }).compile();
  const app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(fastifyOptions()), {
    logger: ['error', 'warn'],
  });
  configureApp(app, { version: '0.0.0-test', ...(logger && { logger }) });
  await app.init();
  await bootstrapTenant(app, config);
  await sealedOnce(db);
  await app.listen(0, '127.0.0.1');
  const server: Server = app.getHttpServer();
  const as = (key: string): ReturnType<typeof request.agent> =>
    request.agent(server).set('authorization', `Bearer ${key}`);
  return {
    app,
    server,
    db,
    adminKey,
    as,
    admin: as(adminKey),
    client: (key) => {
      const { port } = server.address() as AddressInfo;
      return createClearanceClient({ url: `http://127.0.0.1:${port}`, key });
    },
    close: async () => {
      await app.close();
      await db.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/**
 * Waits for what the service does by itself after a start: the log names the keys that sign it, and is signed. From then
 * on nothing is recorded but what a test does.
 */
async function sealedOnce({ admin }: TestDatabase): Promise<void> {
  await until(async () => {
    const signed =
      await admin`SELECT FROM sealing.trees WHERE tenant = ${DEFAULT_TENANT} AND checkpoint IS NOT NULL`;
    expect(signed).toHaveLength(1);
  });
}
