import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from './config.js';
import { DEFAULT_TENANT } from './core.tokens.js';
import { EventStore } from './eventstore/eventstore.js';
import { AccessBootstrap } from './features/access/access.module.js';
import { LogLifecycle } from './features/log/log.module.js';
import { BundledTemplates } from './features/templates/templates.module.js';

export interface Bootstrapped {
  /** Where the admin key was written, now or at an earlier start; null where it came with the environment. */
  readonly adminKeyPath: string | null;
}

/**
 * Makes what a first start needs: the default tenant's log, the admin account with its key, the bundled templates.
 * Then the log is sealed.
 * Done again, by this node or by several at once, it changes nothing.
 */
export async function bootstrapTenant(app: NestFastifyApplication, config: Config): Promise<Bootstrapped> {
  const store = app.get(EventStore, { strict: false });
  await store.createTenant(DEFAULT_TENANT, `${config.logOrigin}/log/${DEFAULT_TENANT}`);
  const adminKeyPath = await app.get(AccessBootstrap, { strict: false }).run(DEFAULT_TENANT);
  await app.get(BundledTemplates, { strict: false }).publish(DEFAULT_TENANT);
  await app.get(LogLifecycle, { strict: false }).start();
  return { adminKeyPath };
}
