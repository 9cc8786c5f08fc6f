import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FakeApi, pagesOf } from './support/fake-api.js';
import { runCli } from './support/run-cli.js';

const api = new FakeApi();
beforeAll(() => api.start());
afterAll(() => api.stop());
beforeEach(() => api.reset());

const limits = { items: 1000, events_per_day: null, requests_per_minute: null };
const usage = {
  items: { used: 209, limit: 1000 },
  events_per_day: { used: 17, limit: null, resets_at: '2026-03-02T00:00:00.000Z' },
  requests_per_minute: { used: null, limit: null, node_share: null, resets_at: null },
};

describe('Quotas', () => {
  test('of a tenant are shown with what is used up, and where there is no limit', async () => {
    api.on('GET /v1/tenants/acme', { json: { key: 'acme', limits, sequence: 2, usage } });
    const { out } = await runCli(api.url, ['tenant', 'show', 'acme']);
    expect(out).toBe(
      'Tenant               acme\n' +
        'Items                209 of 1000\n' +
        'Events per day       17, no limit, anew at 2026-03-02T00:00:00Z\n' +
        'Requests per minute  no limit\n',
    );
  });

  test('of the own tenant, of which a node grants a share', async () => {
    const requests = { used: 3, limit: 600, node_share: 300, resets_at: '2026-03-01T10:01:00.000Z' };
    api.on('GET /v1/usage', { json: { ...usage, requests_per_minute: requests } });
    expect((await runCli(api.url, ['usage'])).out).toContain(
      'Requests per minute  600 (this node: 3 of 300)\n',
    );
    const whole = { ...requests, node_share: 600 };
    api.on('GET /v1/usage', { json: { ...usage, requests_per_minute: whole } });
    expect((await runCli(api.url, ['usage'])).out).toContain('Requests per minute  3 of 600\n');
  });

  test('say so in a list and after they are set as well', async () => {
    api.on('GET /v1/tenants', ...pagesOf([{ key: 'acme', limits, sequence: 2 }]));
    const { out } = await runCli(api.url, ['tenant', 'list']);
    expect(out).toMatch(/\nacme +1000 +no limit +no limit/);
    const written = {
      position: 7,
      events: [],
      receipt: null,
      resource: { key: 'acme', limits, sequence: 3 },
    };
    api.on('PUT /v1/tenants/acme/limits', { json: written });
    const body = ['--items', '1000', '--events-per-day', '', '--requests-per-minute', ''];
    const set = await runCli(api.url, ['tenant', 'limits', 'acme', ...body]);
    expect(set.out).toMatch(/Events per day +no limit\n[^]*Recorded at position 7\n$/);
    expect(JSON.parse(api.received.at(-1)?.body ?? '')).toEqual(limits);
  });
});
