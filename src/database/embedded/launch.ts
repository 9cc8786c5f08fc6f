import { setTimeout as delay } from 'node:timers/promises';
import type { Binaries } from './binaries.js';
import { type DataFolder, clusterArgument } from './data-folder.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { type GuardedServer, startGuarded } from './guard.js';
import { type Hold, type NewHolders, createHolders, removeHolders, removeUnheld } from './holders.js';
import { describeServer, readPostmasterFile } from './postmaster.js';
import type { RunningServer } from './running-server.js';
import type { ServerLog } from './server-log.js';
import { serverArguments } from './settings.js';
import { type SocketFolder, chooseSocketFolder } from './socket-folder.js';

const POLL_MS = 5;
/** Recovery after a crash reads at most 1 GB of write-ahead log. */
const START_LIMIT_MS = 120_000;
// Another server was faster, or one that was killed has processes left for some 100 ms.
const TAKEN = /lock file ".*" already exists|pre-existing shared memory block/;

export interface LaunchOptions {
  readonly folder: DataFolder;
  readonly binaries: Binaries;
  readonly secret: string;
  readonly log: ServerLog;
  readonly settings: Readonly<Record<string, string>>;
}

/**
 * Starts a server on the cluster and waits until it answers; null when the cluster is still taken by another.
 * Throws start_failed with the end of the server's log, or disk_full.
 */
export async function launchServer(options: LaunchOptions): Promise<RunningServer | null> {
  const { folder } = options;
  const socket = await chooseSocketFolder(folder);
  const holders = await createHolders(folder.path);
  let running: RunningServer | null = null;
  try {
    const guarded = startServer(options, socket, holders);
    running = await untilReady(options, socket.path, holders.hold, guarded);
    if (running !== null) await removeUnheld(folder.path);
    return running;
  } finally {
    if (running === null) {
      holders.hold.release();
      await removeHolders(holders.hold.path);
    }
  }
}

function startServer(options: LaunchOptions, socket: SocketFolder, holders: NewHolders): GuardedServer {
  const { folder, binaries, settings } = options;
  const args = serverArguments({
    cluster: clusterArgument(folder, folder.cluster),
    socketFolder: socket.argument,
    holders: holders.hold.path,
    settings,
  });
  return startGuarded({
    command: [binaries.postgres, ...args],
    cluster: folder.cluster,
    user: folder.user,
    temporarySocketFolder: socket.argument === '.' ? null : socket.path,
    holders,
    log: options.log.open(),
  });
}

async function untilReady(
  { folder, log, secret }: LaunchOptions,
  socketDir: string,
  hold: Hold,
  guarded: GuardedServer,
): Promise<RunningServer | null> {
  const started = performance.now();
  for (;;) {
    const ended = guarded.ended();
    if (ended !== null && TAKEN.test(log.tail())) return null;
    if (ended !== null) throw startFailed(folder, log, `ended at once (${ended})`);
    // Asked only once it says so itself: a question before that leaves a line in the log.
    const file = await readPostmasterFile(folder.cluster);
    const description = file?.isReady === true ? await describeServer(socketDir, secret) : null;
    // Of two processes that start at the same time, this one may see the other's server.
    if (description?.holders === hold.path) return { socketDir, description, hold, guarded };
    if (performance.now() - started > START_LIMIT_MS)
      throw startFailed(folder, log, `was not ready within ${START_LIMIT_MS / 1_000} s`);
    await delay(POLL_MS);
  }
}

function startFailed(folder: DataFolder, log: ServerLog, what: string): EmbeddedPostgresError {
  const tail = log.tail();
  if (/No space left on device|Disk quota exceeded/.test(tail))
    return new EmbeddedPostgresError(
      'disk_full',
      `PostgreSQL could not start: the disk of ${folder.path} is full. Free some space.`,
    );
  return new EmbeddedPostgresError(
    'start_failed',
    `PostgreSQL ${what} on ${folder.cluster}. ${tail === '' ? 'It said nothing' : 'The end of its log'} ` +
      `(${log.path}):\n${tail}`,
  );
}
