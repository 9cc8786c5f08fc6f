import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataFolder } from './data-folder.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { joinHolders } from './holders.js';
import {
  type PostmasterFile,
  acceptsConnections,
  describeServer,
  processKind,
  readPostmasterFile,
} from './postmaster.js';
import { type RunningServer, signalServer } from './running-server.js';
import { SOCKET_NAME } from './settings.js';
import { removeSocketFolder, socketPath } from './socket-folder.js';

/**
 * Looks for a server of the data folder. Answers with it when this process could become one of its holders;
 * `busy` while one is starting or stopping (ask again); `none` when nothing runs, so that one can be started.
 * A server without a guard (somebody killed it) is told to stop, for it would outlive everyone.
 * Throws in_use for a server that this code did not start.
 */
export async function adoptServer(
  folder: DataFolder,
  secret: string,
): Promise<RunningServer | 'busy' | 'none'> {
  const file = await readPostmasterFile(folder.cluster);
  if (file === null) return 'none';
  const socketDir = socketPath(folder.cluster, file.socketFolder);
  if (!(await acceptsConnections(socketDir))) return await withoutSocket(folder, file);
  const description = await describeServer(socketDir, secret);
  if (description === null) return 'busy';
  const hold = description.holders === null ? null : await joinHolders(folder.path, description.holders);
  if (hold !== null) return { socketDir, description, hold, guarded: null };
  const kind = await processKind(description.pid, folder.path);
  if (kind === 'foreign' || kind === 'unrelated') throw inUse(folder, description.pid);
  if (kind === 'ours') signalServer(description.pid, 'SIGINT');
  return 'busy';
}

export function inUse(folder: DataFolder, pid: number | null): EmbeddedPostgresError {
  const who = pid === null ? 'Another PostgreSQL server' : `Another PostgreSQL server (pid ${pid})`;
  return new EmbeddedPostgresError(
    'in_use',
    `${who} uses ${folder.cluster} and cannot be shared: it was started by other means or in another container, or ` +
      'does not come up or end. Stop it, name another data folder, or set DATABASE_URL.',
  );
}

async function withoutSocket(folder: DataFolder, file: PostmasterFile): Promise<'busy' | 'none'> {
  const kind = await processKind(file.pid, folder.path);
  if (kind === 'ours') return 'busy';
  if (kind === 'foreign') throw inUse(folder, file.pid);
  await removeSocketFolder(folder, file.socketFolder);
  // The server is dead, but PostgreSQL would take its number for a sign of life where the user is the same. A first
  // process of a container that never collects others would keep it so for ever. Should children of the dead server
  // still be at work, their shared memory refuses a new one.
  if (kind === 'unrelated' || kind === 'uncollected')
    for (const name of [`${SOCKET_NAME}.lock`, 'postmaster.pid'])
      await rm(join(folder.cluster, name), { force: true });
  return 'none';
}
