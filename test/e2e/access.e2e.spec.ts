import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CommandRunner } from '../../src/eventstore/command-runner.js';
import { SYSTEM_ACTOR } from '../../src/eventstore/event.js';
import { EventStore } from '../../src/eventstore/eventstore.js';
import { type AccessEvent, accountStream } from '../../src/features/access/access.events.js';
import { ActorNames } from '../../src/features/access/access.module.js';
import { accountFold } from '../../src/features/access/account.js';
import { createTestApp, type TestApp } from '../support/test-app.js';
import { add, issue } from './accounts.js';

let t: TestApp;

beforeAll(async () => {
  t = await createTestApp();
});
afterAll(async () => t.close());

describe('members', () => {
  it('are added, read and listed', async () => {
    const answer = await t.admin
      .post('/v1/members')
      .send({ name: 'Ana Ruiz', email: 'ana@example.org', roles: ['contributor', 'auditor'] })
      .expect(201);
    const { resource, position, events } = answer.body;
    expect(events.map((event: { type: string }) => event.type)).toEqual([
      'access.account_added',
      'access.profile_recorded',
      'access.role_granted',
      'access.role_granted',
    ]);
    expect(position).toBe(events.at(-1).position);
    expect(answer.headers).toMatchObject({ location: `/v1/members/${resource.id}`, etag: '"4"' });
    expect(resource).toMatchObject({
      id: expect.stringMatching(/^mem_/),
      kind: 'human',
      name: 'Ana Ruiz',
      email: 'ana@example.org',
      roles: ['contributor', 'auditor'],
      responsible: null,
      created_by: { id: 'svc_admin', kind: 'service' },
      position: events[0].position,
      sequence: 4,
    });
    const read = await t.admin.get(`/v1/members/${resource.id}`).expect(200);
    expect(read.body).toEqual(resource);
    expect(read.headers).toMatchObject({ etag: '"4"', 'readiness-position': `${position}` });
    const list = await t.admin.get('/v1/members').expect(200);
    expect(list.body.data).toContainEqual(resource);
  });

  it('come in pages', async () => {
    const { id } = await add(t, 'members', { name: 'One' });
    await add(t, 'members', { name: 'Two' });
    const ids: string[] = [];
    let next: string | null = '/v1/members?limit=1';
    while (next !== null) {
      const page: { body: { data: { id: string }[]; next_cursor: string | null } } = await t.admin.get(next);
      ids.push(...page.body.data.map((member) => member.id));
      next = page.body.next_cursor && `/v1/members?limit=1&cursor=${page.body.next_cursor}`;
    }
    const all = await t.admin.get('/v1/members').expect(200);
    expect(ids).toEqual(all.body.data.map((member: { id: string }) => member.id));
    expect(ids).toContain(id);
  });

  it('contribute and approve where nothing is said, and get further roles', async () => {
    const member = await add(t, 'members', { name: 'Bo' });
    const granted = await t.admin
      .post(`${member.path}/roles`)
      .set('if-match', '"4"')
      .send({ role: 'auditor' })
      .expect(200);
    expect(granted.body.resource.roles).toEqual(['contributor', 'approver', 'auditor']);
    const again = await t.admin.post(`${member.path}/roles`).send({ role: 'auditor' }).expect(409);
    expect(again.body.code).toBe('no_change');
    const stale = await t.admin
      .post(`${member.path}/roles`)
      .set('if-match', '"4"')
      .send({ role: 'admin' })
      .expect(412);
    expect(stale.body.events).toMatchObject([{ type: 'access.role_granted', sequence: 5 }]);
  });

  it.each([
    ['no name', {}, '/name'],
    ['a name of spaces', { name: '   ' }, '/name'],
    ['an e-mail that is none', { name: 'X', email: 'x' }, '/email'],
    ['a role that is none', { name: 'X', roles: ['admin', 'king'] }, '/roles/1'],
    ['roles that are none', { name: 'X', roles: null }, '/roles'],
    ['an actor in the body', { name: 'X', actor: 'mem_other' }, '/actor'],
  ])('are refused with %s', async (_, body, pointer) => {
    const { body: problem } = await t.admin.post('/v1/members').send(body).expect(400);
    expect(problem.errors).toContainEqual(expect.objectContaining({ pointer }));
  });

  it('are no service accounts', async () => {
    const member = await add(t, 'members', { name: 'Cy' });
    const { id } = await issue(t, member);
    const path = `/v1/service-accounts/${member.id}`;
    const answers = [
      await t.admin.get(path),
      await t.admin.get(`${path}/keys`),
      await t.admin.get(`${path}/keys/${id}`),
      await t.admin.delete(`${path}/keys/${id}`),
      await t.admin.get('/v1/members/mem_nobody'),
    ];
    expect(answers.map((answer) => answer.status)).toEqual([404, 404, 404, 404, 404]);
  });
});

describe('service accounts', () => {
  it('name the member who answers for them', async () => {
    const ana = await add(t, 'members', { name: 'Ana' });
    const body = { name: 'pipeline', responsible: ana.id };
    const { body: added } = await t.admin.post('/v1/service-accounts').send(body).expect(201);
    expect(added.resource).toMatchObject({ kind: 'service', responsible: ana.id, roles: ['script'] });
    for (const responsible of ['mem_nobody', added.resource.id]) {
      const refused = await t.admin.post('/v1/service-accounts').send({ name: 'x', responsible }).expect(422);
      expect(refused.body).toMatchObject({ code: 'invalid', errors: [{ pointer: '/responsible' }] });
    }
  });

  it('begin with the admin, whose key the environment gives', async () => {
    const { body } = await t.admin.get('/v1/service-accounts/svc_admin').expect(200);
    expect(body).toMatchObject({ name: 'admin', roles: ['admin', 'owner'], created_by: { kind: 'system' } });
    const { body: me } = await t.admin.get('/v1/me').expect(200);
    expect(me).toEqual({
      id: 'svc_admin',
      kind: 'service',
      name: 'admin',
      roles: ['admin', 'owner'],
      scopes: expect.arrayContaining(['access:write', 'tenants:write']),
      projects: [],
      tenant: 'default',
      credential_id: expect.stringMatching(/^default-admin-[0-9a-f]{8}$/),
      auth_method: 'api_key',
    });
  });
});

describe('accounts and keys', () => {
  const reads = 5;
  const writes = 5;

  it.each([
    ['admin', 200, 200],
    ['auditor', 200, 403],
    ['contributor', 403, 403],
    ['script', 403, 403],
  ])('are shown and changed by the role %s: %i, %i', async (role, read, write) => {
    const agent = t.as((await issue(t, await add(t, 'members', { name: role, roles: [role] }))).key);
    const lee = await add(t, 'members', { name: 'Lee' });
    const { id } = await issue(t, lee);
    const answers = [
      await agent.get('/v1/members'),
      await agent.get('/v1/service-accounts'),
      await agent.get(lee.path),
      await agent.get(`${lee.path}/keys`),
      await agent.get(`${lee.path}/keys/${id}`),
      await agent.post('/v1/members').send({ name: 'X' }),
      await agent.post('/v1/service-accounts').send({ name: 'X' }),
      await agent.post(`${lee.path}/keys`).send({}),
      await agent.post(`${lee.path}/roles`).send({ role: 'script' }),
      await agent.delete(`${lee.path}/keys/${id}`),
    ];
    const statuses = answers.map((answer) => (answer.status === 201 ? 200 : answer.status));
    expect(statuses).toEqual([...Array<number>(reads).fill(read), ...Array<number>(writes).fill(write)]);
    expect((await agent.get('/v1/me')).status).toBe(200);
  });
});

describe('names', () => {
  it('are those of the time, one person renamed or not, and gone once erased', async () => {
    const names = t.app.get(ActorNames, { strict: false });
    const mia = await add(t, 'members', { name: 'Mia', email: 'mia@example.org' });
    const added = await t.admin.get(mia.path).expect(200);
    const before = added.body.position + 1;
    const renamed = await rename(mia.id, 'Mia Berg');
    const refs = [
      { actorId: mia.id, position: renamed },
      { actorId: mia.id, position: renamed - 1 },
      { actorId: mia.id, position: before - 1 },
      { actorId: SYSTEM_ACTOR.id, position: 0 },
      { actorId: 'mem_nobody', position: renamed },
    ];
    expect(await names.namesAt('default', refs)).toEqual(['Mia Berg', 'Mia', null, 'Clearance', null]);
    expect(await names.namesAt('another', refs)).toEqual([null, null, null, 'Clearance', null]);
    expect(await names.namesAt('default', [])).toEqual([]);
    expect((await t.admin.get(mia.path).expect(200)).body).toMatchObject({ name: 'Mia Berg' });

    await erase(renamed);
    expect(await names.namesAt('default', refs.slice(0, 2))).toEqual([null, 'Mia']);
    expect((await t.admin.get(mia.path).expect(200)).body).toMatchObject({ name: null, email: null });
  });
});

it('say in their summaries whose account it was: by id, and by the name as it was then', async () => {
  const zoe = await add(t, 'members', { name: 'Zoe' });
  const robot = await add(t, 'service-accounts', { name: 'deploys', responsible: zoe.id });
  const key = await issue(t, zoe);
  await t.admin.post(`${zoe.path}/roles`).send({ role: 'auditor' }).expect(200);
  const renamed = await rename(zoe.id, 'Zoë Kern');
  await t.admin.delete(`${zoe.path}/keys/${key.id}`).expect(200);

  const summaries = async (id: string): Promise<string[]> => {
    const query = `aggregate_type=access&aggregate_id=${id}&order=asc`;
    const { body } = await t.admin.get(`/v1/events?${query}`).expect(200);
    return body.data.map(({ summary }: { summary: string }) => summary);
  };
  const before = `Zoe (${zoe.id})`;
  const after = `Zoë Kern (${zoe.id})`;
  expect(await summaries(zoe.id)).toEqual([
    `admin added the member ${before}`,
    `admin recorded the profile of ${before}`,
    `admin granted the role contributor to ${before}`,
    `admin granted the role approver to ${before}`,
    `admin issued the key ${key.id} to ${before}`,
    `admin granted the role auditor to ${before}`,
    `Clearance recorded the profile of ${after}`,
    `admin revoked the key ${key.id} of ${after}`,
  ]);
  expect((await summaries(robot.id))[0]).toBe(`admin added the service account deploys (${robot.id})`);

  const csv = await t.admin.get('/v1/events?type=access.key_revoked').set('accept', 'text/csv').expect(200);
  expect(csv.text).toContain(`admin revoked the key ${key.id} of ${after}`);
  await erase(renamed);
  expect((await summaries(zoe.id)).at(-1)).toBe(`admin revoked the key ${key.id} of ${zoe.id}`);
});

async function rename(id: string, name: string): Promise<number> {
  const runner = new CommandRunner(t.app.get(EventStore, { strict: false }));
  const event: AccessEvent = {
    type: 'access.profile_recorded',
    revision: 1,
    payload: { issuer: null, subject: null },
    private: { name, email: null },
  };
  const context = {
    actor: SYSTEM_ACTOR,
    credentialId: null,
    authMethod: 'internal',
    source: 'system',
    requestId: null,
    correlationId: 'cor-1',
    causationId: null,
  } as const;
  const { events } = await runner.run({ tenant: 'default', context }, async (decision) => {
    await decision.load(accountStream(id), accountFold);
    decision.append(accountStream(id), null, [event]);
  });
  return events[0]?.position ?? -1;
}

/** As an erasure does, without the event that asks for it. */
async function erase(position: number): Promise<void> {
  await t.db.admin.begin(async (sql) => {
    await sql`ALTER TABLE eventstore.event_private DISABLE TRIGGER event_private_erased`;
    await sql`DELETE FROM eventstore.event_private WHERE position = ${position}`;
    await sql`ALTER TABLE eventstore.event_private ENABLE ALWAYS TRIGGER event_private_erased`;
  });
}
