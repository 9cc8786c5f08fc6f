import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventStore } from '../../src/eventstore/eventstore.js';
import { createTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';
import { createScene, filled, type Scene } from './support/scene.js';
import { ALL_ROUTES } from './routes/all.js';
import { TENANT_ROUTES } from './routes/tenants.js';
import { describeRoutes } from './support/describe-routes.js';
import { add, issue } from './accounts.js';

type Agent = TestApp['admin'];

const DAY_MS = 86_400_000;
const LONGEST_TEST_MS = 40_000;

async function addTenant(t: TestApp, key: string): Promise<Agent> {
  const { body } = await t.admin.post('/v1/tenants').send({ key }).expect(201);
  return t.as(body.resource.admin_key);
}

describeRoutes(TENANT_ROUTES, async (scene) => {
  await scene.admin.post('/v1/tenants').send({ key: 'nobody-yet' }).expect(201);
});

describe('A tenant', () => {
  let scene: Scene;
  let acme: Agent;
  beforeAll(async () => {
    scene = await createScene();
    acme = await addTenant(scene, 'acme');
  });
  afterAll(async () => scene.close());

  it('has a log, an owner and a key of its own, shown once', async () => {
    expect((await acme.get('/v1/me').expect(200)).body).toMatchObject({
      id: 'svc_admin',
      tenant: 'acme',
      roles: ['admin', 'owner'],
    });
    const { body } = await acme.get('/v1/events?order=asc&limit=1').expect(200);
    expect(body.data[0]).toMatchObject({ position: 0, actor: { kind: 'system' } });
    const list = await scene.admin.get('/v1/tenants').expect(200);
    expect(list.body.data.map(({ key }: { key: string }) => key)).toEqual(['acme', 'default']);
    const templates = await acme.get('/v1/templates').expect(200);
    expect(templates.body.data.length).toBeGreaterThan(0);
    expect(templates.text).not.toContain('"release"');
  });

  it('is made once for an idempotency key, and shown its key once', async () => {
    const post = (): ReturnType<Agent['post']> =>
      scene.admin.post('/v1/tenants').set('idempotency-key', 'twice').send({ key: 'twice' }).expect(201);
    const first = await post();
    const second = await post();
    expect(second.body.events).toEqual(first.body.events);
    expect(second.body.resource).toMatchObject({
      admin_key: null,
      note: expect.stringContaining('first answer'),
    });
    await scene.as(first.body.resource.admin_key).get('/v1/me').expect(200);
  });

  it('gets a new key where it lost its own, which ends the old one', async () => {
    const lost = await addTenant(scene, 'lost');
    const { body } = await scene.admin.post('/v1/tenants/lost/admin-key').expect(200);
    await scene.as(body.resource.admin_key).get('/v1/me').expect(200);
    expect((await lost.get('/v1/me')).status).toBe(401);
  });

  it('learns nothing of other tenants: their things are not there, on every route', async () => {
    for (const [route, spec] of Object.entries(ALL_ROUTES)) {
      if (spec.right === 'public' || !/[{]|\/shop|\/waiting|\/release|\/go-live/.test(spec.path)) continue;
      const [method = ''] = route.split(' ');
      const json = JSON.stringify(spec.body ?? null).replace('{digest}', scene.ids['digest'] ?? '');
      const body = spec.text ?? (JSON.parse(json) as object | null) ?? undefined;
      const pending = acme[method.toLowerCase() as 'post'](
        `${filled(spec.path, scene)}${spec.query === undefined ? '' : `?${spec.query}`}`,
      );
      if (spec.text !== undefined) void pending.set('content-type', 'text/markdown');
      const answer = await (body === undefined ? pending : pending.send(body));
      expect([route, answer.status]).toEqual([route, 404]);
    }
    expect((await acme.get('/v1/tenants')).status).toBe(404);
    expect((await acme.post('/v1/tenants').send({ key: 'mine' })).status).toBe(404);
  });

  it('is hidden beneath: a query that forgets the tenant sees nothing, one of another sees its own', async () => {
    const tables = await scene.db.admin<{ name: string }[]>`
      SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname IN ('eventstore', 'projections') AND c.relkind IN ('r', 'p') AND c.relrowsecurity`;
    expect(tables.length).toBeGreaterThan(20);
    const read = scene.db.database.read;
    let seen = 0;
    for (const { name } of tables) {
      const [allowed] = await read.unsafe<{ may: boolean }[]>(
        `SELECT has_table_privilege($1, 'SELECT') AS may`,
        [name],
      );
      if (allowed?.may !== true) continue;
      expect([name, await read.unsafe(`SELECT 1 FROM ${name} LIMIT 1`)]).toEqual([name, []]);
      const own = await read.begin(async (sql) => {
        await sql`SELECT set_config('clearance.tenant', 'acme', true)`;
        return await sql.unsafe<{ tenant: string }[]>(`SELECT DISTINCT tenant FROM ${name}`, []);
      });
      expect(own.filter(({ tenant }) => tenant !== 'acme')).toEqual([]);
      seen += own.length;
    }
    expect(seen).toBeGreaterThan(3);
  });

  it('stays in its log: the installation sees only that it was made', async () => {
    await acme.post('/v1/projects').send({ key: 'secret-project' }).expect(201);
    const { text } = await scene.admin.get('/v1/events').set('accept', 'application/x-ndjson').buffer(true);
    expect(text).toContain('"tenant.added"');
    expect(text).not.toContain('secret-project');
  });
});

/** Waits until a day (UTC) has begun where it is about to end: what is counted by days begins at nothing then. */
async function wellBeforeMidnight(): Promise<void> {
  const left = DAY_MS - (Date.now() % DAY_MS);
  if (left < LONGEST_TEST_MS) await setTimeout(left + 1_000);
}

describe('Limits', () => {
  let t: TestApp;
  const set = async (tenant: string, limits: object): Promise<void> => {
    const all = { items: null, events_per_day: null, requests_per_minute: null, ...limits };
    await t.admin.put(`/v1/tenants/${tenant}/limits`).send(all).expect(200);
  };
  beforeAll(async () => {
    t = await createTestApp(undefined, { CLEARANCE_FAILED_LOGINS_PER_MINUTE: '20', CLEARANCE_NODES: '2' });
  });
  afterAll(async () => t.close());

  it('of requests are told in every answer, divided by the nodes, and end in 429', async () => {
    const busy = await addTenant(t, 'busy');
    await set('busy', { requests_per_minute: 20 });
    const first = await busy.get('/v1/me').expect(200);
    expect(first.headers).toMatchObject({
      'ratelimit-policy': '"requests";q=10;w=60',
      ratelimit: expect.stringMatching(/^"requests";r=9;t=\d{1,2}$/),
    });
    const statuses: number[] = [];
    for (let count = 0; count < 10; count += 1) statuses.push((await busy.get('/v1/me')).status);
    expect(statuses).toEqual([...Array.from({ length: 9 }, () => 200), 429]);
    const refused = await busy.get('/v1/me');
    expect(refused.body.code).toBe('rate_limited');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    await t.admin.get('/v1/me').expect(200);
  });

  it('of events in a day end in 403 for writes alone', async () => {
    await wellBeforeMidnight();
    const small = await addTenant(t, 'small');
    const { nextPosition } = await t.app.get(EventStore, { strict: false }).head('small');
    await set('small', { events_per_day: nextPosition + 2 });
    const codes: string[] = [];
    for (const key of ['one', 'two', 'three']) {
      const { status, body } = await small.post('/v1/projects').send({ key });
      codes.push(`${status} ${body.code ?? ''}`.trim());
    }
    // What the service records by itself counts as well, so that the second may come too late.
    expect(codes[0]).toBe('201');
    expect(codes[2]).toBe('403 quota_exceeded');
    await small.get('/v1/projects').expect(200);
  });

  it('of events hold for each command of a batch, and for an atomic one as a whole', async () => {
    await wellBeforeMidnight();
    const full = await addTenant(t, 'brimful');
    const shop = '/v1/projects/shop';
    await full.post('/v1/projects').send({ key: 'shop' }).expect(201);
    const items = [{ title: 'One', key: 'one' }];
    const template = { key: 'small', title: 'Small', sections: [{ title: 'All', key: 'all', items }] };
    await full.post('/v1/templates').send(template).expect(201);
    await full.post(`${shop}/checklists`).send({ template: 'small', key: 'a' }).expect(201);
    const head = async (): Promise<number> =>
      (await t.app.get(EventStore, { strict: false }).head('brimful')).nextPosition;
    const commands = (count: number) =>
      Array.from({ length: count }, (_, n) => ({
        checklist: 'a',
        item: 'one',
        action: 'comment',
        body: { text: `${n}` },
      }));
    const whole = (count: number, key: string) =>
      full
        .post(`${shop}/batch`)
        .set('idempotency-key', key)
        .send({ atomic: true, commands: commands(count) });

    const most = (await head()) + 6;
    await set('brimful', { events_per_day: most, requests_per_minute: 5_000 });
    // What a node knows of limits is up to 5 s old.
    await until(async () =>
      expect((await full.get('/v1/me')).headers['ratelimit-policy']).toContain('q=2500;'),
    );
    const tooMany = await whole(7, 'does-not-fit');
    expect([tooMany.status, tooMany.body.code]).toEqual([403, 'quota_exceeded']);
    const first = await whole(4, 'fits').expect(200);
    expect((await whole(4, 'fits').expect(200)).body.position).toBe(first.body.position);

    const { body } = await full
      .post(`${shop}/batch`)
      .send({ commands: commands(50) })
      .expect(200);
    const told = body.results.map(({ status, problem }: { status: string; problem?: { code: string } }) =>
      status === 'done' ? status : `${status} ${problem?.code}`,
    );
    expect(told).toEqual([
      ...Array.from({ length: body.done }, () => 'done'),
      ...Array.from({ length: 50 - body.done }, () => 'refused quota_exceeded'),
    ]);
    expect(body.done).toBeGreaterThan(0);
    expect(await head()).toBe(most);
  });

  it('of items end in 403 where a checklist would bring more', async () => {
    const tiny = await addTenant(t, 'tiny');
    await set('tiny', { items: 1 });
    await tiny.post('/v1/projects').send({ key: 'shop' }).expect(201);
    const items = [{ title: 'One' }, { title: 'Two' }];
    const template = { key: 'small', title: 'Small', sections: [{ title: 'All', items }] };
    await tiny.post('/v1/templates').send(template).expect(201);
    await tiny.post('/v1/projects/shop/checklists').send({ template: 'small', key: 'a' }).expect(201);
    const refused = await tiny.post('/v1/projects/shop/checklists').send({ template: 'small', key: 'b' });
    expect([refused.status, refused.body.code]).toEqual([403, 'quota_exceeded']);
  });

  it('of wrong credentials hold for an address, and let in who was let in before', async () => {
    const { key } = await issue(t, await add(t, 'members', { name: 'Ana' }));
    expect((await t.as('clr_nonsense').get('/v1/me')).status).toBe(401);
    await t.as(key).get('/v1/me').expect(200);
    const statuses = new Set<number>();
    for (let count = 0; count < 25; count += 1)
      statuses.add((await t.as(`clr_wrong${count}`).get('/v1/me')).status);
    expect([...statuses]).toEqual([401, 429]);
    const refused = await t.as('clr_wrong').get('/v1/me');
    expect(refused.body.code).toBe('rate_limited');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    await t.as(key).get('/v1/me').expect(200);
    const metrics = await t.admin.get('/metrics').expect(200);
    expect(metrics.text).toMatch(/clearance_unauthenticated_total\{answer="turned_away"\} [1-9]/);
  });
});
