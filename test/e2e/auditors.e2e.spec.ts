import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/test-app.js';
import { add, issue } from './accounts.js';

interface Seen {
  readonly type: string;
  readonly payload: { readonly route: string };
  readonly private: { readonly target: string };
  readonly project: string | null;
}

let t: TestApp;
let auditor: TestApp['admin'];
let id: string;

beforeAll(async () => {
  t = await createTestApp();
  await t.admin.post('/v1/projects').send({ key: 'shop' }).expect(201);
  const account = await add(t, 'members', { name: 'Audrey', roles: ['auditor'] });
  id = account.id;
  auditor = t.as((await issue(t, account)).key);
});
afterAll(async () => t.close());

/** What the log says that the auditor did, oldest first. */
async function traces(): Promise<Seen[]> {
  return (await t.admin.get(`/v1/events?actor=${id}&order=asc&limit=1000`).expect(200)).body.data;
}

describe('What an auditor reads', () => {
  it('is one event for a query, whatever the number of its pages', async () => {
    let target: string | null = '/v1/events?order=asc&limit=3&to=2999-01-01T00:00:00Z';
    let pages = 0;
    while (target !== null && pages < 4) {
      const answer = await auditor.get(target).expect(200);
      pages += 1;
      const next = answer.body.next_cursor as string | null;
      target =
        next && `/v1/events?order=asc&limit=3&to=2999-01-01T00:00:00Z&cursor=${encodeURIComponent(next)}`;
    }
    expect(pages).toBe(4);
    expect(await traces()).toMatchObject([
      {
        type: 'audit.queried',
        payload: { route: 'GET /v1/events' },
        private: { target: expect.stringContaining('to=2999') },
      },
    ]);
  });

  it('is one event for each further query, of the project that it is of', async () => {
    const before = (await traces()).length;
    await auditor.get('/v1/projects/shop').expect(200);
    await auditor.get('/v1/projects/shop').expect(200);
    expect((await traces()).slice(before)).toMatchObject([
      { type: 'audit.queried', project: 'shop', payload: { route: 'GET /v1/projects/:project' } },
      { type: 'audit.queried', project: 'shop' },
    ]);
  });

  it('is told from exports that go on from the cursor of a page', async () => {
    const target = '/v1/events?order=asc&to=2998-01-01T00:00:00Z';
    const before = (await traces()).length;
    const { next_cursor: cursor } = (await auditor.get(`${target}&limit=1`).expect(200)).body;
    for (let n = 0; n < 2; n += 1)
      await auditor.get(`${target}&cursor=${cursor}`).set('accept', 'text/csv').expect(200);
    expect((await traces()).slice(before)).toMatchObject([
      { type: 'audit.queried' },
      { type: 'audit.exported' },
    ]);
  });

  it('is told from other queries where these hold question marks', async () => {
    const target = (place: string, id: string) => `/v1/events?${place}limit=1&correlation_id=a?${id}`;
    const { next_cursor: cursor } = (await auditor.get('/v1/events?order=asc&limit=1').expect(200)).body;
    const before = (await traces()).length;
    await auditor.get(target('', 'one')).expect(200);
    await auditor.get(target(`cursor=${cursor}&`, 'two')).expect(200);
    expect((await traces()).slice(before)).toHaveLength(2);
  });

  it('is told from exports', async () => {
    const before = (await traces()).length;
    await auditor.get('/v1/events').set('accept', 'text/csv').expect(200);
    expect((await traces()).slice(before)).toMatchObject([{ type: 'audit.exported' }]);
  });

  it('is no event where nothing was answered, and nobody else leaves one', async () => {
    const before = (await traces()).length;
    await auditor.get('/v1/projects/nobody').expect(404);
    await auditor.get('/v1/me').expect(200);
    await t.admin.get('/v1/projects').expect(200);
    expect((await traces()).length).toBe(before);
    const { body } = await t.admin.get('/v1/events?actor=svc_admin&limit=1000').expect(200);
    expect(body.data.filter(({ type }: Seen) => type.startsWith('audit.'))).toEqual([]);
  });
});
