import { stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { EmbeddedPostgresError, systemCode } from './embedded-postgres-error.js';
import { type Identity, run } from './run.js';

/** Environment variable: the user to run PostgreSQL as when this process is root, which PostgreSQL refuses. */
const USER_VARIABLE = 'CLEARANCE_POSTGRES_USER';

export interface ServerUser {
  /** Empty when the server runs as the user of this process. */
  readonly identity: Identity;
  /** For messages. */
  readonly name: string;
}

/**
 * Whom the server runs as: the user of this process; for root the owner of the cluster, and for a new cluster
 * the user named by CLEARANCE_POSTGRES_USER, else `postgres`, else `nobody`.
 * Throws no_server_user or data_folder (the cluster belongs to someone else).
 */
export async function chooseServerUser(cluster: string, env = process.env): Promise<ServerUser> {
  const owner = await ownerOf(cluster);
  const self = process.getuid?.() ?? -1;
  if (self !== 0) {
    if (owner !== null && owner.uid !== self)
      throw new EmbeddedPostgresError(
        'data_folder',
        `The database in ${cluster} belongs to uid ${owner.uid}, and this process runs as uid ${self}. ` +
          'Start it as that user (or as root), or name another data folder.',
      );
    if (owner === null) requirePasswdEntry(self);
    return { identity: {}, name: `uid ${self}` };
  }
  const wanted = env[USER_VARIABLE];
  const named = wanted === undefined || wanted === '' ? null : await lookUp(wanted);
  if (wanted !== undefined && wanted !== '' && named === null)
    throw new EmbeddedPostgresError(
      'no_server_user',
      `${USER_VARIABLE} names "${wanted}", who does not exist here.`,
    );
  if (owner !== null) return ownerOfCluster(cluster, owner, named, wanted ?? '');
  const user = named ?? (await lookUp('postgres')) ?? (await lookUp('nobody'));
  if (user === null || user.identity.uid === 0)
    throw new EmbeddedPostgresError(
      'no_server_user',
      `PostgreSQL does not run as root. Set ${USER_VARIABLE} to an ordinary user (neither "postgres" nor "nobody" ` +
        'will do here), start as an ordinary user, or set DATABASE_URL to a server of your own.',
    );
  return user;
}

function ownerOfCluster(
  cluster: string,
  owner: { uid: number; gid: number },
  named: ServerUser | null,
  wanted: string,
): ServerUser {
  if (owner.uid === 0)
    throw new EmbeddedPostgresError(
      'data_folder',
      `The database in ${cluster} belongs to root, and PostgreSQL does not run as root. ` +
        `Give it to an ordinary user, e.g. chown -R ${wanted || 'postgres'}: ${cluster}`,
    );
  if (named !== null && named.identity.uid !== owner.uid)
    throw new EmbeddedPostgresError(
      'data_folder',
      `The database in ${cluster} belongs to uid ${owner.uid}, and ${USER_VARIABLE} names ${wanted}. ` +
        `Unset ${USER_VARIABLE}, or hand the files over: chown -R ${wanted}: ${cluster}`,
    );
  return { identity: owner, name: `uid ${owner.uid}` };
}

/**
 * Whether the user can go to a folder by its path.
 * Throws no_server_user where this process may not become that user.
 */
export async function canReach(user: ServerUser, folder: string): Promise<boolean> {
  try {
    const { status } = await run('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], { identity: user.identity });
    return status === 0;
  } catch (error) {
    if (systemCode(error) !== 'EPERM') throw error;
    throw new EmbeddedPostgresError(
      'no_server_user',
      `This process is root but may not become user ${user.name}, and PostgreSQL does not run as root. ` +
        'Allow SETUID and SETGID (capabilities of the container), start as an ordinary user, or set DATABASE_URL.',
      { cause: error },
    );
  }
}

async function ownerOf(cluster: string): Promise<{ uid: number; gid: number } | null> {
  try {
    const { uid, gid } = await stat(cluster);
    return { uid, gid };
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw new EmbeddedPostgresError('data_folder', `Could not look at ${cluster}: ${String(error)}`, {
      cause: error,
    });
  }
}

async function lookUp(name: string): Promise<ServerUser | null> {
  const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
  if (uid.status !== 0 || gid.status !== 0) return null;
  return { identity: { uid: Number(uid.output), gid: Number(gid.output) }, name };
}

function requirePasswdEntry(uid: number): void {
  try {
    userInfo();
  } catch (error) {
    throw new EmbeddedPostgresError(
      'no_server_user',
      `uid ${uid} has no entry in the list of users (/etc/passwd), and PostgreSQL's initdb refuses to work without ` +
        'one. Add an entry, start as a listed user, or set DATABASE_URL to a server of your own.',
      { cause: error },
    );
  }
}
