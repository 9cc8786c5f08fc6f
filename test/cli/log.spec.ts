import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FakeApi, problem } from './support/fake-api.js';
import { runCli, scratchFolder } from './support/run-cli.js';

describe('clearance log', () => {
  const api = new FakeApi();
  beforeAll(async () => api.start());
  afterAll(async () => api.stop());
  beforeEach(() => api.reset());

  test('export writes the archive to a file or to standard output', async () => {
    api.on('GET /v1/log/export', { text: 'x'.repeat(300_000) });
    const cwd = scratchFolder();
    const argv = ['log', 'export', '--project', 'shop', '--from', '2026-01-01T00:00:00Z', '-o', 'log.tar'];
    expect(
      await runCli(api.url, argv, { cwd, env: { CLEARANCE_URL: api.url, CLEARANCE_API_KEY: 'k' } }),
    ).toMatchObject({
      code: 0,
      out: '',
    });
    expect(readFileSync(join(cwd, 'log.tar'), 'utf8')).toHaveLength(300_000);
    expect(api.only.query).toEqual({ project: 'shop', from: '2026-01-01T00:00:00Z' });
    expect((await runCli(api.url, ['log', 'export', '-o', '-'])).out).toHaveLength(300_000);
  });

  test('export says what the service says, and what keeps the file from being written', async () => {
    api.on('GET /v1/log/export', problem(503, 'not_sealed'));
    expect(await runCli(api.url, ['log', 'export', '-o', 'x.tar'])).toMatchObject({ code: 6 });
    api.on('GET /v1/log/export', { text: 'x' });
    expect(await runCli(api.url, ['log', 'export', '-o', 'no/such/folder/x.tar'])).toMatchObject({ code: 2 });
    expect(await runCli('http://127.0.0.1:1', ['log', 'export', '-o', 'x.tar'])).toMatchObject({ code: 6 });
    expect(await runCli(api.url, ['log', 'export'])).toMatchObject({ code: 2 });
  });

  test('keys prints one a line', async () => {
    api.on('GET /v1/log/keys', { json: { data: [{ key: 'a+1+b' }, { key: 'c+2+d' }] } });
    expect(await runCli(api.url, ['log', 'keys'])).toMatchObject({ code: 0, out: 'a+1+b\nc+2+d\n' });
  });

  test('verify needs no service and no key of one, and ends as verify.mjs does', async () => {
    const env = {};
    expect(await runCli('', ['verify', '--help'], { env })).toMatchObject({
      code: 0,
      out: expect.stringContaining('--key'),
    });
    expect(await runCli('', ['verify', 'nowhere.tar', '--key', 'x'], { env })).toMatchObject({ code: 2 });
    expect(await runCli('', ['verify', '-', '--key', 'x'], { env, stdin: 'no tar' })).toMatchObject({
      code: 2,
    });
  });
});
