import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { ConnectionTarget } from '../../../src/database/connection.js';
import { childEnvironment, type Identity, run } from '../../../src/database/embedded/run.js';
import { inDatabase } from '../../../src/database/setup/init.js';

const READY_WITHIN_MS = 120_000;

export interface Programs {
  readonly initdb: string;
  readonly postgres: string;
}

/** A PostgreSQL as an operator has one: on TCP, with a superuser who has a password. */
export interface TcpServer {
  /** The superuser, in the database `postgres`. */
  readonly superuser: ConnectionTarget;
  readonly stop: () => Promise<void>;
}

/** Makes a cluster in the new folder `folder` and starts it on a free port of the loopback address. */
export async function startTcpServer(
  folder: string,
  programs: Programs,
  identity: Identity,
): Promise<TcpServer> {
  const superuser: ConnectionTarget = {
    host: '127.0.0.1',
    port: await freePort(),
    database: 'postgres',
    user: 'postgres',
    password: 'superuser-of-a-test',
    ssl: false,
  };
  const data = await makeCluster(folder, programs, identity, superuser.password ?? '');
  const settings = {
    listen_addresses: superuser.host,
    port: `${superuser.port}`,
    unix_socket_directories: '',
  };
  const server = spawn(
    programs.postgres,
    ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    { ...identity, cwd: '/', env: childEnvironment(), stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const exit = once(server, 'exit');
  try {
    await answers(superuser, server);
  } catch (error) {
    server.kill('SIGKILL');
    throw error;
  }
  return {
    superuser,
    stop: async () => {
      // Fast shutdown: sessions are ended, data are written out.
      server.kill('SIGINT');
      await exit;
    },
  };
}

async function makeCluster(
  folder: string,
  programs: Programs,
  identity: Identity,
  password: string,
): Promise<string> {
  const secret = join(folder, 'password');
  const data = join(folder, 'data');
  mkdirSync(folder, { mode: 0o700 });
  writeFileSync(secret, `${password}\n`);
  const { uid, gid } = identity;
  if (uid !== undefined && gid !== undefined) for (const path of [folder, secret]) chownSync(path, uid, gid);
  const args = [
    `--pgdata=${data}`,
    '--username=postgres',
    `--pwfile=${secret}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--no-locale',
  ];
  const { status, output } = await run(programs.initdb, args, { identity });
  if (status !== 0) throw new Error(`initdb: ${output}`);
  return data;
}

async function answers(superuser: ConnectionTarget, server: ChildProcess): Promise<void> {
  let log = '';
  server.stderr?.on('data', (chunk: Buffer) => {
    log += chunk.toString();
  });
  const limit = Date.now() + READY_WITHIN_MS;
  while (!(await isAnswering(superuser))) {
    if (server.exitCode !== null || Date.now() > limit) throw new Error(`PostgreSQL did not start: ${log}`);
    await wait(20);
  }
}

async function isAnswering(target: ConnectionTarget): Promise<boolean> {
  try {
    await inDatabase(target, (sql) => sql`SELECT 1`);
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}
