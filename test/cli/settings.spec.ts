import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FakeApi, pagesOf } from './support/fake-api.js';
import { type Ended, runCli, scratchFolder, type Setting } from './support/run-cli.js';

const api = new FakeApi();
beforeAll(() => api.start());
afterAll(() => api.stop());
beforeEach(() => {
  api.reset();
  api.on('GET /v1/projects', ...pagesOf([]));
});

function write(folder: string, name: string, text: string, mode = 0o600): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

async function projects(setting: Setting, ...flags: string[]): Promise<Ended> {
  return await runCli(api.url, ['projects', ...flags], setting);
}

function usedKey(): string | undefined {
  return api.only.headers.authorization;
}

describe('The key', () => {
  test('comes from CLEARANCE_API_KEY before all else', async () => {
    const cwd = scratchFolder();
    write(cwd, 'key', 'from-file');
    write(cwd, '.clearance/admin-key', 'local');
    const env = { CLEARANCE_URL: api.url, CLEARANCE_API_KEY: ' from-env\n', CLEARANCE_API_KEY_FILE: 'key' };
    expect(await projects({ cwd, env })).toMatchObject({ code: 0, err: '' });
    expect(usedKey()).toBe('Bearer from-env');
  });

  test('comes from the file that CLEARANCE_API_KEY_FILE names, before the configuration file', async () => {
    const cwd = scratchFolder();
    write(cwd, 'key', 'from-file\n');
    write(cwd, '.config/clearance/config.json', '{"key_file": "/none"}');
    const env = { CLEARANCE_URL: api.url, CLEARANCE_API_KEY: '', CLEARANCE_API_KEY_FILE: 'key' };
    expect(await projects({ cwd, env })).toMatchObject({ code: 0, err: '' });
    expect(usedKey()).toBe('Bearer from-file');
  });

  test.each([0o640, 0o604, 0o644])('in a file that others can read is warned of (%o)', async (mode) => {
    const cwd = scratchFolder();
    write(cwd, 'key', 'from-file', mode);
    const env = { CLEARANCE_URL: api.url, CLEARANCE_API_KEY_FILE: 'key' };
    const words = 'key can be read by others: chmod 600 key';
    expect(await projects({ cwd, env })).toMatchObject({ code: 0, err: `clearance: warning: ${words}\n` });
    const json = await projects({ cwd, env }, '-o', 'json');
    expect(JSON.parse(json.err)).toEqual({ warning: words });
  });

  test.each([
    ['missing', null, 'there is no such file'],
    ['empty', '\n', 'holds no key'],
    ['of several lines', 'a\nb', 'holds no key'],
  ])('cannot come from a file that is %s', async (_, text, words) => {
    const cwd = scratchFolder();
    if (text !== null) write(cwd, 'key', text);
    const ended = await projects({ cwd, env: { CLEARANCE_URL: api.url, CLEARANCE_API_KEY_FILE: 'key' } });
    expect(ended.code).toBe(2);
    expect(ended.err).toContain(words);
    expect(api.received).toEqual([]);
  });

  test('left by a service in the working folder is used, and a person told so', async () => {
    const cwd = scratchFolder();
    write(cwd, '.clearance/admin-key', 'local\n');
    expect(await projects({ cwd, env: { CLEARANCE_URL: api.url } })).toMatchObject({ code: 0, err: '' });
    expect(usedKey()).toBe('Bearer local');
    const seen = await projects({ cwd, env: { CLEARANCE_URL: api.url }, terminal: 80 });
    expect(seen.err).toContain('using the admin key in .clearance/admin-key');
  });

  test('left in the working folder is not sent to another machine', async () => {
    const cwd = scratchFolder();
    write(cwd, '.clearance/admin-key', 'local');
    const ended = await projects({ cwd, env: { CLEARANCE_URL: 'http://clearance.invalid' } });
    expect(ended.code).toBe(5);
    expect(ended.err).toContain('There is no API key');
  });

  test('is not invented', async () => {
    const ended = await projects({ env: { CLEARANCE_URL: api.url } });
    expect(ended.code).toBe(5);
    expect(ended.err).toContain('CLEARANCE_API_KEY_FILE');
    expect(api.received).toEqual([]);
  });
});

describe('The configuration file', () => {
  test('names the service and a key file beside itself', async () => {
    const home = scratchFolder();
    write(home, '.config/clearance/config.json', JSON.stringify({ url: api.url, key_file: 'key' }));
    write(home, '.config/clearance/key', 'beside');
    expect((await projects({ home, env: {} })).code).toBe(0);
    expect(usedKey()).toBe('Bearer beside');
  });

  test('may stand where XDG_CONFIG_HOME says, and name a file at home', async () => {
    const home = scratchFolder();
    write(home, 'xdg/clearance/config.json', '{"key_file": "~/secret"}');
    write(home, 'secret', 'at-home');
    const env = { XDG_CONFIG_HOME: join(home, 'xdg'), CLEARANCE_URL: api.url };
    expect((await projects({ home, env })).code).toBe(0);
    expect(usedKey()).toBe('Bearer at-home');
  });

  test.each([
    ['{"key": "clr_secret"}', '"key" is not read'],
    ['{"url": 7}', '"url" must be a text'],
    ['["clr_secret"]', 'is no JSON object'],
    ['clr_secret', 'is no JSON object'],
    ['{"url": "nowhere"}', '"nowhere" is no URL'],
  ])('%s is refused without quoting secrets', async (text, words) => {
    const home = scratchFolder();
    write(home, '.config/clearance/config.json', text);
    const ended = await projects({ home, env: { CLEARANCE_API_KEY: 'k' } });
    expect(ended.code).toBe(2);
    expect(ended.err).toContain(words);
    expect(ended.err).not.toContain('clr_secret');
  });
});

describe('CLEARANCE_URL', () => {
  test('may have a path', async () => {
    api.on('GET /proxy/v1/projects', ...pagesOf([]));
    expect(
      (await projects({ env: { CLEARANCE_URL: `${api.url}/proxy/`, CLEARANCE_API_KEY: 'k' } })).code,
    ).toBe(0);
  });

  test.each(['ftp://host', 'localhost:3000', 'http://h/?a=b', 'http://user:clr_secret@host/'])(
    'is not %s',
    async (url) => {
      const ended = await projects({ env: { CLEARANCE_URL: url, CLEARANCE_API_KEY: 'k' } });
      expect(ended.code).toBe(2);
      expect(ended.err).toContain('CLEARANCE_URL');
      expect(ended.err).not.toContain('clr_secret');
    },
  );
});
