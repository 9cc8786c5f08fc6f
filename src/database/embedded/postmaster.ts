import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { openPool } from '../connection.js';
import { failureCode, isTransient } from '../failures.js';
import { sqlFile } from '../sql-file.js';
import { SUPERUSER } from './cluster.js';
import { EmbeddedPostgresError, systemCode } from './embedded-postgres-error.js';
import { HOLDERS_SETTING, PORT, SOCKET_NAME } from './settings.js';

const DESCRIBE = sqlFile(import.meta.url, './sql/describe-server.sql');

/** What postmaster.pid says of the server that runs, or ran, on a cluster. */
export interface PostmasterFile {
  readonly pid: number;
  readonly socketFolder: string;
  readonly isReady: boolean;
}

/** Reads postmaster.pid, or null when no server has left one (complete enough to know its socket). */
export async function readPostmasterFile(cluster: string): Promise<PostmasterFile | null> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return '';
    throw error;
  });
  const [pid, , , , socketFolder, , , status] = text.split('\n');
  if (pid === undefined || !/^\d+$/.test(pid)) return null;
  return { pid: Number(pid), socketFolder: socketFolder ?? '', isReady: status?.trim() === 'ready' };
}

/**
 * `ours`: a server that this code started on the data folder; `foreign`: one that somebody else started on it;
 * `uncollected`: ended, yet its parent has not asked for its status, so that its number is still taken.
 */
export type ProcessKind = 'ours' | 'foreign' | 'unrelated' | 'uncollected' | 'gone';

/** What a process is, judged by its command line: numbers are used again, the name of a holders' pipe is not. */
export async function processKind(pid: number, dataDir: string): Promise<ProcessKind> {
  const args = await commandLine(pid);
  if (args === '') return (await isUncollected(pid)) ? 'uncollected' : 'gone';
  if (args.includes(`${HOLDERS_SETTING}=${join(dataDir, 'postgres.holders-')}`)) return 'ours';
  const program = args.split(/[\0 ]/, 1)[0] ?? '';
  return basename(program) === 'postgres' && args.includes(dataDir) ? 'foreign' : 'unrelated';
}

async function commandLine(pid: number): Promise<string> {
  if (process.platform === 'linux') return await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  const { stdout } = await promisify(execFile)('ps', ['-ww', '-o', 'args=', '-p', `${pid}`]).catch(() => ({
    stdout: '',
  }));
  return stdout.trim();
}

async function isUncollected(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return /^State:\s+Z/m.test(status);
}

/** Whether anything accepts connections on the server's socket; true also from within another container. */
export function acceptsConnections(socketDir: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(join(socketDir, SOCKET_NAME));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', (error) => {
      // EAGAIN: somebody listens and has more callers waiting than fit.
      resolve(systemCode(error) === 'EAGAIN');
    });
  });
}

export interface ServerDescription {
  /** e.g. '18.4' */
  readonly version: string;
  /** Path of the holders' pipe; null for a server that this code did not start. */
  readonly holders: string | null;
  readonly pid: number;
}

/**
 * Asks the server what it is; null while it cannot say (starting, stopping, gone).
 * Throws `secret` when it refuses the password.
 */
export async function describeServer(socketDir: string, secret: string): Promise<ServerDescription | null> {
  const sql = openPool(
    { host: socketDir, port: PORT, database: 'postgres', user: SUPERUSER, password: secret, ssl: false },
    { application: 'clearance start', max: 1 },
  );
  try {
    const [row] = await sql.unsafe<ServerDescription[]>(DESCRIBE);
    if (row === undefined) return null;
    return { ...row, version: row.version.split(' ', 1)[0] ?? row.version };
  } catch (error) {
    const code = failureCode(error);
    if (isTransient(error) || code === 'EAGAIN') return null;
    if (code !== '28P01') throw error;
    throw new EmbeddedPostgresError(
      'secret',
      `The database behind the socket in ${socketDir} refuses the password in postgres.secret of its data folder. ` +
        'Restore the file that belongs to the data.',
      { cause: error },
    );
  } finally {
    await sql.end({ timeout: 1 });
  }
}
