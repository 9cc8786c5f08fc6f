import { createHmac } from 'node:crypto';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.js';

/** How soon a server that died is noticed. */
const LOOK_EVERY_MS = 500;

/** An embedded server that is started again when it dies. */
export interface SupervisedServer {
  readonly socketDir: string;
  readonly port: number;
  readonly version: string;
  readonly superuser: { readonly user: string; readonly password: string };
  /** What the service's logins get their passwords from; the same for every process on this data folder. */
  readonly secret: string;
  readonly stop: () => Promise<void>;
}

/**
 * Starts the embedded server of a data folder and keeps it up: killed, it is started again (it recovers from its
 * log), while requests in between are answered as for any database that is away. Throws EmbeddedPostgresError.
 */
export async function superviseEmbedded(
  dataDir: string,
  log: (line: string) => void,
): Promise<SupervisedServer> {
  let server = await startEmbeddedPostgres({ dataDir, log });
  let starting: Promise<void> | null = null;
  const { socketDir, port, version, superuser } = server;
  const restart = async (): Promise<void> => {
    const dead = server;
    try {
      server = await startEmbeddedPostgres({ dataDir, log });
    } catch (error) {
      log(`the embedded PostgreSQL did not start: ${String(error)}`);
      return;
    } finally {
      starting = null;
    }
    // It is still held: by an open pipe, by its files in the data folder, by the timer that looks after its log.
    await dead
      .stop()
      .catch((error: unknown) => log(`what the dead PostgreSQL left is still there: ${String(error)}`));
  };
  const timer = setInterval(() => {
    if (starting !== null || isAlive(server)) return;
    log('the embedded PostgreSQL is gone; starting it again');
    starting = restart();
  }, LOOK_EVERY_MS);
  timer.unref();
  return {
    socketDir,
    port,
    version,
    superuser,
    secret: createHmac('sha256', superuser.password).update('clearance logins').digest('hex'),
    stop: async () => {
      clearInterval(timer);
      await starting;
      await server.stop();
    },
  };
}

function isAlive(server: EmbeddedPostgres): boolean {
  try {
    process.kill(server.pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, under another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
