import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { locatePackage } from '../../src/database/embedded/binaries.js';
import {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from '../../src/database/embedded/embedded-postgres.js';
import {
  clearAway,
  endHolder,
  guardProcesses,
  isRoot,
  isRunning,
  killAll,
  scratchFolder,
  serverProcesses,
  startHolder,
  until,
  withConnection,
} from './embedded/scene.js';

const NOBODY = { uid: 65_534, gid: 65_534 };
const scratch = scratchFolder();
// Most tests start and end a server on this one: what the one before did to it must not matter.
const shared = join(scratch, 'shared');
const started: EmbeddedPostgres[] = [];

async function start(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres(options);
  started.push(server);
  return server;
}

async function note(server: Parameters<typeof withConnection>[0], text: string): Promise<void> {
  await withConnection(server, async (sql) => {
    await sql`CREATE TABLE IF NOT EXISTS note (text text)`;
    await sql`INSERT INTO note VALUES (${text})`;
  });
}

async function notes(server: Parameters<typeof withConnection>[0]): Promise<string[]> {
  return await withConnection(server, async (sql) => {
    const rows = await sql<{ text: string }[]>`SELECT text FROM note`;
    return rows.map((row) => row.text);
  });
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()));
});
afterAll(() => {
  clearAway(scratch);
});

describe('starting and stopping', () => {
  it('makes a database that knows all of Unicode, checks its pages and asks for a password', async () => {
    const server = await start({ dataDir: shared });
    expect(server).toMatchObject({ adopted: false, port: 5432, version: expect.stringMatching(/^18\.\d+$/) });
    const [row] = await withConnection(
      server,
      (sql) => sql`
        SELECT pg_encoding_to_char(encoding) AS encoding, datlocprovider AS provider, datlocale AS locale,
               current_setting('data_checksums') AS checksums, current_setting('listen_addresses') AS addresses,
               current_setting('fsync') || current_setting('full_page_writes') || current_setting('synchronous_commit')
                 AS durable,
               (SELECT string_agg(DISTINCT auth_method, ' ') FROM pg_hba_file_rules) AS methods
        FROM pg_database WHERE datname = 'template1'`,
    );
    expect(row).toEqual({
      encoding: 'UTF8',
      provider: 'b',
      locale: 'C.UTF-8',
      checksums: 'on',
      addresses: '',
      durable: 'ononon',
      methods: 'scram-sha-256',
    });
    const secret = join(shared, 'postgres.secret');
    expect(statSync(secret).mode & 0o777).toBe(0o600);
    expect(Buffer.from(server.superuser.password, 'base64url')).toHaveLength(32);
    const wrong = { ...server, superuser: { user: 'postgres', password: 'x' } };
    await expect(notes(wrong)).rejects.toMatchObject({ code: '28P01' });
  });

  it('keeps the data, and leaves neither a process nor a socket behind', async () => {
    const first = await start({ dataDir: shared });
    await note(first, 'kept');
    const processes = serverProcesses(shared);
    expect(processes.length).toBeGreaterThan(4);
    await first.stop();
    // The guard goes a moment after the server that it watched, and takes its files along.
    await expect.poll(() => processes.filter(isRunning)).toEqual([]);
    await expect
      // A copy of the programs is kept where the project lies in a folder that is closed to the server's user.
      .poll(() =>
        readdirSync(shared)
          .filter((name) => !name.startsWith('postgres-binaries-'))
          .sort(),
      )
      .toEqual(['postgres', 'postgres.log', 'postgres.secret']);
    expect(readdirSync(first.socketDir).filter((name) => /^\.s\.|postmaster\.pid/.test(name))).toEqual([]);
    const again = await start({ dataDir: shared });
    expect(await notes(again)).toContain('kept');
    expect(again.superuser).toEqual(first.superuser);
  });

  it('lets settings be set, but not where it listens', async () => {
    const settings = { work_mem: '7MB', listen_addresses: '127.0.0.1' };
    const server = await start({ dataDir: shared, settings });
    const [row] = await withConnection(
      server,
      (sql) =>
        sql`SELECT current_setting('work_mem') AS memory, current_setting('listen_addresses') AS addresses`,
    );
    expect(row).toEqual({ memory: '7MB', addresses: '' });
  });

  it('makes one database when two processes start on an empty folder at once', async () => {
    const dataDir = join(scratch, 'twice');
    const servers = await Promise.all([start({ dataDir }), start({ dataDir })]);
    expect(servers.filter((server) => server.adopted)).toHaveLength(1);
    expect(new Set(servers.map((server) => server.pid)).size).toBe(1);
    expect(readdirSync(dataDir).filter((name) => name.startsWith('postgres.new-'))).toEqual([]);
  });
});

describe('sharing a server', () => {
  it('keeps it running for the second process when the first is killed, and stops it after the last', async () => {
    const first = await startHolder({ dataDir: shared });
    const second = await startHolder({ dataDir: shared });
    expect([first.server.adopted, second.server.adopted]).toEqual([false, true]);
    await endHolder(first, 'SIGKILL');
    // One more joins and leaves, which shows that the guard still counts.
    const third = await start({ dataDir: shared });
    expect(third).toMatchObject({ adopted: true, pid: first.server.pid });
    await third.stop();
    await note(second.server, 'after the first was killed');
    const processes = serverProcesses(shared);
    expect(await endHolder(second, 'in order')).toBe(0);
    await until('all processes of the server are gone', () => !processes.some(isRunning));
  });
});

describe('when processes are killed', () => {
  it('stops the server by itself after the only Node process that holds it', async () => {
    const holder = await startHolder({ dataDir: shared });
    await note(holder.server, 'before Node was killed');
    const processes = serverProcesses(shared);
    await endHolder(holder, 'SIGKILL');
    await until('all processes of the server are gone', () => !processes.some(isRunning));
    expect(existsSync(join(shared, 'postgres', 'postmaster.pid'))).toBe(false);
    const next = await start({ dataDir: shared });
    expect(next.adopted).toBe(false);
    expect(await notes(next)).toContain('before Node was killed');
  });

  it('recovers what was acknowledged after the server was killed, in the same process', async () => {
    const first = await start({ dataDir: shared });
    await note(first, 'before the server was killed');
    killAll([first.pid]);
    const next = await start({ dataDir: shared });
    expect(next.adopted).toBe(false);
    expect(await notes(next)).toContain('before the server was killed');
  });

  it('recovers after Node, guard and server were killed together', async () => {
    const holder = await startHolder({ dataDir: shared });
    await note(holder.server, 'before all were killed');
    const processes = serverProcesses(shared);
    killAll(processes);
    await endHolder(holder, 'SIGKILL');
    const next = await start({ dataDir: shared });
    expect(next.adopted).toBe(false);
    expect(await notes(next)).toContain('before all were killed');
    expect(readdirSync(shared).filter((name) => name.endsWith('.answers'))).toHaveLength(1);
  });

  it('replaces a server that lost its guard, instead of leaving it to run for ever', async () => {
    const holder = await startHolder({ dataDir: shared });
    const { pid } = holder.server;
    const guards = guardProcesses(shared);
    expect(guards).toHaveLength(2);
    killAll(guards);
    await endHolder(holder, 'SIGKILL');
    expect(isRunning(pid)).toBe(true);
    const next = await start({ dataDir: shared });
    expect(next.adopted).toBe(false);
    expect(next.pid).not.toBe(pid);
    await until('the old server is gone', () => !isRunning(pid));
  });
});

describe('where the data lies', () => {
  it('puts the socket into a private temporary folder when the path is too long for one', async () => {
    const dataDir = join(scratch, 'long'.repeat(25));
    const server = await start({ dataDir });
    expect(server.socketDir.length).toBeLessThan(90);
    expect(statSync(server.socketDir).mode & 0o777).toBe(0o700);
    await note(server, 'far away');
    expect(await start({ dataDir })).toMatchObject({ adopted: true, socketDir: server.socketDir });
    await Promise.all(started.splice(0).map((one) => one.stop()));
    expect(existsSync(server.socketDir)).toBe(false);
    const holder = await startHolder({ dataDir });
    killAll(serverProcesses(dataDir));
    await endHolder(holder, 'SIGKILL');
    const next = await start({ dataDir });
    expect(await notes(next)).toEqual(['far away']);
    expect(existsSync(holder.server.socketDir)).toBe(false);
  });

  it('works for root in a folder that is closed to all others', async ({ skip }) => {
    skip(!isRoot, 'only root starts the server as somebody else');
    skip(process.platform !== 'linux', 'needs /proc/self/cwd');
    const closed = join(scratch, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const server = await start({ dataDir: join(closed, 'project', '.clearance') });
    await note(server, 'behind a closed door');
    killAll([server.pid]);
    const next = await start({ dataDir: join(closed, 'project', '.clearance') });
    expect(await notes(next)).toEqual(['behind a closed door']);
  });

  it('copies the programs when their links to libraries are missing, once', async () => {
    const dataDir = join(scratch, 'copied');
    const packageDir = join(scratch, 'package');
    cpSync(locatePackage(), packageDir, {
      recursive: true,
      filter: (path) => !lstatSync(path).isSymbolicLink(),
    });
    const first = await start({ dataDir, packageDir });
    const copy = readdirSync(dataDir).filter((name) => name.startsWith('postgres-binaries-'));
    expect(copy).toHaveLength(1);
    await first.stop();
    const made = statSync(join(dataDir, copy[0] ?? '')).ctimeMs;
    await start({ dataDir, packageDir });
    expect(statSync(join(dataDir, copy[0] ?? '')).ctimeMs).toBe(made);
  });
});

describe('as an ordinary user', () => {
  it('runs as that user, and is not misled by a number that another program of theirs now has', async ({
    skip,
  }) => {
    skip(!isRoot, 'the other tests run as an ordinary user already');
    const here = dirname(fileURLToPath(import.meta.url));
    const look = spawnSync(process.execPath, ['-e', `fs.readdirSync(${JSON.stringify(here)})`], NOBODY);
    skip(look.status !== 0, 'other users cannot read this project');
    const dataDir = join(scratch, 'ordinary');
    chmodSync(scratch, 0o777);
    const first = await startHolder({ dataDir }, NOBODY);
    chmodSync(scratch, 0o711);
    expect(statSync(join(dataDir, 'postgres')).uid).toBe(NOBODY.uid);
    expect(await endHolder(first, 'in order')).toBe(0);
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], NOBODY);
    const stale = `${stranger.pid}\n${dataDir}/postgres\n1\n5432\n.\n`;
    for (const name of ['postmaster.pid', '.s.PGSQL.5432.lock'])
      writeFileSync(join(dataDir, 'postgres', name), stale);
    const second = await startHolder({ dataDir }, NOBODY);
    expect(second.server.adopted).toBe(false);
    stranger.kill();
    expect(await endHolder(second, 'in order')).toBe(0);
  });
});
