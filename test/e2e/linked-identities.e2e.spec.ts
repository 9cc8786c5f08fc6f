import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/test-app.js';
import { type Account, add, issue } from './accounts.js';
import { LocalProvider } from './support/provider.js';

let provider: LocalProvider;
let t: TestApp;

beforeAll(async () => {
  provider = await LocalProvider.start();
  t = await createTestApp(undefined, provider.environment);
});
afterAll(async () => {
  await t.close();
  await provider.stop();
});

function link(account: Account, subject: string, issuer = provider.issuer) {
  return t.admin.put(`${account.path}/identity`).send({ issuer, subject });
}

async function tokenOf(subject: string, name?: string): Promise<string> {
  return await provider.token({ subject, ...(name === undefined ? {} : { name }), groups: ['leads'] });
}

describe('A member that was linked to an identity', () => {
  it('is who bears its tokens, and keeps roles and keys', async () => {
    const ana = await add(t, 'members', { name: 'Ana', roles: ['contributor'] });
    const { key } = await issue(t, ana);
    const { body, headers } = await link(ana, 'ana').expect(200);
    const identity = { issuer: provider.issuer, subject: 'ana' };
    expect(body.events).toMatchObject([{ type: 'access.identity_linked' }]);
    expect(body.resource).toMatchObject({ id: ana.id, identity });
    const read = await t.admin.get(ana.path).expect(200);
    expect([read.body.identity, read.headers['etag']]).toEqual([identity, headers['etag']]);
    const { body: event } = await t.admin.get(`/v1/events/${body.position}`).expect(200);
    expect(event).toMatchObject({ payload: identity, actor: { id: 'svc_admin' } });
    const token = await tokenOf('ana', 'Ana Ruiz');
    const me = (await t.as(token).get('/v1/me').expect(200)).body;
    expect(me).toMatchObject({ id: ana.id, kind: 'human', name: 'Ana Ruiz', auth_method: 'oidc' });
    expect(me.roles).toContain('contributor');
    expect((await t.as(key).get('/v1/me').expect(200)).body.id).toBe(ana.id);
    const members = (await t.admin.get('/v1/members').expect(200)).body.data;
    expect(members.filter(({ name }: { name: string }) => name.startsWith('Ana'))).toHaveLength(1);
  });

  it('is one person for four eyes, by key and by token', async () => {
    const bea = await add(t, 'members', { name: 'Bea' });
    await link(bea, 'bea').expect(200);
    const text = '# Go\n\n- [ ] Scan <!-- clearance: key=scan -->\n';
    const template = t.admin.post('/v1/templates/import?name=go').set('content-type', 'text/markdown');
    await template.send(text).expect(201);
    await t.admin.post('/v1/projects').send({ key: 'shop' }).expect(201);
    await t.admin.post('/v1/projects/shop/checklists').send({ template: 'go' }).expect(201);
    const { key } = await issue(t, bea);
    const waivers = '/v1/projects/shop/checklists/go/items/scan/waivers';
    const expires = new Date(Date.now() + 86_400_000).toISOString();
    const asked = await t
      .as(key)
      .post(waivers)
      .send({ reason: 'a false alarm', expires_at: expires })
      .expect(201);
    const approve = `${waivers}/${asked.body.resource.id}/approve`;
    const own = await t
      .as(await tokenOf('bea'))
      .post(approve)
      .send({});
    expect([own.status, own.body.code]).toEqual([403, 'not_allowed']);
    const refusals = await t.admin.get('/v1/events?type=refusal.recorded&limit=1').expect(200);
    expect(refusals.body.data).toMatchObject([{ payload: { kind: 'four_eyes' } }]);
    await t
      .as(await tokenOf('somebody-else', 'Cy'))
      .post(approve)
      .send({})
      .expect(200);
  });

  it('is linked once, and no identity to two', async () => {
    const [dan, eve] = [await add(t, 'members', { name: 'Dan' }), await add(t, 'members', { name: 'Eve' })];
    await link(dan, 'dan').expect(200);
    const code = async (account: Account, subject: string) => (await link(account, subject)).body.code;
    expect(await code(dan, 'dan')).toBe('no_change');
    expect(await code(dan, 'daniel')).toBe('already_exists');
    const taken = await link(eve, 'dan').expect(409);
    expect(taken.body).toMatchObject({
      code: 'already_exists',
      detail: expect.stringContaining(dan.id),
      errors: [{ pointer: '/subject' }],
    });
    const [one, two] = await Promise.all([link(eve, 'eve-1'), link(eve, 'eve-2')]);
    expect(new Set([one.status, two.status])).toEqual(new Set([200, 409]));
  });

  it('was not made on first sight: that one has its identity', async () => {
    const { id } = (
      await t
        .as(await tokenOf('fay', 'Fay'))
        .get('/v1/me')
        .expect(200)
    ).body;
    const fay = { id, path: `/v1/members/${id}` };
    expect((await t.admin.get(fay.path).expect(200)).body.identity).toEqual({
      issuer: provider.issuer,
      subject: 'fay',
    });
    expect((await link(fay, 'fay-2').expect(409)).body.code).toBe('already_exists');
    const gil = await add(t, 'members', { name: 'Gil' });
    expect((await link(gil, 'fay').expect(409)).body.detail).toContain(id);
  });

  it('meets its first token at the same time, and is one of both all the same', async () => {
    const hal = await add(t, 'members', { name: 'Hal' });
    const token = await tokenOf('hal', 'Hal');
    const [linked, me] = await Promise.all([link(hal, 'hal'), t.as(token).get('/v1/me')]);
    expect(me.status).toBe(200);
    const { id } = (await t.as(token).get('/v1/me').expect(200)).body;
    expect(linked.status).toBe(id === hal.id ? 200 : 409);
    expect(me.body.id).toBe(id);
  });

  it('is linked by who could do all that it can', async () => {
    const ida = await add(t, 'members', { name: 'Ida', roles: ['owner'] });
    const jo = await add(t, 'members', { name: 'Jo', roles: ['admin'] });
    const { key } = await issue(t, jo);
    const identity = { issuer: provider.issuer, subject: 'ida' };
    const refused = await t.as(key).put(`${ida.path}/identity`).send(identity).expect(403);
    expect(refused.body.code).toBe('not_allowed');
    const kim = await add(t, 'members', { name: 'Kim' });
    await t.as(key).put(`${kim.path}/identity`).send(identity).expect(200);
    const { key: narrow } = await issue(t, kim);
    await t.as(narrow).put(`${ida.path}/identity`).send(identity).expect(403);
  });

  it('has an issuer of the tenant, and is a person', async () => {
    const lea = await add(t, 'members', { name: 'Lea' });
    const other = await link(lea, 'lea', 'https://evil.example.org').expect(422);
    expect(other.body).toMatchObject({ code: 'invalid', errors: [{ pointer: '/issuer' }] });
    await t.admin
      .put(`${lea.path.replace('members', 'service-accounts')}/identity`)
      .send({ issuer: provider.issuer, subject: 'lea' })
      .expect(404);
    const robot = await add(t, 'service-accounts', { name: 'Robot' });
    await t.admin
      .put(`/v1/members/${robot.id}/identity`)
      .send({ issuer: provider.issuer, subject: 'lea' })
      .expect(404);
  });

  it('is not who a client is that speaks for itself', async () => {
    const mia = await add(t, 'members', { name: 'Mia' });
    const token = await provider.clientToken();
    const { sub } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
      sub: string;
    };
    await link(mia, sub).expect(200);
    expect((await t.as(token).get('/v1/me')).status).toBe(401);
  });
});
