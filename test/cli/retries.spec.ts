import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { retryAfter } from '../../src/cli/client/retry.js';
import { FakeApi, pagesOf, problem } from './support/fake-api.js';
import { runCli } from './support/run-cli.js';
import { checkedItem, project, written } from './support/samples.js';

const api = new FakeApi();
beforeAll(() => api.start());
afterAll(() => api.stop());
beforeEach(() => api.reset());

const PROJECTS = 'GET /v1/projects';
const CHECK = 'POST /v1/projects/p/checklists/c/items/i/check';
const done = { json: written(checkedItem()) };

describe('Retries', () => {
  test.each([
    ['503', problem(503, 'unavailable')],
    ['429', problem(429, 'rate_limited')],
    ['502 of a proxy', { status: 502, text: 'Bad Gateway' }],
    ['a broken connection', 'break the connection' as const],
    ['an answer still being made', problem(409, 'request_in_flight')],
  ])('after %s a write is sent again with the same key', async (_, reply) => {
    api.on(CHECK, reply, reply, reply, done);
    const ended = await runCli(api.url, ['check', 'i', '-p', 'p', '-c', 'c']);
    expect(ended.code).toBe(0);
    expect(api.received).toHaveLength(4);
    expect(new Set(api.received.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(new Set(api.received.map(({ body }) => body)).size).toBe(1);
  });

  test('wait longer each time, and end after four tries', async () => {
    api.on(PROJECTS, problem(503, 'unavailable'));
    const ended = await runCli(api.url, ['projects']);
    expect(ended.code).toBe(6);
    expect(api.received).toHaveLength(4);
    expect(ended.waits).toHaveLength(3);
    for (const [index, most] of [500, 1000, 2000].entries()) {
      expect(ended.waits[index]).toBeGreaterThanOrEqual(most / 2);
      expect(ended.waits[index]).toBeLessThanOrEqual(most);
    }
  });

  test('wait as long as Retry-After says, and tell a person why', async () => {
    const busy = { status: 429, headers: { 'retry-after': '7' }, text: '' };
    api.on(PROJECTS, busy, ...pagesOf([project()]));
    const ended = await runCli(api.url, ['projects'], { terminal: 80 });
    expect(ended.waits).toEqual([7000]);
    expect(ended.err).toContain('next try in 7.0 s');
  });

  test('are not made where the service asks for more than a minute', async () => {
    api.on(PROJECTS, { status: 503, headers: { 'retry-after': '3600' }, text: '' });
    const ended = await runCli(api.url, ['projects']);
    expect(ended).toMatchObject({ code: 6, waits: [] });
  });

  test('are not made with --no-retry, or for a refusal', async () => {
    api.on(PROJECTS, problem(503, 'unavailable'));
    expect(await runCli(api.url, ['projects', '--no-retry'])).toMatchObject({ code: 6, waits: [] });
    api.on(PROJECTS, problem(409, 'concurrent_change'));
    expect(await runCli(api.url, ['projects'])).toMatchObject({ code: 4, waits: [] });
  });

  test('are made when no answer comes in time', async () => {
    api.on(PROJECTS, 'never answer', ...pagesOf([project()]));
    const ended = await runCli(api.url, ['projects', '--timeout', '0.2']);
    expect(ended.code).toBe(0);
    api.on(PROJECTS, 'never answer');
    const never = await runCli(api.url, ['projects', '--timeout', '0.1']);
    expect(never).toMatchObject({ code: 6, err: `clearance: ${api.url} did not answer within 0.1 s\n` });
  });

  test('end with words where nobody listens', async () => {
    const closed = new FakeApi();
    await closed.start();
    const { url } = closed;
    await closed.stop();
    const ended = await runCli(url, ['projects']);
    expect(ended.code).toBe(6);
    expect(ended.waits).toHaveLength(3);
    expect(ended.err).toContain(`${url} cannot be reached (connection refused)`);
    const json = await runCli(url, ['projects', '-o', 'json', '--no-retry']);
    expect(JSON.parse(json.err)).toMatchObject({ code: 'unreachable' });
  });
});

test('Retry-After is seconds or a date', () => {
  const now = Date.parse('2025-03-03T10:00:00Z');
  expect(retryAfter('3', now)).toBe(3000);
  expect(retryAfter('Mon, 03 Mar 2025 10:00:05 GMT', now)).toBe(5000);
  expect(retryAfter('Mon, 03 Mar 2025 09:00:00 GMT', now)).toBe(0);
  expect(retryAfter('soon', now)).toBeNull();
  expect(retryAfter(null, now)).toBeNull();
});
