import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { keyState } from '../../src/cli/views/keys.js';
import { OPERATIONS } from '../../src/cli/routes/operations.js';
import type { Operation } from '../../src/cli/routes/operation.js';
import { ROUTE_SPECS } from '../../src/cli/routes/specs/all.js';
import { FakeApi, pagesOf } from './support/fake-api.js';
import { runCli } from './support/run-cli.js';

const api = new FakeApi();
beforeAll(() => api.start());
afterAll(() => api.stop());
beforeEach(() => api.reset());

describe('A secret that is told once', () => {
  const answer = (secret: string | null): { json: object } => ({
    json: { resource: { id: 'whk_1', name: 'hook' }, secret, position: 7, events: [], receipt: null },
  });
  const CREATE = ['webhook', 'create', '--name', 'hook', '--url', 'https://hooks.example.org/'];

  test.each([
    ['POST /v1/webhooks', CREATE],
    ['POST /v1/webhooks/whk_1/secrets', ['webhook', 'rotate', 'whk_1']],
  ])('is shown by %s', async (route, argv) => {
    api.on(route, answer('whsec_b25jZQ=='));
    const ended = await runCli(api.url, argv);
    expect(ended.out).toMatch(/\nsecret +whsec_b25jZQ==\nRecorded at position 7\n$/);
    const csv = await runCli(api.url, [...argv, '-o', 'csv']);
    expect(csv.out).toMatch(/^id,.*,secret\r\nwhk_1,.*,whsec_b25jZQ==\r\n$/);
  });

  test('is not spoken of where there is none', async () => {
    api.on('POST /v1/webhooks', answer(null));
    expect((await runCli(api.url, CREATE)).out).not.toContain('secret');
  });
});

describe('Lists', () => {
  test('say of each key whether it works', async () => {
    const key = { id: 'k', revoked_at: null, expires_at: null };
    const past = '2020-01-01T00:00:00.000000Z';
    const keys = [key, { ...key, expires_at: past }, { ...key, expires_at: past, revoked_at: past }];
    for (const kind of ['member', 'service-account']) {
      api.on(`GET /v1/${kind}s/acc/keys`, ...pagesOf(keys));
      const { out } = await runCli(api.url, [kind, 'key', 'list', 'acc']);
      expect(out.match(/active|expired|revoked/g)).toEqual(['active', 'expired', 'revoked']);
    }
    expect(keyState({ ...key, expires_at: past }, Date.parse(past) - 1)).toBe('active');
  });

  test('have columns that the answer has', () => {
    const missing = ROUTE_SPECS.flatMap(({ operation, words, table = [], cells = {} }) => {
      const { answer } = OPERATIONS[operation] as Operation;
      const columns = 'columns' in answer ? answer.columns : [];
      return table
        .filter((path) => !columns.includes(path) && !(path in cells))
        .map((path) => `${words}: ${path}`);
    });
    expect(missing).toEqual([]);
  });

  test('of what connections could not do have the ticket, the item and the position', async () => {
    const failure = {
      id: 'job_1',
      kind: 'tell',
      external_id: '#12',
      item: 'itm_1',
      position: 42,
      ticket: 'tkt_1',
    };
    api.on('GET /v1/ticketing/connections/c/failures', ...pagesOf([failure]));
    const { out } = await runCli(api.url, ['connection', 'failures', 'c']);
    expect(out).toMatch(/\njob_1 .*#12 .*itm_1 .*42 .*tkt_1/);
  });
});

describe('What was to answer and did not', () => {
  test.each([
    ['POST /v1/ticketing/connections/c/test', ['connection', 'test', 'c'], 'ok'],
    ['POST /v1/webhooks/w/ping', ['webhook', 'ping', 'w'], 'delivered'],
  ])('ends %s with 1', async (route, argv, member) => {
    api.on(route, { json: { [member]: false } });
    expect((await runCli(api.url, argv)).code).toBe(1);
    api.on(route, { json: { [member]: true } });
    expect((await runCli(api.url, argv)).code).toBe(0);
  });
});

describe('clearance whoami', () => {
  test('shows the scopes of the key, and those in single projects', async () => {
    const me = {
      id: 'sva_1',
      kind: 'service',
      name: 'ci',
      roles: [],
      scopes: ['me:read'],
      tenant: 'default',
    };
    const projects = [{ project: 'prj_1', scopes: ['items:write', 'projects:read'] }];
    api.on('GET /v1/me', { json: { ...me, projects, credential_id: 'default-1', auth_method: 'api_key' } });
    const { out } = await runCli(api.url, ['whoami']);
    expect(out).toMatch(
      /\nRoles +none in the whole tenant\nScopes +me:read\nIn prj_1 +items:write, projects:read\n/,
    );
  });
});

test('apply hints at --key where --checklist is given', async () => {
  const ended = await runCli(api.url, ['apply', 'go-live', '-p', 'p', '--checklist', 'c']);
  expect(ended).toMatchObject({ code: 2, err: expect.stringContaining('with --key') });
  expect(api.received).toEqual([]);
});
