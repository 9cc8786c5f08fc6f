import { chown, mkdir, mkdtemp, open, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from './binaries.js';
import { type DataFolder, clusterArgument } from './data-folder.js';
import { EmbeddedPostgresError, folderError, systemCode } from './embedded-postgres-error.js';
import { run } from './run.js';

export const SUPERUSER = 'postgres';

/**
 * Makes a cluster: UTF-8, the builtin locale C.UTF-8 (no dependence on the system's collations), data checksums,
 * SCRAM. It is made in a temporary folder and moved into place, so a crash leaves no half cluster.
 * Throws initdb_failed, disk_full or data_folder.
 */
export async function createCluster(folder: DataFolder, binaries: Binaries, secret: string): Promise<void> {
  const { uid, gid } = folder.user.identity;
  let workshop: string | null = null;
  try {
    workshop = await mkdtemp(join(folder.path, 'postgres.new-'));
    const cluster = join(workshop, 'cluster');
    const password = join(workshop, 'password');
    await mkdir(cluster, { mode: 0o700 });
    await writeFile(password, `${secret}\n`, { mode: 0o600 });
    // The workshop itself comes last: while it is this user's, nobody can exchange what is in it.
    for (const path of [cluster, password, workshop])
      if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
    await initialize(folder, binaries, cluster);
    await rename(cluster, folder.cluster);
    await syncFolder(folder.path);
  } catch (error) {
    // Another process has made the cluster meanwhile, with the same secret.
    if (['ENOTEMPTY', 'EEXIST'].includes(systemCode(error))) return;
    throw folderError(
      error,
      `make a database in ${folder.path}`,
      'Name a data folder on a disk that knows owners and modes (a volume is mounted on it, not below it).',
    );
  } finally {
    if (workshop !== null) await rm(workshop, { recursive: true, force: true });
  }
}

async function initialize(folder: DataFolder, binaries: Binaries, cluster: string): Promise<void> {
  const args = [
    `--pgdata=${clusterArgument(folder, cluster)}`,
    `--username=${SUPERUSER}`,
    '--pwfile=../password',
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--data-checksums',
    '--no-instructions',
  ];
  const { status, output } = await run(binaries.initdb, args, {
    identity: folder.user.identity,
    cwd: cluster,
  });
  if (status === 0) return;
  if (/No space left on device|Disk quota exceeded/.test(output))
    throw new EmbeddedPostgresError(
      'disk_full',
      `The disk of ${folder.path} has no room for a new database (some 50 MB). Free some space.`,
    );
  throw new EmbeddedPostgresError(
    'initdb_failed',
    `PostgreSQL's initdb could not make a database in ${folder.path} (status ${status}); it said:\n${output.trim()}`,
  );
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
