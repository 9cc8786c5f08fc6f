import { Webhook } from 'standardwebhooks';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openReceiver, type Receiver } from '../integrations/support/receiver.js';
import { createTestApp, type TestApp } from '../support/test-app.js';
import { WEBHOOK_ROUTES } from './routes/webhooks.js';
import { describeRoutes } from './support/describe-routes.js';
import { erase } from './support/erase.js';
import { prepareWebhooks } from './support/prepare.js';
import { until } from '../support/until.js';

describeRoutes(WEBHOOK_ROUTES, prepareWebhooks);

describe('A webhook', () => {
  let t: TestApp;
  let receiver: Receiver;
  let id: string;
  let secret: string;
  beforeAll(async () => {
    t = await createTestApp(undefined, { CLEARANCE_OUTBOUND_ALLOW: '127.0.0.1' });
    receiver = await openReceiver();
    const body = { name: 'Chat', url: receiver.url, types: ['project.*'] };
    const made = await t.admin.post('/v1/webhooks').send(body).expect(201);
    id = made.body.resource.id;
    secret = made.body.secret;
  });
  afterAll(async () => {
    await t.close();
    await receiver.close();
  });

  it('is refused with types that there are not, and hears what is near', async () => {
    const make = (types: string[]) =>
      t.admin.post('/v1/webhooks').send({ name: 'x', url: receiver.url, types });
    const wrong = ['item.checked', 'item.chekced', 'itme.*'];
    const refused = await make(wrong).expect(400);
    expect(refused.body).toMatchObject({
      code: 'invalid_request',
      errors: [
        { pointer: '/types/1', code: 'event_type', detail: expect.stringContaining('item.checked') },
        { pointer: '/types/2', code: 'event_type', detail: expect.stringContaining('item.*') },
      ],
    });
    const { body } = await t.admin.get(`/v1/webhooks/${id}`).expect(200);
    const changed = await t.admin.patch(`/v1/webhooks/${id}`).send({ types: wrong }).expect(400);
    expect(changed.body.errors).toEqual(refused.body.errors);
    expect((await t.admin.get(`/v1/webhooks/${id}`).expect(200)).body).toEqual(body);
  });

  it('is told of what happens, as the log shows it', async () => {
    const { body } = await t.admin.post('/v1/projects').send({ key: 'shop', name: 'The shop' }).expect(201);
    await until(() => expect(receiver.received).toHaveLength(1));
    const [got] = receiver.received;
    const { body: event } = await t.admin.get(`/v1/events/${body.position}`).expect(200);
    expect(new Webhook(secret).verify(got?.body ?? '', got?.headers ?? {})).toMatchObject({
      id: event.id,
      type: 'project.created',
      source: 'clearance.local/log/default',
      time: event.created_at,
      data: event,
    });
    await until(async () => {
      const { body: page } = await t.admin.get(`/v1/webhooks/${id}/deliveries?state=delivered`).expect(200);
      expect(page.data).toMatchObject([{ id: body.position, attempts: 1, status: 204, error: null }]);
    });
    const { body: delivery } = await t.admin
      .get(`/v1/webhooks/${id}/deliveries/${body.position}`)
      .expect(200);
    expect(delivery.body).toBe(got?.body);
    expect(delivery.log[0].request.headers['webhook-signature']).toBe('(1)');
  });

  it('never tells its secrets again: not in answers, events or the log of deliveries', async () => {
    expect(secret).toMatch(/^whsec_/);
    const paths = [
      `/v1/webhooks`,
      `/v1/webhooks/${id}`,
      `/v1/webhooks/${id}/deliveries`,
      '/v1/events?limit=1000',
    ];
    for (const path of paths) {
      const { text } = await t.admin.get(path).expect(200);
      expect(text).not.toContain(secret.slice(6));
      if (!path.startsWith('/v1/webhooks')) expect(text).not.toContain('in-the-url');
    }
    const { body } = await t.admin.get(`/v1/webhooks/${id}`).expect(200);
    expect(body).toMatchObject({
      url: receiver.url,
      status: 'active',
      delivery: { failures: 0, waiting: 0 },
    });
  });

  it('tells a secret once, however often the request is repeated', async () => {
    const ask = () =>
      t.admin
        .post('/v1/webhooks')
        .set('idempotency-key', 'once')
        .send({ name: 'Twice', url: receiver.url, types: ['gate.*'] })
        .expect(201);
    const [first, again] = [await ask(), await ask()];
    expect(again.body.resource.id).toBe(first.body.resource.id);
    expect([typeof first.body.secret, again.body.secret]).toEqual(['string', null]);
    await t.admin.delete(`/v1/webhooks/${first.body.resource.id}`).expect(200);
    await t.admin.get(`/v1/webhooks/${first.body.resource.id}`).expect(404);
    const rows = await t.db.admin`SELECT 1 FROM integrations.secrets WHERE owner = ${first.body.resource.id}`;
    expect(rows).toEqual([]);
  });

  it('is signed with the old secret beside the new one until that runs out', async () => {
    const own = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    const rotate = (body: object) => t.admin.post(`/v1/webhooks/${id}/secrets`).send(body).expect(200);
    const rotated = await rotate({ secret: own, overlap_hours: 1 });
    expect(rotated.body).toMatchObject({ secret: null, events: [{ type: 'webhook.secret_rotated' }] });
    const sent = receiver.received.length;
    await t.admin.post('/v1/projects').send({ key: 'both' }).expect(201);
    await until(() => expect(receiver.received.length).toBeGreaterThan(sent));
    const { body, headers } = receiver.received.at(-1) ?? { body: '', headers: {} };
    for (const one of [own, secret]) new Webhook(one).verify(body, headers);
    const { body: alone } = await rotate({ overlap_hours: 0 });
    expect(alone.resource.secrets).toHaveLength(1);
    await t.admin.post('/v1/projects').send({ key: 'alone' }).expect(201);
    await until(() => expect(receiver.received.length).toBeGreaterThan(sent + 1));
    const last = receiver.received.at(-1);
    new Webhook(alone.secret).verify(last?.body ?? '', last?.headers ?? {});
    expect(() => new Webhook(own).verify(last?.body ?? '', last?.headers ?? {})).toThrow(/No matching/);
  });

  it('is tested by a ping that tells what came back, and records nothing', async () => {
    const { body: before } = await t.admin.get('/v1/events?limit=1').expect(200);
    receiver.answer = () => 418;
    const { body } = await t.admin.post(`/v1/webhooks/${id}/ping`).expect(200);
    expect(body).toMatchObject({ delivered: false, attempt: { response: { status: 418 } } });
    expect(receiver.received.at(-1)?.event.type).toBe('clearance.ping');
    receiver.answer = () => 204;
    const { body: well } = await t.admin.post(`/v1/webhooks/${id}/ping`).expect(200);
    expect(well).toMatchObject({ delivered: true, id: receiver.received.at(-1)?.id });
    const { body: after } = await t.admin.get('/v1/events?limit=1').expect(200);
    expect(after.data[0].position).toBe(before.data[0].position);
  });

  it('is not told again what was erased meanwhile, and keeps nothing of it itself', async () => {
    const sections = [{ title: 'S', items: [{ key: 'backup', title: 'Back up' }] }];
    await t.admin.post('/v1/templates').send({ key: 'small', title: 'Small', sections }).expect(201);
    await t.admin.post('/v1/projects').send({ key: 'told' }).expect(201);
    await t.admin.post('/v1/projects/told/checklists').send({ template: 'small', key: 'all' }).expect(201);
    const other = await openReceiver();
    const hook = { name: 'Comments', url: other.url, types: ['item.commented'] };
    const comments = (await t.admin.post('/v1/webhooks').send(hook).expect(201)).body.resource.id;
    const comment = async (text: string): Promise<number> => {
      const path = '/v1/projects/told/checklists/all/items/backup/comment';
      return (await t.admin.post(path).send({ text }).expect(200)).body.position;
    };
    const [erased, kept] = [await comment('call Carl on 555-1234'), await comment('it is Thursday')];
    await until(() => expect(other.received).toHaveLength(2));
    expect(other.received[0]?.body).toContain('555-1234');
    const by = await erase(t, [erased]);

    const again = `/v1/webhooks/${comments}/deliveries`;
    await t.admin.post(`${again}/${erased}/redeliver`).expect(200);
    await until(() => expect(other.received).toHaveLength(3));
    await t.admin.post(`/v1/webhooks/${comments}/redeliver`).send({ from: erased, to: kept }).expect(200);
    await until(() => expect(other.received).toHaveLength(5));
    const later = other.received.slice(2);
    expect(later.map(({ id: one }) => one)).toEqual([0, 0, 1].map((at) => other.received[at]?.id));
    for (const { event } of later.slice(0, 2))
      expect(event).toMatchObject({ data: { position: erased, private: null, erased: true, erased_by: by } });
    for (const { body } of later) expect(body).not.toMatch(/Carl|555-1234/);
    expect(later[2]?.body).toContain('it is Thursday');
    for (const path of [again, `${again}/${erased}`])
      expect((await t.admin.get(path).expect(200)).text).not.toMatch(/Carl|555-1234/);
    const rows = await t.db.admin`SELECT d::text AS row FROM integrations.webhook_deliveries d`;
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toMatch(/Carl|555-1234/);
    await t.admin.delete(`/v1/webhooks/${comments}`).expect(200);
    await other.close();
  });

  it('shows in the metrics', async () => {
    const { text } = await request(t.server).get('/metrics').expect(200);
    expect(text).toMatch(/clearance_webhook_attempts_total\{outcome="delivered"\} [1-9]/);
    expect(text).toContain('clearance_webhooks{tenant="default",status="active"} 1');
    expect(text).toMatch(
      new RegExp(`clearance_webhook_lag_events\\{tenant="default",webhook="${id}"\\} \\d`),
    );
  });

  it('tells in words what was done to it', async () => {
    await t.admin.post(`/v1/webhooks/${id}/pause`).send({ reason: 'a move' }).expect(200);
    await t.admin.post(`/v1/webhooks/${id}/resume`).expect(200);
    const { body } = await t.admin.get('/v1/events?aggregate_type=webhook&order=asc').expect(200);
    const summaries: string[] = body.data.map(({ summary }: { summary: string }) => summary);
    expect(summaries[0]).toMatch(/set up the webhook Chat to http:\/\/127\.0\.0\.1:\d+$/);
    expect(summaries).toContainEqual(expect.stringMatching(/paused the webhook Chat/));
    expect(body.data.every(({ type }: { type: string }) => type.startsWith('webhook.'))).toBe(true);
  });
});
