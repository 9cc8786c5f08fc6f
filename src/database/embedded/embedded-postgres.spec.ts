import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { locatePackage } from './binaries.js';
import type { EmbeddedPostgresErrorCode } from './embedded-postgres-error.js';
import { startEmbeddedPostgres } from './embedded-postgres.js';
import { readPostmasterFile } from './postmaster.js';
import { canReach, chooseServerUser } from './server-user.js';

const isRoot = process.getuid?.() === 0;

function refusal(code: EmbeddedPostgresErrorCode, words: RegExp): object {
  return { name: 'EmbeddedPostgresError', code, message: expect.stringMatching(words) };
}

describe('what the embedded server refuses, and the words for it', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'embedded-refusals-'));
  const dataDir = join(scratch, 'data');
  const cluster = join(dataDir, 'postgres');

  beforeAll(async () => {
    chmodSync(scratch, 0o711);
    const server = await startEmbeddedPostgres({ dataDir });
    await server.stop();
  });
  afterAll(() => {
    rmSync(scratch, { recursive: true });
  });

  it('a platform without programs', () => {
    expect(() => locatePackage('win32-x64')).toThrow(
      expect.objectContaining(refusal('unsupported_platform', /win32-x64.*DATABASE_URL/)),
    );
  });

  it('a package that is not installed', () => {
    const other = process.platform === 'darwin' ? 'linux-arm64' : 'darwin-arm64';
    expect(() => locatePackage(other)).toThrow(
      expect.objectContaining(refusal('binaries_missing', /npm install/)),
    );
  });

  it('programs that do not run, neither in place nor copied', async () => {
    const packageDir = join(scratch, 'broken');
    mkdirSync(join(packageDir, 'native', 'bin'), { recursive: true });
    writeFileSync(join(packageDir, 'package.json'), '{"version":"0.0.1"}');
    const broken = '#!/bin/sh\necho "error while loading shared libraries"; exit 127\n';
    writeFileSync(join(packageDir, 'native', 'bin', 'postgres'), broken);
    const data = join(scratch, 'none');
    const said = refusal('binaries_unusable', /cannot run.*error while loading shared libraries.*musl/);
    await expect(startEmbeddedPostgres({ dataDir: data, packageDir })).rejects.toMatchObject(said);
    expect(readdirSync(data)).toEqual([]);
  });

  it('a data folder that is a file', async () => {
    writeFileSync(join(scratch, 'file'), '');
    const said = refusal('data_folder', /Could not use .*file as the data folder: EEXIST.*DATABASE_URL/);
    await expect(startEmbeddedPostgres({ dataDir: join(scratch, 'file') })).rejects.toMatchObject(said);
  });

  it('files in the place of the database', async () => {
    mkdirSync(join(scratch, 'strange', 'postgres'), { recursive: true });
    writeFileSync(join(scratch, 'strange', 'postgres', 'letter.txt'), '');
    const { uid, gid } = (await chooseServerUser(join(scratch, 'absent'))).identity;
    if (uid !== undefined && gid !== undefined) chownSync(join(scratch, 'strange', 'postgres'), uid, gid);
    const said = refusal('data_folder', /holds files, yet no database/);
    await expect(startEmbeddedPostgres({ dataDir: join(scratch, 'strange') })).rejects.toMatchObject(said);
  });

  it('a database of another major version', async () => {
    const file = join(cluster, 'PG_VERSION');
    const version = readFileSync(file, 'utf8');
    writeFileSync(file, '15\n');
    const said = refusal('other_version', /made by PostgreSQL 15, and this is 18/);
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject(said);
    writeFileSync(file, version);
  });

  it('a database that has lost its secret, or has another one', async () => {
    const file = join(dataDir, 'postgres.secret');
    renameSync(file, `${file}.away`);
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject(
      refusal('secret', /Restore the file/),
    );
    writeFileSync(file, 'another\n');
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject(
      refusal('secret', /refuses the password/),
    );
    renameSync(`${file}.away`, file);
  });

  it('a server that does not start, with the end of its log, and leaves nothing behind', async () => {
    const failing = startEmbeddedPostgres({ dataDir, settings: { shared_buffers: 'plenty' } });
    await expect(failing).rejects.toMatchObject(
      refusal('start_failed', /invalid value for parameter "shared_buffers": "plenty"/),
    );
    expect(readdirSync(dataDir).filter((name) => name.startsWith('postgres.holders-'))).toEqual([]);
  });

  it('a server on the same folder that somebody else has started', async ({ skip }) => {
    const user = await chooseServerUser(cluster);
    const { identity } = user;
    const bin = join(locatePackage(), 'native', 'bin');
    skip(!(await canReach(user, bin)), 'the project lies in a folder that is closed to the server user');
    const postgres = join(bin, 'postgres');
    const args = ['-D', cluster, '-c', 'listen_addresses=', '-c', 'unix_socket_directories=.'];
    const foreign = spawn(postgres, args, { ...identity, cwd: cluster, stdio: 'ignore' });
    const ended = once(foreign, 'exit');
    while ((await readPostmasterFile(cluster))?.isReady !== true) await delay(10);
    const said = refusal('in_use', new RegExp(`pid ${foreign.pid}.*started by other means`));
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject(said);
    expect(foreign.exitCode).toBeNull();
    foreign.kill('SIGINT');
    expect(await ended).toEqual([0, null]);
  });

  it('a user who does not exist, or who does not own the database', async ({ skip }) => {
    skip(!isRoot, 'only root chooses whom the server runs as');
    const choose = (user: string): Promise<unknown> =>
      chooseServerUser(cluster, { CLEARANCE_POSTGRES_USER: user });
    await expect(choose('no-such-user')).rejects.toMatchObject(refusal('no_server_user', /does not exist/));
    await expect(choose('daemon')).rejects.toMatchObject(refusal('data_folder', /chown -R daemon/));
  });
});
