import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/test-app.js';
import { type Account, add, issue } from './accounts.js';
import { LocalProvider } from './support/provider.js';

type Agent = TestApp['admin'];

let provider: LocalProvider;
let t: TestApp;
/** An admin who is a person, as Ana, who takes part as well. */
let ana: Account;
let asAna: Agent;

beforeAll(async () => {
  provider = await LocalProvider.start();
  t = await createTestApp(undefined, provider.environment);
  const text = '# Go\n\n- [ ] Scan <!-- clearance: key=scan -->\n';
  const template = t.admin.post('/v1/templates/import?name=go').set('content-type', 'text/markdown');
  await template.send(text).expect(201);
  await t.admin.post('/v1/projects').send({ key: 'shop' }).expect(201);
  await t.admin.post('/v1/projects/shop/checklists').send({ template: 'go' }).expect(201);
  ana = await person('Ana', ['admin', 'manager', 'contributor', 'approver']);
  asAna = t.as((await issue(t, ana)).key);
});
afterAll(async () => {
  await t.close();
  await provider.stop();
});

async function person(name: string, roles = ['contributor', 'approver']): Promise<Account> {
  return await add(t, 'members', { name, roles });
}

/** The key that somebody gives an account. */
async function given(by: Agent, to: Account): Promise<{ id: string; agent: Agent }> {
  const { body } = await by.post(`${to.path}/keys`).send({}).expect(201);
  return { id: body.resource.id, agent: t.as(body.resource.key) };
}

/** Somebody whose login another one links, and a token of it. */
async function linked(by: Agent, to: Account, subject: string): Promise<Agent> {
  await by.put(`${to.path}/identity`).send({ issuer: provider.issuer, subject }).expect(200);
  return t.as(await provider.token({ subject, groups: ['leads'] }));
}

/** Status of an approval of a waiver that one asked for and another approves. */
async function waived(asks: Agent, approves: Agent): Promise<number> {
  const waivers = '/v1/projects/shop/checklists/go/items/scan/waivers';
  const body = { reason: 'a false alarm', expires_at: '2099-01-01T00:00:00Z' };
  const { resource } = (await asks.post(waivers).send(body).expect(201)).body;
  return (await approves.post(`${waivers}/${resource.id}/approve`).send({})).status;
}

async function newestRefusal(): Promise<{ kind: string }> {
  const { body } = await t.admin.get('/v1/events?type=refusal.recorded&limit=1').expect(200);
  return body.data[0].payload;
}

describe('Whoever gave a credential', () => {
  it('is no second person with it, nor for it', async () => {
    const ben = await person('Ben');
    const { agent: asBen } = await given(asAna, ben);
    expect(await waived(asAna, asBen)).toBe(403);
    expect(await newestRefusal()).toMatchObject({ kind: 'four_eyes' });
    expect(await waived(asBen, asAna)).toBe(403);
    const { agent: asCleo } = await given(t.admin, await person('Cleo'));
    expect(await waived(asAna, asCleo)).toBe(200);
    expect(await waived(asBen, asCleo)).toBe(200);
    expect(await waived(asCleo, asBen)).toBe(200);
  });

  it('is none after its revocation either', async () => {
    const dan = await person('Dan');
    const { id, agent } = await given(asAna, dan);
    const waivers = '/v1/projects/shop/checklists/go/items/scan/waivers';
    const body = { reason: 'a false alarm', expires_at: '2099-01-01T00:00:00Z' };
    const { resource } = (await agent.post(waivers).send(body).expect(201)).body;
    await asAna.delete(`${dan.path}/keys/${id}`).expect(200);
    expect((await asAna.post(`${waivers}/${resource.id}/approve`).send({})).status).toBe(403);
  });

  it('is not in the way of a credential that somebody else gave', async () => {
    const eve = await person('Eve');
    await given(asAna, eve);
    const { agent } = await given(t.admin, eve);
    expect(await waived(asAna, agent)).toBe(200);
  });

  it('is no second person through others that it gave one', async () => {
    const fay = await person('Fay', ['admin', 'contributor', 'approver']);
    const { agent: asFay } = await given(asAna, fay);
    const { agent: asGil } = await given(asFay, await person('Gil'));
    expect(await waived(asAna, asGil)).toBe(403);
    expect(await waived(asGil, asAna)).toBe(403);
  });

  it('is none through a service account, whoever answers for it', async () => {
    const hal = await person('Hal');
    const job = await add(t, 'service-accounts', {
      name: 'job',
      responsible: hal.id,
      roles: ['contributor'],
    });
    const { agent } = await given(asAna, job);
    expect(await waived(agent, asAna)).toBe(403);
  });
});

describe('Whoever linked an identity', () => {
  it('is no second person with its tokens, nor for them', async () => {
    const asIda = await linked(asAna, await person('Ida'), 'anas-other-login');
    expect(await waived(asAna, asIda)).toBe(403);
    expect(await newestRefusal()).toMatchObject({ kind: 'four_eyes' });
    expect(await waived(asIda, asAna)).toBe(403);
    const asJo = t.as(await provider.token({ subject: 'jo', groups: ['leads'] }));
    await asJo.get('/v1/me').expect(200);
    expect(await waived(asAna, asJo)).toBe(200);
    const asKim = await linked(t.admin, await person('Kim'), 'kim');
    expect(await waived(asAna, asKim)).toBe(200);
  });

  it('does not sign what they asked for, nor beside them', async () => {
    const asLea = await linked(asAna, await person('Lea'), 'lea');
    const path = '/v1/projects/shop/gates/live';
    const definition = { sign_offs: [{ role: 'security' }, { role: 'operations' }] };
    await t.admin.put(path).send(definition).expect(200);
    await asAna.post(`${path}/request`).send({}).expect(200);
    const sign = async (agent: Agent, role: string): Promise<number> => {
      const { position, digest } = (await t.admin.get('/v1/projects/shop/readiness?gate=live')).body;
      const body = { role, meaning: 'approve', position, digest };
      return (await agent.post(`${path}/sign-offs`).send(body)).status;
    };
    expect(await sign(asLea, 'security')).toBe(403);
    expect(await newestRefusal()).toMatchObject({ kind: 'sign_off' });
    const asMia = t.as(await provider.token({ subject: 'mia', groups: ['leads'] }));
    expect(await sign(asMia, 'security')).toBe(201);
  });

  it('does not agree to an answer, a definition, a closing or an erasure of theirs', async () => {
    const asNoa = await linked(asAna, await person('Noa', ['admin']), 'noa');
    const answerless = {
      sections: [{ title: 'A', items: [{ title: 'B', when: { condition: 'c', answer: true } }] }],
    };
    await t.admin
      .post('/v1/templates')
      .send({ key: 'asks', title: 'Asks', ...answerless })
      .expect(201);
    await t.admin.post('/v1/projects/shop/checklists').send({ template: 'asks' }).expect(201);
    const condition = '/v1/projects/shop/conditions/c';
    await asAna.put(condition).send({ answer: false, reason: 'No' }).expect(200);
    expect((await asNoa.post(`${condition}/approve`).send({})).status).toBe(403);
    const close = '/v1/projects/shop/checklists/asks/close';
    await asAna.post(close).send({ reason: 'Out' }).expect(200);
    expect((await asNoa.post(close).send({ reason: 'Out' })).status).toBe(403);
    const gate = '/v1/projects/shop/gates/narrow';
    await asAna
      .put(gate)
      .send({ sign_offs: [{ role: 'security' }] })
      .expect(200);
    await asAna.put(gate).send({ sign_offs: [] }).expect(200);
    expect((await asNoa.post(`${gate}/approve`).send({})).status).toBe(403);
    const erasure = { account: ana.id, reason: 'Asked to' };
    const { resource } = (await asAna.post('/v1/erasures').send(erasure).expect(201)).body;
    expect((await asNoa.post(`/v1/erasures/${resource.id}/approve`).send({})).status).toBe(403);
  });
});
