import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FakeApi, pagesOf, problem } from './support/fake-api.js';
import { KEY, runCli } from './support/run-cli.js';
import { checkedItem, checklist, project, written } from './support/samples.js';

const api = new FakeApi();
beforeAll(() => api.start());
afterAll(() => api.stop());
beforeEach(() => api.reset());

const ITEM = '/v1/projects/payments-api/checklists/go-live/items/a';
const CHECKLISTS = 'GET /v1/projects/payments-api/checklists';
const onA = ['a', '--project', 'payments-api', '--checklist', 'go-live'];
const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

describe('Decisions', () => {
  test.each(['check', 'uncheck', 'fail', 'not-applicable'])('%s sends what was decided', async (decision) => {
    api.on(`POST ${ITEM}/${decision}`, { json: written(checkedItem()) });
    const flags = [
      '--reason=drill passed',
      '--effective-at=2025-03-03T09:00:00Z',
      '--measured=187 ms',
      '--evidence-url=https://ci.example.com/1',
      '--evidence-title=Drill',
      '--effective-on=2025-03-03',
      '--sha256=ab',
      '--if-match=7',
      '--idempotency-key=run-1',
    ];
    const ended = await runCli(api.url, [decision, ...onA, ...flags]);
    expect(ended.code).toBe(0);
    const { headers, body } = api.only;
    expect(JSON.parse(body)).toEqual({
      reason: 'drill passed',
      effective_at: '2025-03-03T09:00:00Z',
      measured: '187 ms',
      evidence: [
        { title: 'Drill', url: 'https://ci.example.com/1', sha256: 'ab', effective_on: '2025-03-03' },
      ],
    });
    expect(headers).toMatchObject({
      authorization: `Bearer ${KEY}`,
      'content-type': 'application/json',
      'idempotency-key': 'run-1',
      'if-match': '"7"',
    });
  });

  test('send no more than was given, with an idempotency key that is made', async () => {
    api.on(`POST ${ITEM}/check`, { json: written(checkedItem()) });
    await runCli(api.url, ['check', ...onA]);
    await runCli(api.url, ['check', ...onA]);
    const [first, second] = api.received;
    expect(first?.body).toBe('{}');
    expect(first?.headers).not.toHaveProperty('if-match');
    expect(first?.headers['idempotency-key']).toMatch(UUID);
    expect(second?.headers['idempotency-key']).not.toBe(first?.headers['idempotency-key']);
  });

  test('say how the item stands', async () => {
    api.on(`POST ${ITEM}/check`, { json: written(checkedItem()) });
    expect((await runCli(api.url, ['check', ...onA])).out).toBe(
      'ha-setup.test-the-restore in go-live is checked since 2025-03-03T10:00:00Z by Ana: Test the restore\n' +
        "Recorded at position 42; the item's sequence is 1\n",
    );
    const json = await runCli(api.url, ['check', ...onA, '-o', 'json']);
    expect(json.out).toBe(`${JSON.stringify(written(checkedItem()))}\n`);
    const csv = await runCli(api.url, ['check', ...onA, '-o', 'csv']);
    expect(csv.out.split('\r\n')[1]).toMatch(/^go-live,ha-setup,ha-setup.test-the-restore,/);
  });

  test('say where a parent stands otherwise than was decided', async () => {
    const parent = checkedItem({ status: 'failed', derived: ['from_children'] });
    api.on(`POST ${ITEM}/check`, { json: written(parent) });
    expect((await runCli(api.url, ['check', ...onA])).out).toContain(
      'is failed (from_children), though Ana decided checked at 2025-03-03T10:00:00Z: Test the restore\n',
    );
  });

  test('refuse evidence that is only half described', async () => {
    const ended = await runCli(api.url, ['check', ...onA, '--evidence-url', 'https://ci.example.com/1']);
    expect(ended.code).toBe(2);
    expect(ended.err).toContain('--effective-on');
    expect(api.received).toEqual([]);
  });

  test('take the only checklist where none is named', async () => {
    api.on(CHECKLISTS, ...pagesOf([checklist()]));
    api.on(`POST ${ITEM}/check`, { json: written(checkedItem()) });
    expect((await runCli(api.url, ['check', 'a', '-p', 'payments-api'])).code).toBe(0);
  });

  test('ask which checklist is meant where there are several, or none', async () => {
    api.on(CHECKLISTS, ...pagesOf([checklist()], [checklist({ key: 'second' })]));
    const several = await runCli(api.url, ['check', 'a', '-p', 'payments-api']);
    expect(several.code).toBe(2);
    expect(several.err).toContain('--checklist: go-live, second');
    api.on(CHECKLISTS, ...pagesOf([]));
    const none = await runCli(api.url, ['check', 'a', '-p', 'payments-api']);
    expect(none.code).toBe(3);
    expect(none.err).toContain('has no checklist');
  });

  test('are not sent with a key that is no header', async () => {
    const ended = await runCli(api.url, ['check', ...onA, '--idempotency-key', 'a b']);
    expect(ended.code).toBe(2);
    expect(api.received).toEqual([]);
  });

  test('comment sends the text', async () => {
    api.on(`POST ${ITEM}/comment`, { json: written(checkedItem()) });
    const ended = await runCli(api.url, ['comment', ...onA, 'Planned for Thursday']);
    expect(ended.out).toContain('recorded at position 42');
    expect(JSON.parse(api.only.body)).toEqual({ text: 'Planned for Thursday' });
  });
});

describe('Projects and checklists', () => {
  const APPLY = 'POST /v1/projects/payments-api/checklists';

  test('project create', async () => {
    api.on('POST /v1/projects', { status: 201, json: written(project()) });
    const ended = await runCli(api.url, ['project', 'create', 'payments-api', '--name', 'Payments API']);
    expect(ended.out).toBe('Created the project payments-api (Payments API), recorded at position 42\n');
    expect(JSON.parse(api.only.body)).toEqual({ key: 'payments-api', name: 'Payments API' });
  });

  test('apply', async () => {
    api.on(APPLY, { status: 201, json: written(checklist()) });
    const flags = ['--project', 'payments-api', '--version', '2', '--key', 'go-live'];
    const ended = await runCli(api.url, ['apply', 'small-server', ...flags]);
    expect(ended.out).toBe(
      'Applied small-server version 2 to payments-api as go-live: 39 items, recorded at position 42\n',
    );
    expect(JSON.parse(api.only.body)).toEqual({ template: 'small-server', version: 2, key: 'go-live' });
  });

  test.each([
    ['makes the project', { status: 201, json: written(project()) }],
    ['takes the project that somebody else has just made', problem(409, 'already_exists')],
  ])('apply --create-project %s', async (_, reply) => {
    api.on('GET /v1/projects/payments-api', problem(404, 'not_found'));
    api.on('POST /v1/projects', reply).on(APPLY, { status: 201, json: written(checklist()) });
    const flags = ['-p', 'payments-api', '--create-project', '--idempotency-key', 'k'];
    expect((await runCli(api.url, ['apply', 'small-server', ...flags])).code).toBe(0);
    const [, create, apply] = api.received;
    expect(JSON.parse(create?.body ?? '')).toEqual({ key: 'payments-api' });
    expect(apply?.headers['idempotency-key']).toBe('k');
    expect(create?.headers['idempotency-key']).toMatch(UUID);
  });

  test('apply --create-project takes the project that is there, also by its id', async () => {
    api.on('GET /v1/projects/prj_1', { json: project() });
    api.on('POST /v1/projects/prj_1/checklists', { status: 201, json: written(checklist()) });
    const ended = await runCli(api.url, ['apply', 'small-server', '-p', 'prj_1', '--create-project']);
    expect(ended.code).toBe(0);
    expect(api.received.map(({ method }) => method)).toEqual(['GET', 'POST']);
  });

  test('apply stops where the project cannot be made', async () => {
    api.on('GET /v1/projects/payments-api', problem(404, 'not_found'));
    api.on('POST /v1/projects', problem(403, 'not_allowed'));
    const ended = await runCli(api.url, ['apply', 't', '-p', 'payments-api', '--create-project']);
    expect(ended.code).toBe(5);
    expect(api.received).toHaveLength(2);
  });
});
