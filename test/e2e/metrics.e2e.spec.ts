import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

describe('GET /metrics', () => {
  let t: TestApp;
  beforeAll(async () => {
    t = await createTestApp();
    await t.admin.post('/v1/projects').send({ key: 'shop' }).expect(201);
    await t.admin.get('/v1/projects/shop').expect(200);
    await t.admin.get('/v1/projects/nobody').expect(404);
  });
  afterAll(async () => t.close());

  const scrape = async (path = '/metrics'): Promise<Map<string, number>> => {
    const { text, headers } = await request(t.server).get(path).expect(200);
    expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    return new Map(
      lines.map((line) => {
        const end = line.lastIndexOf(' ');
        return [line.slice(0, end), Number(line.slice(end + 1))];
      }),
    );
  };

  it('says how far each projection is, and what it could not take', async () => {
    const labels = '{projection="projects",tenant="default"}';
    const metrics = await scrape();
    expect(Object.fromEntries(metrics)).toMatchObject({
      clearance_database_up: 1,
      [`clearance_projection_lag_events${labels}`]: 0,
      [`clearance_projection_lag_seconds${labels}`]: 0,
      [`clearance_projection_set_aside_partitions${labels}`]: 0,
      'clearance_projection_failed_events{projection="projects",tenant="default",state="given_up"}': 0,
      'clearance_projection_errors_total{projection="projects"}': 0,
      'clearance_rebuild_state{projection="items",state="never"}': 1,
      'clearance_rebuild_state{projection="items",state="running"}': 0,
    });
    const [head] = await t.db.admin<{ next_position: number }[]>`
      SELECT next_position FROM eventstore.log_head WHERE tenant = 'default'`;
    expect(metrics.get('clearance_events_appended_total{tenant="default"}')).toBe(head?.next_position);
    expect([...metrics.values()].every((value) => Number.isFinite(value))).toBe(true);
  });

  /** Sets a projection back and looks while nobody can move it on. */
  const whileItLags = async <T>(projection: string, look: () => Promise<T>): Promise<T> =>
    await until(async () => {
      await t.db.admin`UPDATE projections.state SET position = 0 WHERE projection = ${projection}`;
      return await t.db.admin.begin(async (sql) => {
        const held = await sql`
          SELECT FROM projections.state WHERE projection = ${projection} AND position = 0 FOR UPDATE`;
        expect(held).toHaveLength(1);
        return await look();
      });
    });

  it('shows a projection that lags, and a project that is set aside', async () => {
    await t.db.admin`
      INSERT INTO projections.failed_events SELECT 'default', 'templates', 1, 'live', 1, 'tpl_1', gen_random_uuid(),
        'template.version_published', NULL, 5, 'Error: no', now(), now(), NULL, 'given_up'`;
    const metrics = await whileItLags('templates', () => scrape('/debug/metrics'));
    const labels = '{projection="templates",tenant="default"}';
    expect(metrics.get(`clearance_projection_lag_events${labels}`)).toBe(
      metrics.get('clearance_events_appended_total{tenant="default"}'),
    );
    expect(metrics.get(`clearance_projection_lag_seconds${labels}`)).toBeGreaterThan(0);
    expect(metrics.get(`clearance_projection_set_aside_partitions${labels}`)).toBe(1);
    await request(t.server).get('/readyz').expect(200);
  });

  it('raises an alarm where a rebuild finds other rows than the live ones', async () => {
    await t.db.admin`UPDATE projections.projects_v1_projects SET name = 'Not the shop'`;
    const path = '/v1/admin/projections/projects/rebuild';
    await t.admin.post(path).send({ verify: true, on_difference: 'keep' }).expect(202);
    const state = async () => (await t.admin.get(path).expect(200)).body;
    await expect.poll(async () => (await state()).state).toBe('different');
    const differences = [{ tenant: 'default', table: 'projects', only_live: 1, only_rebuilt: 1 }];
    expect(await state()).toMatchObject({ differences, swapped: false, progress: 1 });
    expect((await t.admin.get('/v1/projects/shop')).body.name).toBe('Not the shop');
    const metrics = await scrape();
    expect(metrics.get('clearance_rebuild_state{projection="projects",state="different"}')).toBe(1);
    expect(metrics.get('clearance_rebuild_different_rows{projection="projects"}')).toBe(2);

    await t.admin.post(path).send({ verify: true }).expect(202);
    await expect.poll(async () => (await state()).swapped).toBe(true);
    expect((await state()).state).toBe('different');
    expect((await t.admin.get('/v1/projects/shop')).body.name).toBe('shop');
    await t.admin.post(path).send({ on_difference: 'perhaps' }).expect(400);
  });

  it('counts answers by route and status, in buckets that add up', async () => {
    const metrics = await scrape();
    const of = (status: string, suffix: string, le = '') =>
      metrics.get(
        `clearance_http_request_duration_seconds_${suffix}{method="GET",route="/v1/projects/:project",status="${status}"${le}}`,
      );
    expect(of('200', 'count')).toBe(3);
    expect(of('404', 'count')).toBe(1);
    expect(of('200', 'bucket', ',le="+Inf"')).toBe(3);
    expect(of('200', 'sum')).toBeGreaterThan(0);
  });
});
