import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FakeApi, pagesOf, problem } from './support/fake-api.js';
import { KEY, runCli, scratchFolder } from './support/run-cli.js';
import { checkedItem, written } from './support/samples.js';

const api = new FakeApi();
beforeAll(() => api.start());
afterAll(() => api.stop());
beforeEach(() => api.reset());

describe('A key', () => {
  const SECRET = 'clr_default-0123456789ab_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg29KLjW';

  test.each([
    [['projects', SECRET]],
    [['api', 'GET', '/v1/projects', '--header', `Authorization: Bearer ${SECRET}`]],
    [['projects', '--token', 'abc']],
    [['projects', '--api-key=abc']],
    [['projects', '--profile', 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl']],
  ])('on the command line is refused and not repeated: %j', async (argv) => {
    const ended = await runCli(api.url, argv);
    expect(ended.code).toBe(2);
    expect(ended.err).toContain('does not belong on the command line');
    expect(ended.err).not.toMatch(/clr_|eyJ/);
    expect(api.received).toEqual([]);
  });

  test('comes from the first line of standard input, what is behind it is for the command', async () => {
    api.on('POST /v1/projects/p/checklists/c/items/a/check', { json: written(checkedItem()) });
    const argv = ['check', '-p', 'p', '-c', 'c', '--lines', '-', '--key-stdin'];
    const env = { CLEARANCE_URL: api.url, CLEARANCE_API_KEY: 'another' };
    const ended = await runCli(api.url, argv, { env, stdin: `${KEY}\n{"item":"a"}\n` });
    expect(ended.code).toBe(0);
    expect(api.only.headers.authorization).toBe(`Bearer ${KEY}`);
    expect((await runCli(api.url, ['projects', '--key-stdin'], { env, stdin: '' })).code).toBe(2);
  });
});

describe('Profiles', () => {
  const setting = (config: object): { home: string; env: Record<string, string> } => {
    const home = scratchFolder();
    mkdirSync(join(home, '.config', 'clearance'), { recursive: true });
    writeFileSync(join(home, '.config', 'clearance', 'config.json'), JSON.stringify(config));
    writeFileSync(join(home, 'key'), 'profile-key\n', { mode: 0o600 });
    return { home, env: {} };
  };
  const both = (url: string): object => ({
    profile: 'here',
    key_file: '~/key',
    profiles: { here: { url }, elsewhere: { url: 'http://127.0.0.1:1' } },
  });

  test('give the address and the key', async () => {
    api.on('GET /v1/projects', ...pagesOf([]));
    const given = setting(both(api.url));
    expect(await runCli('', ['projects', '--no-retry'], given)).toMatchObject({ code: 0, err: '' });
    expect(api.only.headers.authorization).toBe('Bearer profile-key');
    expect((await runCli('', ['projects', '--no-retry', '--profile', 'elsewhere'], given)).code).toBe(6);
    const env = { CLEARANCE_PROFILE: 'elsewhere' };
    expect((await runCli('', ['projects', '--no-retry'], { ...given, env })).code).toBe(6);
  });

  test.each([
    [{ profile: 7 }, [], '"profile" must be a text'],
    [{ profiles: {} }, ['--profile', 'x'], 'has no profile "x"; it has none'],
    [{ profiles: { a: {} } }, ['--profile', 'constructor'], 'it has a'],
    [{ profile: 'a', profiles: { a: { key: 'secret' } } }, [], '"key" is not read'],
    [{ no_exceptions: 'yes' }, [], 'must be true or false'],
  ])('that are wrong are told: %j', async (config, flags, words) => {
    const ended = await runCli('', ['projects', ...flags], setting(config));
    expect(ended.code).toBe(2);
    expect(ended.err).toContain(words);
    expect(ended.err).not.toContain('secret');
  });

  test('are asked for where there is no file', async () => {
    const ended = await runCli('', ['projects', '--profile', 'x'], { env: {} });
    expect(ended).toMatchObject({ code: 2, err: expect.stringContaining('there is no ') });
  });
});

describe('clearance api', () => {
  test('sends what it is given and prints the answer byte for byte', async () => {
    api.on('POST /v1/projects', { status: 201, text: 'as it  is' });
    const flags = ['--data', '{"key":"p"}', '--idempotency-key', 'k', '--if-match', '3'];
    const ended = await runCli(api.url, [
      'api',
      'post',
      '/v1/projects?a=1',
      ...flags,
      '--accept',
      'text/csv',
    ]);
    expect(ended).toMatchObject({ code: 0, out: 'as it  is' });
    expect(api.only).toMatchObject({ body: '{"key":"p"}', query: { a: '1' } });
    expect(api.only.headers).toMatchObject({
      accept: 'text/csv',
      'content-type': 'application/json',
      'idempotency-key': 'k',
      'if-match': '"3"',
    });
  });

  test('ends with the code of the problem', async () => {
    api.on('GET /v1/nowhere', problem(404, 'unknown_route'));
    expect((await runCli(api.url, ['api', 'GET', '/v1/nowhere'])).code).toBe(3);
  });

  test.each([
    [['FETCH', '/v1']],
    [['GET', 'v1']],
    [['GET', '//x.example/']],
    [['POST', '/v1', '--data', '1', '--body', '-']],
  ])('refuses %j', async (argv) => {
    expect((await runCli(api.url, ['api', ...argv])).code).toBe(2);
    expect(api.received).toEqual([]);
  });
});
