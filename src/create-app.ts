import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { AppModule } from './app.module.js';
import { configureApp, fastifyOptions } from './app.setup.js';
import type { Config } from './config.js';
import type { Database } from './database/database.js';
import { WorkerChecklistParser } from './features/templates/parsing/parse-in-worker.js';
import { VERSION } from './version.js';

/** Makes the application with its HTTP manners. Nothing runs until its `init`. */
export async function createApp(
  config: Config,
  database: Database,
  logger: Logger,
): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRoot({ config, database, parser: new WorkerChecklistParser(), logger }),
    new FastifyAdapter(fastifyOptions(config.trustedProxies)),
    { bufferLogs: true, abortOnError: false },
  );
  return configureApp(app, { version: VERSION, logger, corsOrigins: config.corsOrigins });
}
