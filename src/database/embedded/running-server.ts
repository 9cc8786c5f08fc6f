import { setTimeout as delay } from 'node:timers/promises';
import type { DataFolder } from './data-folder.js';
import { EmbeddedPostgresError, systemCode } from './embedded-postgres-error.js';
import type { GuardedServer } from './guard.js';
import { type Hold, isGuarded, isHeld, removeHolders } from './holders.js';
import { type ServerDescription, processKind } from './postmaster.js';

const POLL_MS = 5;
const SIGNAL_EVERY_MS = 1_000;
const FAST_MS = 20_000;
const STOP_LIMIT_MS = 60_000;

/** A server that answers, and this process's hold on it. */
export interface RunningServer {
  readonly socketDir: string;
  readonly description: ServerDescription;
  readonly hold: Hold;
  /** Null for a server that another process started. */
  readonly guarded: GuardedServer | null;
}

/**
 * Gives up the hold. When it was the last one the guard stops the server, and this waits until server and guard
 * are gone; otherwise the server goes on for the others. Does the guard's work where the guard was killed.
 * Throws stop_failed after a minute.
 */
export async function releaseServer(
  folder: DataFolder,
  server: RunningServer,
): Promise<'stopped' | 'left running'> {
  const { hold, guarded } = server;
  const { pid } = server.description;
  const started = performance.now();
  let nextSignal = SIGNAL_EVERY_MS;
  hold.release();
  while ((await processKind(pid, folder.path)) === 'ours' || guarded?.ended() === null) {
    if (isHeld(hold.path)) return 'left running';
    const elapsed = performance.now() - started;
    if (elapsed > STOP_LIMIT_MS)
      throw new EmbeddedPostgresError(
        'stop_failed',
        `PostgreSQL (pid ${pid}, data in ${folder.cluster}) did not stop within a minute. ` +
          `See ${folder.path}/postgres.log; its data is safe even if you end it by force.`,
      );
    if (elapsed > nextSignal && !isGuarded(hold.path)) {
      signalServer(pid, elapsed < FAST_MS ? 'SIGINT' : 'SIGQUIT');
      nextSignal += SIGNAL_EVERY_MS;
    }
    await delay(POLL_MS);
  }
  await removeHolders(hold.path);
  return 'stopped';
}

/** Sends a signal to a server that may have ended meanwhile. */
export function signalServer(pid: number, signal: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (systemCode(error) !== 'ESRCH') throw error;
  }
}
