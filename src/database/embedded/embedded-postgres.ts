import { setTimeout as delay } from 'node:timers/promises';
import { adoptServer, inUse } from './adopt.js';
import { type Binaries, usableBinaries } from './binaries.js';
import { SUPERUSER, createCluster } from './cluster.js';
import { type DataFolder, clusterVersion, openDataFolder, removeWorkshopsLater } from './data-folder.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { launchServer } from './launch.js';
import { type RunningServer, releaseServer } from './running-server.js';
import { superuserSecret } from './secret.js';
import { ServerLog } from './server-log.js';
import { PORT } from './settings.js';

const RETRY_MS = 10;
const RETRY_LIMIT_MS = 60_000;

export interface EmbeddedPostgresOptions {
  /** Folder that keeps the cluster; created when absent. The cluster lives in <dataDir>/postgres. */
  readonly dataDir: string;
  /** Takes one line for people at each step of some length. */
  readonly log?: (line: string) => void;
  /** Extra server settings (-c), e.g. for tests { fsync: 'off' }. An adopted server keeps its own. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Folder of a package of programs; by default that of @embedded-postgres/<platform>. */
  readonly packageDir?: string;
}

export interface EmbeddedPostgres {
  /** Absolute folder of the unix socket, and the port number in its name (.s.PGSQL.<port>). */
  readonly socketDir: string;
  readonly port: number;
  readonly superuser: { readonly user: string; readonly password: string };
  /** e.g. '18.4' */
  readonly version: string;
  readonly pid: number;
  /** True when a live server of the folder was found and used. */
  readonly adopted: boolean;
  /**
   * Gives up this process's hold. The last one stops the server (SIGINT, after 20 s SIGQUIT), and the promise
   * resolves when its processes are gone; while others use it, it runs on and the promise resolves at once.
   * May be called again. Throws stop_failed after a minute.
   */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL 18 that comes as an npm package, or joins the one that runs on the same folder, and
 * resolves once it answers a query.
 *
 * Data: `<dataDir>/postgres`, with the superuser's password in postgres.secret (mode 0600) and the server's log in
 * postgres.log (at most twice 5 MB, looked after once a minute) beside it.
 *
 * Sharing: several processes may use one folder. Each holds the server by an open named pipe; a guard (a small
 * shell) stops the server when the last holder has stopped or died, also by SIGKILL. So the first process may end
 * while a second works on. If the server itself is killed, it stays down until this function is called again,
 * which recovers the data.
 *
 * As root the server runs as the user of an existing cluster, else as CLEARANCE_POSTGRES_USER, `postgres` or
 * `nobody`. The folder may even lie where that user cannot go, such as below /root: on Linux the server is started
 * inside its folder and knows it as /proc/self/cwd; its programs are then copied to /var/lib/clearance (or below
 * the folder for temporary files), since PostgreSQL needs a real path to those.
 *
 * It listens on a unix socket only: in the cluster's folder, or in a private temporary folder where that path is
 * too long. Throws EmbeddedPostgresError.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const report = options.log ?? (() => undefined);
  const started = performance.now();
  const folder = await openDataFolder(options.dataDir);
  const binaries = await usableBinaries(folder, options.packageDir);
  const secret = await prepareCluster(folder, binaries, report);
  const log = new ServerLog(folder.path);
  const server = await obtainServer(folder, secret, async () =>
    launchServer({ folder, binaries, secret, log, settings: options.settings ?? {} }),
  );
  const { pid, version } = server.description;
  const took = Math.round(performance.now() - started);
  const how = server.guarded === null ? 'was running already' : `is ready after ${took} ms`;
  report(`PostgreSQL ${version} ${how} (pid ${pid}, data in ${folder.cluster}, log in ${log.path})`);
  const stopRotation = log.keepSmall(report);
  const stopTidying = removeWorkshopsLater(folder.path);
  let stopped: Promise<void> | null = null;
  return {
    socketDir: server.socketDir,
    port: PORT,
    superuser: { user: SUPERUSER, password: secret },
    version,
    pid,
    adopted: server.guarded === null,
    stop: () => {
      stopRotation();
      stopTidying();
      stopped ??= stopServer(folder, server, report);
      return stopped;
    },
  };
}

async function stopServer(
  folder: DataFolder,
  server: RunningServer,
  report: (line: string) => void,
): Promise<void> {
  const result = await releaseServer(folder, server);
  report(`PostgreSQL ${result} (pid ${server.description.pid})`);
}

/** Makes the cluster and its secret where absent; gives the superuser's password. */
async function prepareCluster(
  folder: DataFolder,
  binaries: Binaries,
  report: (line: string) => void,
): Promise<string> {
  const version = await clusterVersion(folder.cluster);
  const secret = await superuserSecret(folder.path, version !== null);
  if (version === null) {
    report(`Making a database in ${folder.cluster}, as ${folder.user.name}`);
    await createCluster(folder, binaries, secret);
  } else if (version !== binaries.major) {
    throw new EmbeddedPostgresError(
      'other_version',
      `The database in ${folder.cluster} was made by PostgreSQL ${version}, and this is ${binaries.major}. ` +
        `Dump it with version ${version} and load it into a new data folder, or set DATABASE_URL to such a server.`,
    );
  }
  return secret;
}

async function obtainServer(
  folder: DataFolder,
  secret: string,
  launch: () => Promise<RunningServer | null>,
): Promise<RunningServer> {
  const started = performance.now();
  while (performance.now() - started < RETRY_LIMIT_MS) {
    const found = await adoptServer(folder, secret);
    const server = found === 'none' ? await launch() : found;
    if (server !== null && server !== 'busy') return server;
    await delay(RETRY_MS);
  }
  throw inUse(folder, null);
}
