import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';
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

const ana = {
  subject: 'ana-17',
  name: 'Ana Ruiz',
  email: 'ana@example.org',
  groups: ['devs', 'leads', 'others'],
};

async function profiles(id: string): Promise<{ private: { name: string }; payload: object }[]> {
  const query = `aggregate_type=access&aggregate_id=${id}&type=access.profile_recorded&order=asc`;
  return (await t.admin.get(`/v1/events?${query}`).expect(200)).body.data;
}

describe('An access token', () => {
  it('makes its subject a member, once, with the roles of its groups', async () => {
    const token = await provider.token(ana);
    const answers = await Promise.all(Array.from({ length: 10 }, () => t.as(token).get('/v1/me')));
    const [first] = answers;
    expect(first?.status).toBe(200);
    expect(first?.body).toMatchObject({
      id: expect.stringMatching(/^mem_/),
      kind: 'human',
      name: 'Ana Ruiz',
      roles: ['contributor', 'approver'],
      auth_method: 'oidc',
      credential_id: expect.stringMatching(/^oidc-[0-9a-f]{32}$/),
    });
    for (const answer of answers) expect(answer.body).toEqual(first?.body);
    const again = await t
      .as(await provider.token(ana))
      .get('/v1/me')
      .expect(200);
    expect(again.body.id).toBe(first?.body.id);
    const recorded = await profiles(again.body.id);
    expect(recorded).toMatchObject([
      {
        payload: { issuer: provider.issuer, subject: 'ana-17' },
        private: { name: 'Ana Ruiz', email: 'ana@example.org' },
      },
    ]);
    await t.as(token).get('/v1/members').expect(403);
    const member = await t.admin.get(`/v1/members/${again.body.id}`).expect(200);
    expect(member.body).toMatchObject({ name: 'Ana Ruiz', roles: [] });
  });

  it('records a changed name anew, and none that a token leaves out', async () => {
    const { id } = (
      await t
        .as(await provider.token(ana))
        .get('/v1/me')
        .expect(200)
    ).body;
    const renamed = await t
      .as(await provider.token({ ...ana, name: 'Ana Kern' }))
      .get('/v1/me')
      .expect(200);
    expect(renamed.body).toMatchObject({ id, name: 'Ana Kern' });
    const silent = await t
      .as(await provider.token({ subject: ana.subject }))
      .get('/v1/me')
      .expect(200);
    expect(silent.body).toMatchObject({ id, name: 'Ana Kern', roles: [], scopes: [] });
    expect((await profiles(id)).map((event) => event.private.name)).toEqual(['Ana Ruiz', 'Ana Kern']);
  });

  it('adds to the roles that were granted here', async () => {
    const bo = await provider.token({ subject: 'bo', name: 'Bo' });
    const { id } = (await t.as(bo).get('/v1/me').expect(200)).body;
    await t.as(bo).get('/v1/projects').expect(403);
    await t.admin.post(`/v1/members/${id}/roles`).send({ role: 'auditor' }).expect(200);
    await t.as(bo).get('/v1/projects').expect(200);
    await t.admin.delete(`/v1/members/${id}/roles/auditor`).expect(200);
    expect((await t.as(bo).get('/v1/projects')).status).toBe(403);
  });

  it('of a client makes a service account', async () => {
    const { body } = await t
      .as(await provider.clientToken())
      .get('/v1/me')
      .expect(200);
    expect(body).toMatchObject({
      id: expect.stringMatching(/^svc_/),
      kind: 'service',
      roles: ['contributor'],
    });
  });

  it.each<[string, Parameters<LocalProvider['forged']>[0]]>([
    ['of another audience', { claims: { aud: 'https://other.example.org' } }],
    ['of an issuer that nobody named', { claims: { iss: 'https://evil.example.org' } }],
    ['without a subject', { claims: { sub: undefined } }],
    ['without an end', { claims: { exp: undefined } }],
    ['that ran out 6 s ago', { claims: { exp: Math.floor(Date.now() / 1000) - 6 } }],
    ['that begins in an hour', { claims: { nbf: Math.floor(Date.now() / 1000) + 3_600 } }],
    ['of another type', { header: { typ: 'JWT' } }],
    ['that nobody signed', { header: { alg: 'none' } }],
    ['signed with the public key as a secret', { header: { alg: 'HS256' } }],
    ['of a key that the issuer does not have', { header: { kid: 'nobody' } }],
  ])('%s is refused', async (_, change) => {
    const { status, body, headers } = await t.as(await provider.forged(change)).get('/v1/me');
    expect([status, body.code]).toEqual([401, 'unauthenticated']);
    expect(headers['www-authenticate']).toContain('invalid_token');
  });

  it('whose signature is another one is refused, and one 4 s too old is taken', async () => {
    const good = await until(async () => {
      const token = await provider.forged({ claims: { exp: Math.floor(Date.now() / 1000) - 3 } });
      await t.as(token).get('/v1/me').expect(200);
      return token;
    });
    const [head, , signature] = good.split('.');
    const [, body] = (await provider.forged({ claims: { groups: ['auditors'] } })).split('.');
    expect((await t.as(`${head}.${body}.${signature}`).get('/v1/me')).status).toBe(401);
  });

  it('is asked for where a key is not enough: sign-offs and what only humans decide', async () => {
    const text = '# Go\n\n- [ ] Sign <!-- clearance: key=sign human_only=true -->\n';
    const template = t.admin.post('/v1/templates/import?name=go').set('content-type', 'text/markdown');
    await template.send(text).expect(201);
    await t.admin.post('/v1/projects').send({ key: 'shop' }).expect(201);
    await t.admin.post('/v1/projects/shop/checklists').send({ template: 'go' }).expect(201);
    const gate = { sign_offs: [{ role: 'security' }] };
    const { resource } = (await t.admin.put('/v1/projects/shop/gates/live').send(gate).expect(200)).body;
    const eve = (await t.admin.post('/v1/members').send({ name: 'Eve' }).expect(201)).body.resource;
    const { key } = (await t.admin.post(`/v1/members/${eve.id}/keys`).send({}).expect(201)).body.resource;
    const { position, digest } = resource;
    const signature = { role: 'security', meaning: 'approve', position, digest };
    const check = '/v1/projects/shop/checklists/go/items/sign/check';
    const sign = '/v1/projects/shop/gates/live/sign-offs';
    expect((await t.as(key).post(check).send({})).body.code).toBe('not_allowed');
    expect((await t.as(key).post(sign).send(signature)).body.code).toBe('not_allowed');
    const refused = await t.admin.get('/v1/events?type=refusal.recorded&limit=2').expect(200);
    expect(refused.body.data.map(({ payload }: { payload: { kind: string } }) => payload.kind)).toEqual([
      'long_lived_key',
      'long_lived_key',
    ]);
    const person = t.as(await provider.token(ana));
    const now = (await t.admin.get('/v1/projects/shop/gates/live').expect(200)).body;
    await person
      .post(sign)
      .send({ ...signature, position: now.position, digest: now.digest })
      .expect(201);
    await person.post(check).send({}).expect(200);
  });

  it('under a new key of the provider is taken, one under the old key is refused then', async () => {
    const old = await provider.token({ subject: 'cy', name: 'Cy' });
    await t.as(old).get('/v1/me').expect(200);
    await provider.rotate();
    const fresh = await provider.token({ subject: 'cy', name: 'Cy', groups: ['devs'] });
    await expect.poll(async () => (await t.as(fresh).get('/v1/me')).status).toBe(200);
    const other = await provider.forged({ header: { kid: 'gone' } });
    expect((await t.as(other).get('/v1/me')).status).toBe(401);
  });

  it('made-up key ids do not make us ask the provider each time', async () => {
    const before = provider.keyRequests;
    for (let count = 0; count < 20; count += 1)
      await t
        .as(await provider.forged({ header: { kid: `made-up-${count}` } }))
        .get('/v1/me')
        .expect(401);
    expect(provider.keyRequests - before).toBeLessThanOrEqual(2);
  });
});

describe('While the provider is down', () => {
  it('kept keys do; without them the answer is 503, never yes', async () => {
    const token = await provider.token(ana);
    await t.as(token).get('/v1/me').expect(200);
    const unseen = await provider.token({ subject: 'dee', name: 'Dee' });
    await provider.stop();
    await t.as(token).get('/v1/me').expect(200);
    await t.as(unseen).get('/v1/me').expect(200);
    const other = await createTestApp(undefined, provider.environment);
    try {
      const { status, body, headers } = await other.as(token).get('/v1/me');
      expect([status, body.code]).toEqual([503, 'unavailable']);
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
      await other.admin.get('/v1/me').expect(200);
      await provider.serve();
      await expect.poll(async () => (await other.as(token).get('/v1/me')).status).toBe(200);
    } finally {
      await other.close();
    }
  });
});
