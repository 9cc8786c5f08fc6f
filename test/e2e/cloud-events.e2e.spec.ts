import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/test-app.js';

const TYPE = 'application/cloudevents+json';

describe('Events as CloudEvents', () => {
  let t: TestApp;
  beforeAll(async () => {
    t = await createTestApp();
    await t.admin.post('/v1/projects').send({ key: 'shop' }).expect(201);
  });
  afterAll(async () => t.close());

  it('come with the position as 16 digits, of the log as their source, and the event as data', async () => {
    const { body: page } = await t.admin.get('/v1/events?order=asc&limit=2').expect(200);
    const answer = await t.admin.get('/v1/events?order=asc&limit=2').set('accept', TYPE).expect(200);
    expect(answer.headers['content-type']).toMatch(/^application\/cloudevents\+json/);
    expect(answer.headers['vary']).toContain('Accept');
    expect(answer.headers['link']).toMatch(/rel="next"$/);
    const events = JSON.parse(answer.text);
    expect(events.map(({ data }: { data: unknown }) => data)).toEqual(page.data);
    expect(events[1]).toMatchObject({
      specversion: '1.0',
      id: page.data[1].id,
      source: 'clearance.local/log/default',
      type: page.data[1].type,
      time: page.data[1].created_at,
      sequence: '0000000000000001',
    });

    const one = await t.admin.get('/v1/events/1').set('accept', TYPE).expect(200);
    expect(one.headers['content-type']).toMatch(/^application\/cloudevents\+json/);
    expect(JSON.parse(one.text)).toEqual(events[1]);
  });

  it('are problems where there is no such event or format', async () => {
    const absent = await t.admin.get('/v1/events/99999').set('accept', TYPE).expect(404);
    expect(absent.headers['content-type']).toContain('application/problem+json');
    await t.admin.get('/v1/events/1').set('accept', 'text/csv').expect(406);
  });
});
