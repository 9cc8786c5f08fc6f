import type { Logger } from 'pino';
import type { Config } from './config.js';
import { CommandRunner } from './eventstore/command-runner.js';
import { PostgresEventStore } from './eventstore/postgres-eventstore.js';
import { LogKeeper } from './features/log/log-keeper.js';
import { provideDatabase } from './provide-database.js';

/**
 * Starts the sealer as a process of its own, without HTTP, on a database that is set up. It alone needs the key file
 * then. Throws as `provideDatabase` does.
 */
export async function startSealer(config: Config, logger: Logger): Promise<{ close: () => Promise<void> }> {
  const { database, close } = await provideDatabase(config, 'start', (message) => logger.info(message));
  const store = new PostgresEventStore(database.append, database.read);
  const runner = new CommandRunner(store);
  const keeper = new LogKeeper({ config, database, store, runner, log: logger, mode: 'apart' });
  await keeper.start();
  logger.info({ key_file: config.logKeyFile }, 'the log is sealed by this process');
  return {
    close: async () => {
      await keeper.stop();
      await close();
    },
  };
}
