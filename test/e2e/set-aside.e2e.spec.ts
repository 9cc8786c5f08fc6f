import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Projection } from '../../src/eventstore/projections/projection.js';
import { accessProjection } from '../../src/features/access/projections/access.projection.js';
import { templatesProjection } from '../../src/features/templates/projections/templates.projection.js';
import { createTestApp, type TestApp } from '../support/test-app.js';
import { add, issue } from './accounts.js';

let t: TestApp;
beforeAll(async () => {
  t = await createTestApp();
});
afterAll(async () => t.close());
afterEach(() => {
  vi.restoreAllMocks();
});

/** The reducer throws for events of the type, until the mock is restored. */
function poison(projection: Projection, type: string): void {
  const { reduce } = projection;
  vi.spyOn(projection, 'reduce').mockImplementation((rows, event, referenced) => {
    if (event.type === type) throw new Error(`no ${type} for me`);
    reduce(rows, event, referenced);
  });
}

/** Each path is a 503 that says set_aside, and what there was before with consistency=eventual. */
async function expectSetAside(projection: string, position: number, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const current = await t.admin.get(path);
    expect([path, current.status, current.body]).toMatchObject([
      path,
      503,
      { code: 'set_aside', projection, position },
    ]);
    const eventual = await t.admin.get(`${path}?consistency=eventual`);
    const header = eventual.headers['readiness-set-aside'];
    expect([path, eventual.status, header]).toEqual([path, 200, `${position}`]);
  }
}

describe('an account that is set aside', () => {
  it('has no key that is taken, so that a revoked one does not go on working', async () => {
    const ana = await add(t, 'members', { name: 'Ana' });
    const ben = await add(t, 'members', { name: 'Ben' });
    const [revoked, other, bens] = [await issue(t, ana), await issue(t, ana), await issue(t, ben)];
    await t.as(revoked.key).get('/v1/me').expect(200);

    poison(accessProjection, 'access.key_revoked');
    const written = await t.admin.delete(`${ana.path}/keys/${revoked.id}`).expect(200);
    expect(written.headers['readiness-set-aside']).toBe(`${written.body.position}`);

    await t.as(revoked.key).get('/v1/me').expect(401);
    const refused = await t.as(other.key).get('/v1/me').expect(503);
    expect(refused.body).toMatchObject({ code: 'set_aside', projection: 'access' });
    expect(refused.headers['retry-after']).toBe('5');
    const forged = `${other.key.slice(0, -8)}00000000`;
    expect((await t.as(forged).get('/v1/me').expect(401)).body.code).toBe('unauthenticated');
    await t.as(bens.key).get('/v1/me').expect(200);

    await expectSetAside('access', written.body.position, [
      ana.path,
      `${ana.path}/keys`,
      `${ana.path}/keys/${revoked.id}`,
    ]);
    await t.admin.get(ben.path).expect(200);
  });

  it('takes its other keys again once the event is dismissed, and never the revoked one', async () => {
    const ana = await add(t, 'members', { name: 'Ana' });
    const [revoked, other] = [await issue(t, ana), await issue(t, ana)];
    poison(accessProjection, 'access.key_revoked');
    const written = await t.admin.delete(`${ana.path}/keys/${revoked.id}`).expect(200);
    const failed = `/v1/admin/failed-events/access.${written.body.position}`;
    await t.as(other.key).get('/v1/me').expect(503);
    await t.admin.delete(failed).send({ reason: 'cannot be mended' }).expect(200);
    await t.as(other.key).get('/v1/me').expect(200);
    await t.as(revoked.key).get('/v1/me').expect(401);
    await t.admin.post(`${ana.path}/roles`).send({ role: 'admin' }).expect(200);
    expect((await t.as(revoked.key).get('/v1/me')).status).toBe(401);
  });

  it('is as before once the event goes through', async () => {
    const ana = await add(t, 'members', { name: 'Ana' });
    const { key } = await issue(t, ana);
    poison(accessProjection, 'access.role_granted');
    const granted = await t.admin.post(`${ana.path}/roles`).send({ role: 'auditor' }).expect(200);
    await t.as(key).get('/v1/me').expect(503);
    vi.restoreAllMocks();
    // The background may be quicker.
    await t.admin.post(`/v1/admin/failed-events/access.${granted.body.position}/retry`).send({});
    await expect.poll(async () => (await t.as(key).get('/v1/me')).status).toBe(200);
    expect((await t.admin.get(ana.path).expect(200)).body.roles).toEqual([
      'contributor',
      'approver',
      'auditor',
    ]);
  });
});

describe('a template that is set aside', () => {
  it('says so in every read of it, and in no read of another', async () => {
    const publish = (name: string, item: string) =>
      t.admin
        .post(`/v1/templates/import?name=${name}`)
        .set('content-type', 'text/markdown')
        .send(`# T\n\n- [ ] ${item}\n`)
        .expect(201);
    await publish('shop', 'one');
    await t.admin.get('/v1/templates/shop').expect(200);
    poison(templatesProjection, 'template.version_published');
    const { position } = (await publish('shop', 'two')).body;
    await t.admin.get('/v1/templates/rust-microservice').expect(200);
    await expectSetAside('templates', position, [
      '/v1/templates/shop',
      '/v1/templates/shop/versions',
      '/v1/templates/shop/versions/1',
    ]);
    for (const path of ['/v1/templates/shop/export', '/v1/templates/shop/versions/2'])
      expect((await t.admin.get(path).expect(503)).body.code).toBe('set_aside');
    const absent = await t.admin.get('/v1/templates/shop/versions/2?consistency=eventual').expect(503);
    expect(absent.body.code).toBe('set_aside');
    vi.restoreAllMocks();
    await t.admin.post(`/v1/admin/failed-events/templates.${position}/retry`).send({});
    await expect.poll(async () => (await t.admin.get('/v1/templates/shop')).body.version).toBe(2);
  });
});
