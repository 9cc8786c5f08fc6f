import 'reflect-metadata';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { type Bootstrapped, bootstrapTenant } from './bootstrap.js';
import type { Config } from './config.js';
import { createApp } from './create-app.js';
import { type Phase, provideDatabase } from './provide-database.js';
import { closeGracefully } from './http/lifecycle.js';

/** A service that answers requests. */
export interface RunningService {
  readonly url: string;
  readonly database: string;
  readonly bootstrapped: Bootstrapped;
  /** Finishes what is in flight and ends, within 5 s. */
  readonly close: () => Promise<void>;
}

/**
 * Starts everything: database, application, the default tenant, the port. What had been started is ended again when
 * a later step fails.
 */
export async function startService(config: Config, phase: Phase, logger: Logger): Promise<RunningService> {
  const provided = await provideDatabase(config, phase, (message) => logger.info(message));
  const app = await createApp(config, provided.database, logger).catch(async (error: unknown) => {
    await provided.close();
    throw error;
  });
  try {
    await app.init();
    const bootstrapped = await bootstrapTenant(app, config);
    await app.listen(config.port, config.host);
    return {
      url: urlOf(app, config),
      database: provided.description,
      bootstrapped,
      close: async () => {
        await closeGracefully(app, { graceMs: config.drainMs });
        await provided.close();
      },
    };
  } catch (error) {
    await app.close();
    await provided.close();
    throw error;
  }
}

function urlOf(app: NestFastifyApplication, config: Config): string {
  const address = app.getHttpServer().address();
  const port = address !== null && typeof address === 'object' ? address.port : config.port;
  const host = ['0.0.0.0', '::'].includes(config.host) ? 'localhost' : config.host;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
