import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { AppModule } from '../../src/app.module.js';
import { configureApp, fastifyOptions } from '../../src/app.setup.js';
import { readConfig } from '../../src/config.js';
import { InlineChecklistParser } from '../../src/features/templates/parsing/parse-in-worker.js';
import type { TestApp } from './test-app.js';

/** Another node on the database of an application: it serves nobody, and does what nodes do by themselves. */
export async function anotherNode(
  { db, adminKey }: Pick<TestApp, 'db' | 'adminKey'>,
  env: NodeJS.ProcessEnv = {},
): Promise<{ readonly close: () => Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'clearance-node-'));
  const config = readConfig({
    CLEARANCE_DATA_DIR: dataDir,
    CLEARANCE_ADMIN_KEY: adminKey,
    CLEARANCE_OUTBOUND_ALLOW: '127.0.0.1',
    ...env,
  });
  const parser = new InlineChecklistParser();
  const module = await Test.createTestingModule({
    imports: [AppModule.forRoot({ config, database: db.database, parser })],
  }).compile();
  const app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(fastifyOptions()), {
    logger: ['error', 'warn'],
  });
  configureApp(app, { version: '0.0.0-test' });
  await app.init();
  return {
    close: async () => {
      await app.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
