import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventStore } from '../../src/eventstore/eventstore.js';
import { createTestApp, type TestApp } from '../support/test-app.js';
import { add, issue } from './accounts.js';

describe('What is used up of the quotas', () => {
  let t: TestApp;
  let acme: TestApp['admin'];
  const LIMITS = { items: 5, events_per_day: 10_000, requests_per_minute: 1_000 };
  beforeAll(async () => {
    t = await createTestApp(undefined, { CLEARANCE_NODES: '2' });
    const added = await t.admin.post('/v1/tenants').send({ key: 'metered' }).expect(201);
    acme = t.as(added.body.resource.admin_key);
    await t.admin.put('/v1/tenants/metered/limits').send(LIMITS).expect(200);
    await acme.post('/v1/projects').send({ key: 'shop' }).expect(201);
    const items = [{ title: 'One' }, { title: 'Two' }];
    await acme
      .post('/v1/templates')
      .send({ key: 'small', title: 'Small', sections: [{ title: 'All', items }] })
      .expect(201);
    await acme.post('/v1/projects/shop/checklists').send({ template: 'small', key: 'a' }).expect(201);
  });
  afterAll(async () => t.close());

  const recorded = async (): Promise<number> =>
    (await t.app.get(EventStore, { strict: false }).head('metered')).nextPosition;

  it('is told to the admins of the tenant, and of no other one', async () => {
    const before = await recorded();
    const { body } = await acme.get('/v1/usage').expect(200);
    expect(body).toEqual({
      items: { used: 2, limit: 5 },
      events_per_day: {
        used: expect.any(Number),
        limit: 10_000,
        resets_at: expect.stringMatching(/T00:00:00\.000Z$/),
      },
      requests_per_minute: {
        used: expect.any(Number),
        limit: 1_000,
        node_share: 500,
        resets_at: expect.any(String),
      },
    });
    // Where midnight has passed meanwhile there may be fewer.
    expect(body.events_per_day.used).toBeLessThanOrEqual(await recorded());
    const day = new Date().toISOString().slice(0, 10);
    const { body: events } = await acme.get(`/v1/events?from=${day}T00:00:00Z&limit=1000`).expect(200);
    const again = (await acme.get('/v1/usage').expect(200)).body;
    if (before === (await recorded())) expect(again.events_per_day.used).toBe(events.data.length);
    expect(again.events_per_day.used).toBeGreaterThan(0);
    const own = (await t.admin.get('/v1/usage').expect(200)).body;
    expect(own.items).toEqual({ used: 0, limit: 1_000_000 });
  });

  it('is told to the owners of the installation, for each tenant', async () => {
    const { body } = await t.admin.get('/v1/tenants/metered').expect(200);
    expect(body).toMatchObject({ key: 'metered', limits: LIMITS, usage: { items: { used: 2, limit: 5 } } });
    expect((await t.admin.get('/v1/tenants/nobody')).status).toBe(404);
    expect((await acme.get('/v1/tenants/metered')).status).toBe(404);
  });

  it('is nothing for who may not see operations', async () => {
    const { key } = await issue(t, await add(t, 'members', { name: 'Ana' }));
    expect((await t.as(key).get('/v1/usage')).status).toBe(403);
  });

  it('stands in the metrics, with limits where there are some', async () => {
    await t.admin
      .put('/v1/tenants/metered/limits')
      .send({ ...LIMITS, events_per_day: null })
      .expect(200);
    await expect
      .poll(async () => (await request(t.server).get('/metrics')).text, { timeout: 15_000 })
      .not.toContain('clearance_quota_limit{tenant="metered",quota="events_per_day"}');
    const { text } = await request(t.server).get('/metrics').expect(200);
    expect(text).toContain('clearance_quota_used{tenant="metered",quota="items"} 2\n');
    expect(text).toContain('clearance_quota_limit{tenant="metered",quota="items"} 5\n');
    expect(text).toMatch(/clearance_quota_used\{tenant="metered",quota="events_per_day"\} [1-9]/);
  });

  it('has no limit, and no requests that were counted, where none is set', async () => {
    await t.admin
      .put('/v1/tenants/metered/limits')
      .send({ items: null, events_per_day: null, requests_per_minute: null })
      .expect(200);
    const { body } = await t.admin.get('/v1/tenants/metered').expect(200);
    expect(body.usage).toMatchObject({
      items: { used: 2, limit: null },
      events_per_day: { limit: null },
      requests_per_minute: { used: null, limit: null, node_share: null, resets_at: null },
    });
  });
});
