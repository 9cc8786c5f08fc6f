import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FakeApi } from './support/fake-api.js';
import { KEY, runCli } from './support/run-cli.js';
import { readiness, written } from './support/samples.js';

const api = new FakeApi();
beforeAll(() => api.start());
afterAll(() => api.stop());
beforeEach(() => api.reset());

const READINESS = 'GET /v1/projects/p/readiness';
const reply = (verdict: string): { json: object } => ({ json: readiness({ verdict }) });
const gate = ['gate', 'check', '-p', 'p', '--subject', 's', '--digest', 'd', '--environment', 'e'];
const receipt = (verdict: string): { json: object } => ({
  json: written({
    id: 'rcp_1',
    project: 'p',
    gate: 'go-live',
    gate_version: 1,
    verdict,
    reasons: [],
    reasons_total: 0,
    subject: { name: 's', digest: 'd', environment: 'e' },
    as_of: '2026-01-01T00:00:00Z',
    decided_at_position: 4,
    position: 5,
    digest: 'ab',
  }),
});

describe('--wait', () => {
  test('asks until the project is ready', async () => {
    api.on(READINESS, reply('not_ready'), reply('not_ready'), reply('ready'));
    const ended = await runCli(api.url, ['readiness', '-p', 'p', '--wait', '--interval', '2', '-o', 'csv']);
    expect(ended.code).toBe(0);
    expect(ended.waits).toEqual([2000, 2000]);
  });

  test.each([
    ['that is a length', () => '90s'],
    ['that is a time', () => new Date(Date.now() + 90_000).toISOString()],
  ])('gives up after the limit %s, with the verdict of that moment', async (_, limitOf) => {
    const limit = limitOf();
    api.on(READINESS, reply('not_ready'));
    const ended = await runCli(api.url, ['readiness', '-p', 'p', '--wait', limit, '--interval', '40']);
    expect(ended.code).toBe(1);
    expect(ended.out).toContain('not_ready');
    expect(ended.waits.slice(0, 2)).toEqual([40_000, 40_000]);
    expect(ended.waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(80_000);
    expect(ended.waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThanOrEqual(90_000);
  });

  test('of a gate records one receipt only', async () => {
    api.on(READINESS, reply('not_ready'), reply('ready'));
    api.on('POST /v1/projects/p/gates/go-live/evaluations', receipt('ready'));
    expect((await runCli(api.url, [...gate, '--wait', '1m'])).code).toBe(0);
    expect(api.received.map(({ method }) => method)).toEqual(['GET', 'GET', 'POST']);
  });

  test.each([['soon'], ['10'], ['2026-01-01']])('takes no %s', async (limit) => {
    expect((await runCli(api.url, ['readiness', '-p', 'p', '--wait', limit])).code).toBe(2);
  });
});

describe('Ready with exceptions', () => {
  const env = { CLEARANCE_URL: '', CLEARANCE_API_KEY: KEY };

  test.each([
    ['by default', {}, [], 0],
    ['with --no-exceptions', {}, ['--no-exceptions'], 1],
    ['as configured', { CLEARANCE_NO_EXCEPTIONS: 'true' }, [], 1],
    ['with --exceptions, whatever is configured', { CLEARANCE_NO_EXCEPTIONS: 'true' }, ['--exceptions'], 0],
    ['configured in another word', { CLEARANCE_NO_EXCEPTIONS: 'yes' }, [], 2],
  ])('ends %s', async (_, more, flags, code) => {
    api.on('POST /v1/projects/p/gates/go-live/evaluations', receipt('ready_with_exceptions'));
    api.on(READINESS, reply('ready_with_exceptions'));
    const setting = { env: { ...env, CLEARANCE_URL: api.url, ...more } };
    expect((await runCli(api.url, [...gate, ...flags], setting)).code).toBe(code);
    expect((await runCli(api.url, ['readiness', '-p', 'p', ...flags], setting)).code).toBe(code);
  });
});
