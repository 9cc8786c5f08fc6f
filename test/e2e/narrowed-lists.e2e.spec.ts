import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Response } from 'supertest';
import { createTestApp, type TestApp } from '../support/test-app.js';
import { add, issue } from './accounts.js';

/** The first and the third are the reader's own; the others are not. */
const PROJECTS = ['alpha', 'hidden-one', 'gamma', 'hidden-two'];
const OWN = ['alpha', 'gamma'];
const SECRET = /hidden|\bprj_/;

type Client = TestApp['admin'];

let t: TestApp;
let reader: Client;
let account: { id: string; path: string };
const ids = new Map<string, string>();

beforeAll(async () => {
  t = await createTestApp();
  const items = Array.from({ length: 4 }, (_, n) => ({ title: `Item ${n}`, key: `item-${n}` }));
  await t.admin
    .post('/v1/templates')
    .send({ key: 'all', title: 'All', sections: [{ title: 'S', key: 's', items }] })
    .expect(201);
  for (const project of PROJECTS) {
    const { body } = await t.admin.post('/v1/projects').send({ key: project }).expect(201);
    ids.set(project, body.resource.id);
    await t.admin
      .post(`/v1/projects/${project}/checklists`)
      .send({ template: 'all', key: 'all' })
      .expect(201);
    const item = `/v1/projects/${project}/checklists/all/items/item-1`;
    await t.admin
      .post(`${item}/waivers`)
      .send({ reason: `of ${project}`, expires_at: '2199-01-01T00:00:00Z' })
      .expect(201);
    await t.admin
      .post(`${item}/assign`)
      .send({ owners: ['svc_admin'] })
      .expect(200);
  }
  account = await add(t, 'members', { name: 'Of two projects', roles: [] });
  for (const project of OWN)
    await t.admin.post(`${account.path}/roles`).send({ role: 'contributor', project }).expect(200);
  reader = t.as((await issue(t, account)).key);
}, 60_000);
afterAll(async () => t.close());

interface Row {
  readonly position: number;
  readonly key: string;
  readonly project: string | null;
}

/** All rows, page by page by their Link; every page says that it is narrowed. */
async function pages(client: Client, first: string, limit: number): Promise<Row[]> {
  const rows: Row[] = [];
  let next: string | undefined = `${first}${first.includes('?') ? '&' : '?'}limit=${limit}`;
  while (next !== undefined) {
    const { body, headers }: Response = await client.get(next).expect(200);
    expect(headers['readiness-narrowed']).toBe('projects');
    expect(body.data.length).toBeLessThanOrEqual(limit);
    expect(otherIds(Buffer.from(`${body.next_cursor}`, 'base64url').toString())).toEqual([]);
    rows.push(...body.data);
    next = /^<(.+)>; rel="next"$/.exec(headers['link'] ?? '')?.[1];
  }
  return rows;
}

/** Ids and keys of the projects that are not the reader's, as far as a text has them. */
function otherIds(text: string): string[] {
  return [...ids].flatMap(([key, id]) =>
    OWN.includes(key) ? [] : [key, id].filter((name) => text.includes(name)),
  );
}

const LISTS = [
  '/v1/projects',
  '/v1/items',
  '/v1/items?item=item-1',
  '/v1/items?status=open',
  '/v1/items?owner=svc_admin',
  '/v1/waivers',
  '/v1/waivers?active_at=2100-01-01T00:00:00Z',
  '/v1/events',
  '/v1/events?order=asc',
  '/v1/events?type=item.assigned,project.created',
];

describe('Lists across projects, for who has rights in two of four', () => {
  it.each(LISTS)('%s has of those two what the whole list has of them, in its order', async (list) => {
    const wide = await t.admin.get(`${list}${list.includes('?') ? '&' : '?'}limit=1000`).expect(200);
    expect(wide.headers['readiness-narrowed']).toBeUndefined();
    const isOwn = (row: Row) => OWN.includes(list === '/v1/projects' ? row.key : (row.project ?? ''));
    const wanted = wide.body.data.filter(isOwn);
    if (!list.includes('active_at')) expect(wanted.length).toBeGreaterThan(1);
    for (const limit of [1, 2, 1000]) expect(await pages(reader, list, limit)).toEqual(wanted);
  });

  it.each(LISTS)('%s as NDJSON and CSV as well, streamed whole', async (list) => {
    const rows = await pages(reader, list, 1000);
    for (const accept of ['application/x-ndjson', 'text/csv']) {
      const { text, headers } = await reader.get(list).set('accept', accept).expect(200);
      expect(headers['readiness-narrowed']).toBe('projects');
      expect(otherIds(text)).toEqual([]);
      const lines = text === '' ? [] : text.trimEnd().split(/\r?\n/);
      expect(lines).toHaveLength(rows.length + (accept === 'text/csv' ? 1 : 0));
    }
  });

  it('sends CloudEvents of those alone', async () => {
    const answer = await reader.get('/v1/events').set('accept', 'application/cloudevents+json').expect(200);
    expect(answer.headers['readiness-narrowed']).toBe('projects');
    expect(answer.text).toContain('alpha');
    expect(otherIds(answer.text)).toEqual([]);
  });

  it('shows an event of those, and of all others that there is none', async () => {
    const { body } = await t.admin.get('/v1/events?limit=1000').expect(200);
    for (const { position, project } of body.data as Row[]) {
      const { status, body: answer } = await reader.get(`/v1/events/${position}`);
      if (OWN.includes(project ?? '')) expect([status, answer.project]).toEqual([200, project]);
      else {
        const beyond = await reader.get('/v1/events/999999').expect(404);
        const told = { ...answer, detail: answer.detail.replace(`${position}`, '999999') };
        const { instance: _, request_id: __, errors: ___, ...same } = beyond.body;
        expect(told).toMatchObject(same);
      }
    }
  });

  it('tells nothing of what is recorded elsewhere by what it refuses', async () => {
    expect((await reader.get('/v1/events?project=hidden-one')).status).toBe(404);
    expect((await reader.get('/v1/waivers?project=hidden-two')).status).toBe(404);
    const { body } = await reader.get('/v1/events?project=gamma&limit=1000').expect(200);
    expect(new Set(body.data.map(({ project }: Row) => project))).toEqual(new Set(['gamma']));
    const own = await reader.get('/v1/waivers?project=gamma').expect(200);
    expect(own.headers['readiness-narrowed']).toBeUndefined();
    expect(own.body.data).toHaveLength(1);
    const { text } = await reader.get('/v1/events/stream').expect(403);
    expect(text).toContain('?project=');
    expect(text).not.toMatch(SECRET);
  });

  it('says where the rights would do, and where none in a project do', async () => {
    const detail = async (path: string) => (await reader.get(path).expect(403)).body.detail;
    expect(await detail('/v1/log/checkpoint')).toContain('GET /v1/projects');
    expect(await detail('/v1/templates')).toContain('nothing that it lets you do belongs to a project');
  });

  it("takes a cursor of somebody else's, and narrows behind it all the same", async () => {
    const wide = await t.admin.get('/v1/items?limit=5').expect(200);
    const { body } = await reader.get(`/v1/items?cursor=${wide.body.next_cursor}&limit=1000`).expect(200);
    expect(body.data.every(({ project }: Row) => OWN.includes(project ?? ''))).toBe(true);
  });

  it('has one project less from the request on that comes after its role was taken, and at last none', async () => {
    const keys = async () => (await pages(reader, '/v1/projects', 10)).map(({ key }) => key);
    const { body } = await reader.get('/v1/items?limit=1').expect(200);
    await t.admin.delete(`${account.path}/roles/contributor?project=gamma`).expect(200);
    expect(await keys()).toEqual(['alpha']);
    const rest = await reader.get(`/v1/items?limit=1000&cursor=${body.next_cursor}`).expect(200);
    expect(rest.body.data.every(({ project }: Row) => project === 'alpha')).toBe(true);
    await t.admin.delete(`${account.path}/roles/contributor?project=alpha`).expect(200);
    for (const list of LISTS) await reader.get(list).expect(403);
    await t.admin.post(`${account.path}/roles`).send({ role: 'approver' }).expect(200);
    expect((await t.admin.get('/v1/projects')).body.data).toHaveLength(PROJECTS.length);
    const whole = await reader.get('/v1/projects').expect(200);
    expect(whole.body.data).toHaveLength(PROJECTS.length);
    expect(whole.headers['readiness-narrowed']).toBeUndefined();
  });
});
