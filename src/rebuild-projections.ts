import 'reflect-metadata';
import type { Logger } from 'pino';
import type { Config } from './config.js';
import { createApp } from './create-app.js';
import type { Database } from './database/database.js';
import { ProjectionRegistry, UnknownProjection } from './eventstore/projections/projection-registry.js';
import type { RebuildProgress } from './eventstore/projections/rebuild.js';
import { provideDatabase } from './provide-database.js';

const TELL_EVERY_MS = 1_000;

/**
 * Builds the rows of projections anew from the log, without a key and without listening; other nodes may serve. The
 * database is opened as by `start`. `tell` gets a line now and then.
 * @param names all projections where there is none
 * @throws UnknownProjection before anything is done, what provideDatabase() and rebuild() throw
 */
export async function rebuildProjections(
  config: Config,
  names: readonly string[],
  logger: Logger,
  tell: (line: string) => void,
): Promise<void> {
  const provided = await provideDatabase(config, 'start', (message) => logger.info(message));
  try {
    await rebuildIn(config, provided.database, names, logger, tell);
  } finally {
    await provided.close();
  }
}

async function rebuildIn(
  config: Config,
  database: Database,
  names: readonly string[],
  logger: Logger,
  tell: (line: string) => void,
): Promise<void> {
  // Without `init` nothing of it works in the background: what is rebuilt here is this program's business alone.
  const app = await createApp(config, database, logger);
  try {
    const registry = app.get(ProjectionRegistry, { strict: false });
    const known = registry.names();
    const unknown = names.find((name) => !known.includes(name));
    if (unknown !== undefined)
      throw new UnknownProjection(`there is no projection "${unknown}"; there are ${known.join(', ')}`);
    await registry.prepare();
    for (const name of names.length > 0 ? new Set(names) : known) {
      tell(`${name}: rebuilding`);
      await registry.rebuild(name, { onProgress: progressTo(name, tell) });
      tell(`${name}: rebuilt and in place`);
    }
  } finally {
    await app.close();
  }
}

function progressTo(name: string, tell: (line: string) => void): (progress: RebuildProgress) => void {
  let toldAt = performance.now();
  return ({ done, total }) => {
    if (performance.now() - toldAt < TELL_EVERY_MS) return;
    toldAt = performance.now();
    tell(`${name}: ${done} of ${total} events`);
  };
}
