import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FakeApi, pagesOf, problem } from './support/fake-api.js';
import { runCli } from './support/run-cli.js';
import { failedEvent, written } from './support/samples.js';

const api = new FakeApi();
beforeAll(() => api.start());
afterAll(() => api.stop());
beforeEach(() => api.reset());

const LIST = 'GET /v1/admin/failed-events';
const RETRY = 'POST /v1/admin/failed-events/items.42/retry';
const DISMISS = 'DELETE /v1/admin/failed-events/items.42';

describe('clearance failed-events', () => {
  test('lists them, page by page', async () => {
    api.on(
      LIST,
      ...pagesOf([failedEvent()], [failedEvent({ id: 'items.50', state: 'given_up', retry_at: null })]),
    );
    const { code, out } = await runCli(api.url, ['failed-events', '--state', 'retrying,given_up']);
    expect(code).toBe(0);
    expect(out.split('\n').map((line) => line.split(/ {2,}/)[0])).toEqual(['ID', 'items.42', 'items.50', '']);
    expect(out).toContain('Error: a row too many');
    expect(api.received.map(({ query }) => query['state'])).toEqual([
      'retrying,given_up',
      'retrying,given_up',
    ]);
  });

  test('as CSV have every column', async () => {
    api.on(LIST, ...pagesOf([failedEvent()]));
    const [head, row] = (await runCli(api.url, ['failed-events', '-o', 'csv'])).out.split('\r\n');
    expect(head?.split(',').toSorted()).toEqual(Object.keys(failedEvent()).toSorted());
    expect(row).toMatch(/^items\.42,items,1,42,prj_1,/);
    expect(api.only.query).not.toHaveProperty('state');
  });

  test('have no other state', async () => {
    const { code, err } = await runCli(api.url, ['failed-events', '--state', 'retrying,broken']);
    expect([code, api.received]).toEqual([2, []]);
    expect(err).toContain('retrying, given_up, dismissed');
  });
});

describe('clearance failed-event', () => {
  test('retry says that it healed, or what fails still', async () => {
    api.on(RETRY, { json: { healed: true, failed_event: null } });
    const healed = await runCli(api.url, ['failed-event', 'retry', 'items.42']);
    expect(healed).toMatchObject({ code: 0, out: 'Healed: it went through, and all behind it\n' });
    const behind = failedEvent({ id: 'items.44', event_type: 'item.checked' });
    api.on(RETRY, { json: { healed: false, failed_event: behind } });
    const still = await runCli(api.url, ['failed-event', 'retry', 'items.42']);
    expect(still).toMatchObject({
      code: 70,
      out: 'Not healed: items.44 (item.checked) fails with Error: a row too many\n',
    });
    const csv = await runCli(api.url, ['failed-event', 'retry', 'items.42', '-o', 'csv']);
    expect([csv.code, csv.out.split('\r\n')[1]]).toEqual([70, expect.stringMatching(/^items\.44,/)]);
  });

  test('dismiss wants a reason, and says where it was recorded', async () => {
    const without = await runCli(api.url, ['failed-event', 'dismiss', 'items.42']);
    expect([without.code, api.received]).toEqual([2, []]);
    const dismissed = failedEvent({ state: 'dismissed', retry_at: null });
    api.on(DISMISS, { json: written(dismissed) });
    const args = ['failed-event', 'dismiss', 'items.42', '--reason', 'recorded by mistake'];
    const { code, out } = await runCli(api.url, [...args, '--idempotency-key', 'k-1']);
    expect([code, out]).toEqual([0, 'Dismissed items.42 (item.failed), recorded at position 42\n']);
    expect(JSON.parse(api.only.body)).toEqual({ reason: 'recorded by mistake' });
    expect(api.only.headers['idempotency-key']).toBe('k-1');
    api.on(DISMISS, { json: { position: null, events: [], resource: dismissed } });
    expect((await runCli(api.url, args)).out).toBe('Dismissed items.42 (item.failed), recorded before\n');
  });

  test.each([
    [404, 'not_found', 3],
    [409, 'no_change', 4],
    [403, 'not_allowed', 5],
  ])('%i %s ends with %i', async (status, code, exit) => {
    api.on(RETRY, problem(status, code)).on(DISMISS, problem(status, code));
    expect((await runCli(api.url, ['failed-event', 'retry', 'items.42'])).code).toBe(exit);
    const dismiss = await runCli(api.url, ['failed-event', 'dismiss', 'items.42', '--reason', 'x']);
    expect([dismiss.code, dismiss.err]).toEqual([exit, expect.stringContaining(`Detail of ${code}.`)]);
  });
});
