import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { inDatabase } from '../../src/database/setup/init.js';
import { readPostmasterFile } from '../../src/database/embedded/postmaster.js';
import { socketPath } from '../../src/database/embedded/socket-folder.js';
import { ADMIN_KEY, builtEntry, ServiceProcess } from './crash/built-service.js';
import { clearAway, scratchFolder } from './embedded/scene.js';

const TIMEOUT = { timeout: 240_000 };

const scratch = scratchFolder();
const started: ServiceProcess[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((service) => service.kill()));
});
afterAll(() => {
  clearAway(scratch);
});

async function start(dataDir: string): Promise<ServiceProcess> {
  const service = await ServiceProcess.start(dataDir);
  started.push(service);
  return service;
}

async function statusOfMe(service: ServiceProcess): Promise<number> {
  const headers = { authorization: `Bearer ${ADMIN_KEY}` };
  return (await fetch(`${service.url}/v1/me`, { headers })).status;
}

/** What an accident leaves: no row of the projection that keys are looked up in. Gives the number of tables. */
async function loseAccessRows(dataDir: string): Promise<number> {
  const cluster = join(dataDir, 'postgres');
  const file = await readPostmasterFile(cluster);
  const superuser = {
    host: socketPath(cluster, file?.socketFolder ?? ''),
    port: 5432,
    database: 'clearance',
    user: 'postgres',
    password: readFileSync(join(dataDir, 'postgres.secret'), 'utf8').trim(),
    ssl: false,
  } as const;
  return await inDatabase(superuser, async (sql) => {
    const tables = await sql<{ name: string }[]>`
      SELECT table_name AS name FROM information_schema.tables
      WHERE table_schema = 'projections' AND table_name LIKE 'access\\_v%'`;
    for (const { name } of tables) await sql.unsafe(`DELETE FROM projections.${name}`);
    return tables.length;
  });
}

/** Runs the phase to its end, with no key in its environment. */
async function rebuild(dataDir: string, ...names: string[]): Promise<{ status: number; said: string }> {
  const child = spawn(process.execPath, [builtEntry(), 'rebuild', ...names], {
    cwd: dataDir,
    env: { PATH: process.env['PATH'], CLEARANCE_DATA_DIR: dataDir, CLEARANCE_LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const [status] = (await once(child, 'close')) as [number];
  return { status, said };
}

describe('the phase rebuild', TIMEOUT, () => {
  it('lets people in again whose rows were lost, while a node serves', async () => {
    const dataDir = mkdtempSync(join(scratch, 'data-'));
    const service = await start(dataDir);
    expect(await statusOfMe(service)).toBe(200);
    expect(await loseAccessRows(dataDir)).toBeGreaterThan(1);
    expect(await statusOfMe(service)).toBe(401);
    const mistyped = await rebuild(dataDir, 'access', 'acess');
    expect(mistyped.status).toBe(1);
    expect(mistyped.said).toMatch(/^clearance: there is no projection "acess"; there are .*access.*\n$/);
    expect(await statusOfMe(service)).toBe(401);
    const { status, said } = await rebuild(dataDir, 'access');
    expect(status, said).toBe(0);
    expect(said).toBe('clearance: access: rebuilding\nclearance: access: rebuilt and in place\n');
    expect(await statusOfMe(service)).toBe(200);
  });

  it('rebuilds all projections where no node runs, and leaves no server behind', async () => {
    const dataDir = mkdtempSync(join(scratch, 'data-'));
    const service = await start(dataDir);
    await loseAccessRows(dataDir);
    await service.terminate();
    const { status, said } = await rebuild(dataDir);
    expect(status, said).toBe(0);
    for (const name of ['access', 'items', 'projects', 'templates'])
      expect(said).toContain(`${name}: rebuilt and in place`);
    expect(await readPostmasterFile(join(dataDir, 'postgres'))).toBeNull();
    expect(await statusOfMe(await start(dataDir))).toBe(200);
  });
});
