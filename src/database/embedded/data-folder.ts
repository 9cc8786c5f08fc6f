import { mkdir, readFile, readdir, realpath, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { EmbeddedPostgresError, folderError, systemCode } from './embedded-postgres-error.js';
import { type ServerUser, canReach, chooseServerUser } from './server-user.js';

/** A path that leads every process to its own working folder, also where the real path is closed to it (Linux). */
const OWN_FOLDER = '/proc/self/cwd';
const ABANDONED_MS = 10 * 60_000;
/** Of folders that clusters are made in. */
const WORKSHOP_PREFIX = 'postgres.new-';

export interface DataFolder {
  readonly path: string;
  /** The cluster's folder; absent before the first start. */
  readonly cluster: string;
  readonly user: ServerUser;
  /** Whether the server's user can go to `path` by name. */
  readonly isReachable: boolean;
}

/**
 * Creates the data folder where absent and finds who the server runs as.
 * Throws data_folder, disk_full or no_server_user.
 */
export async function openDataFolder(dataDir: string): Promise<DataFolder> {
  const wanted = resolve(dataDir);
  const advice = 'Name a folder that this user can write to as the data folder, or set DATABASE_URL.';
  try {
    // As root the server's user passes through, but cannot list what else is kept here.
    await mkdir(wanted, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
    const path = await realpath(wanted);
    const cluster = join(path, 'postgres');
    const user = await chooseServerUser(cluster);
    const isReachable = await canReach(user, path);
    if (!isReachable && process.platform !== 'linux')
      throw new EmbeddedPostgresError(
        'data_folder',
        `The data folder ${path} lies in a folder that is closed to user ${user.name}, who PostgreSQL runs as. ` +
          'Name a data folder elsewhere, or start as an ordinary user.',
      );
    await removeAbandoned(path, WORKSHOP_PREFIX);
    return { path, cluster, user, isReachable };
  } catch (error) {
    throw folderError(error, `use ${wanted} as the data folder`, advice);
  }
}

/** How the server's programs are told where a cluster is, when they are started inside it. */
export function clusterArgument(folder: DataFolder, cluster: string): string {
  return folder.isReachable ? cluster : OWN_FOLDER;
}

/** The major version that made the cluster (e.g. 18), or null when there is none yet. Throws data_folder. */
export async function clusterVersion(cluster: string): Promise<number | null> {
  try {
    return Number.parseInt(await readFile(join(cluster, 'PG_VERSION'), 'utf8'), 10);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw folderError(error, `read ${cluster}`, 'Check who owns it.');
  }
  const entries = await readdir(cluster).catch(() => []);
  if (entries.length === 0) return null;
  throw new EmbeddedPostgresError(
    'data_folder',
    `${cluster} holds files, yet no database (PG_VERSION is missing). Restore it, or move it away to start anew.`,
  );
}

/** Removes what crashed attempts left in a folder under names that begin with `prefix`, once it is surely unused. */
export async function removeAbandoned(folder: string, prefix: string): Promise<void> {
  for (const entry of await readdir(folder)) {
    if (!entry.startsWith(prefix)) continue;
    const path = join(folder, entry);
    const state = await stat(path).catch(() => null);
    if (state !== null && Date.now() - state.mtimeMs > ABANDONED_MS)
      await rm(path, { recursive: true, force: true });
  }
}

/**
 * Removes workshops of clusters that a start left which was broken off a moment ago, once they are surely unused: the
 * next start of the service may be far. Gives what calls it off.
 */
export function removeWorkshopsLater(folder: string, afterMs = ABANDONED_MS + 1_000): () => void {
  const timer = setTimeout(() => {
    // Whatever keeps it from being removed, the start after this one tries again.
    removeAbandoned(folder, WORKSHOP_PREFIX).catch(() => undefined);
  }, afterMs).unref();
  return () => clearTimeout(timer);
}
