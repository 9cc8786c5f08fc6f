import { chown, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, isAbsolute, join } from 'node:path';
import type { DataFolder } from './data-folder.js';
import { EmbeddedPostgresError, folderError } from './embedded-postgres-error.js';
import { run } from './run.js';
import { canReach } from './server-user.js';
import { SOCKET_NAME } from './settings.js';

const PREFIX = 'clearance-socket-';
/** Bytes that an address of a unix socket holds, without its closing zero (sun_path: 108 on Linux, 104 on macOS). */
const LONGEST = process.platform === 'darwin' ? 103 : 107;

export interface SocketFolder {
  /** Absolute, for clients. */
  readonly path: string;
  /** As the server is told; '.' is the cluster's folder. */
  readonly argument: string;
}

/**
 * Where the server puts its socket: inside the cluster, which is private to its user; where that path is too long
 * for a socket, a new folder among the temporary files. That one has a random name and is made with mode 0700, so
 * nobody else can have prepared it. Throws data_folder.
 */
export async function chooseSocketFolder(folder: DataFolder): Promise<SocketFolder> {
  if (fits(folder.cluster)) return { path: folder.cluster, argument: '.' };
  for (const parent of new Set([tmpdir(), '/tmp'])) {
    if (!fits(join(parent, `${PREFIX}123456`)) || !(await canReach(folder.user, parent))) continue;
    try {
      const path = await mkdtemp(join(parent, PREFIX));
      const { uid, gid } = folder.user.identity;
      if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
      return { path, argument: path };
    } catch (error) {
      throw folderError(
        error,
        `make a folder for the socket in ${parent}`,
        'Set TMPDIR to a folder for such files.',
      );
    }
  }
  throw new EmbeddedPostgresError(
    'data_folder',
    `${folder.cluster} is too long a path for a unix socket (at most ${LONGEST} bytes with its name), and the folder ` +
      'for temporary files will not do instead. Set TMPDIR to a short path, or name a data folder with a short path.',
  );
}

/** The folder behind what a server wrote into postmaster.pid. */
export function socketPath(cluster: string, recorded: string): string {
  return isAbsolute(recorded) ? recorded : join(cluster, recorded);
}

/** Removes the temporary folder of a server that died. As its user: the path comes from a file which is theirs. */
export async function removeSocketFolder(folder: DataFolder, recorded: string): Promise<void> {
  if (!isAbsolute(recorded) || !basename(recorded).startsWith(PREFIX)) return;
  await run('rm', ['-rf', '--', recorded], { identity: folder.user.identity });
}

function fits(path: string): boolean {
  return Buffer.byteLength(join(path, SOCKET_NAME)) <= LONGEST;
}
