import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../support/until.js';
import { killLeftOvers, runToEnd, type ServiceProcess, startService } from './built-app/service-process.js';
import { clearAway, scratchFolder } from './embedded/scene.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MAIN = ['node', 'dist/main.js'];

describe('The sealer as a process of its own', () => {
  const folder = scratchFolder();
  const environment = {
    PORT: '0',
    CLEARANCE_DATA_DIR: folder,
    CLEARANCE_SEALER: 'apart',
    CLEARANCE_LOG_LEVEL: 'info',
    // Far longer than a start takes: what that records is not sealed before the first sealer runs.
    CLEARANCE_REFUSE_UNSEALED_SECONDS: '12',
  };
  const sealers = new Set<ChildProcess>();
  let service: ServiceProcess;
  let key: string;

  beforeAll(async () => {
    const build = spawnSync(process.execPath, ['scripts/build-if-needed.mjs'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    if (build.status !== 0) throw new Error(`no build: ${build.stdout}${build.stderr}`);
    service = await startService(MAIN, environment);
    key = readFileSync(join(folder, 'admin-key'), 'utf8').trim();
  }, 180_000);
  afterAll(async () => {
    for (const sealer of sealers) sealer.kill('SIGKILL');
    await service.end('SIGTERM');
    killLeftOvers();
    clearAway(folder);
    rmSync(folder, { recursive: true, force: true });
  });

  const startSealer = async (): Promise<ChildProcess> => {
    const child = spawn(process.execPath, ['dist/main.js', 'seal'], {
      cwd: ROOT,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    sealers.add(child);
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    while (!said.includes('sealed by this process')) await once(child.stdout, 'data');
    return child;
  };
  const get = async (path: string) => {
    const answer = await fetch(`${service.url}${path}`, { headers: { authorization: `Bearer ${key}` } });
    return { status: answer.status, body: (await answer.json()) as { data?: readonly { type: string }[] } };
  };
  /** The proof of an event, which the sealer has still to get to. */
  const proven = async (position: number) =>
    await until(async () => {
      const answer = await get(`/v1/events/${position}/proof`);
      expect(answer.status).toBe(200);
      return answer;
    });
  const create = async (name: string) => {
    const answer = await fetch(`${service.url}/v1/projects`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ key: name }),
    });
    const { status, headers } = answer;
    return { status, headers, body: (await answer.json()) as { position: number; code?: string } };
  };
  const write = async (name: string): Promise<number> => (await create(name)).body.position;

  it('seals what the service records, goes on after kill -9, and takes up a new key', async () => {
    const first = await write('one');
    expect(existsSync(join(folder, 'log-key'))).toBe(false);
    expect(await get(`/v1/events/${first}/proof`)).toMatchObject({
      status: 503,
      body: { code: 'not_sealed' },
    });

    const sealer = await startSealer();
    expect(await proven(first)).toMatchObject({ status: 200, body: { position: first } });
    sealer.kill('SIGKILL');
    await once(sealer, 'exit');
    const second = await write('two');
    expect((await get(`/v1/events/${second}/proof`)).status).toBe(503);

    const again = await startSealer();
    await proven(second);
    expect((await runToEnd([...MAIN, 'rotate-log-key'], environment)).status).toBe(0);
    const third = await write('three');
    await proven(third);
    expect((await get('/v1/log/keys')).body).toMatchObject({ data: [{}, {}] });
    again.kill('SIGTERM');
    const [status] = (await once(again, 'exit')) as [number | null];
    expect(status).toBe(0);
    const { body } = await get('/v1/events?aggregate_type=log&order=asc');
    expect(body.data?.map(({ type }) => type)).toEqual([
      'log.sealer_started',
      'log.keys_changed',
      'log.sealer_started',
      'log.keys_changed',
      'log.sealer_stopped',
    ]);
  });

  it('holds up the writes while it is away for longer than the operator allows, and nothing else', async () => {
    expect((await create('unsealed')).status).toBe(201);
    let number = 0;
    await expect
      .poll(async () => (await create(`waiting-${(number += 1)}`)).status, { interval: 500 })
      .toBe(503);
    const refused = await create('refused');
    expect(refused).toMatchObject({ status: 503, body: { code: 'log_behind' } });
    expect(refused.headers.get('retry-after')).toBe('5');
    expect((await get('/v1/projects')).status).toBe(200);
    expect((await get('/readyz')).status).toBe(200);
    const sealer = await startSealer();
    await expect.poll(async () => (await create('refused')).status, { interval: 500 }).toBe(201);
    sealer.kill('SIGTERM');
    await once(sealer, 'exit');
  });
});
