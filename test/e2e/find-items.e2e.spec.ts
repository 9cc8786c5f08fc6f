import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTenant } from '../../src/database/connection.js';
import { sqlFile } from '../../src/database/sql-file.js';
import { createTestApp, type TestApp } from '../support/test-app.js';
import { erase } from './support/erase.js';

const PROJECTS = 12;
const SQL = new URL('../../src/features/items/queries/find-items.ts', import.meta.url).href;

interface Found {
  readonly project: string;
  readonly key: string;
  readonly status: string;
  readonly owners: readonly string[];
}

describe('GET /v1/items, across projects', () => {
  let t: TestApp;
  beforeAll(async () => {
    t = await createTestApp();
    const tree = { title: 'Backups', key: 'backups', items: [{ title: 'Set up', key: 'set-up' }] };
    const loose = Array.from({ length: 8 }, (_, n) => ({ title: `Item ${n}`, key: `item-${n}` }));
    const rest = { title: 'Anything else', key: 'rest', summary: 'section' };
    const sections = [
      { title: 'S', key: 's', items: [tree, ...loose] },
      { title: '=cmd|A1', key: 'r', items: [{ title: '=1+1', key: 'formula' }, rest] },
    ];
    await t.admin.post('/v1/templates').send({ key: 'all', title: 'All', sections }).expect(201);
    for (let n = 0; n < PROJECTS; n += 1) {
      const project = `p${n}`;
      await t.admin.post('/v1/projects').send({ key: project }).expect(201);
      await t.admin
        .post(`/v1/projects/${project}/checklists`)
        .send({ template: 'all', key: 'all' })
        .expect(201);
      const of = (item: string) => `/v1/projects/${project}/checklists/all/items/${item}`;
      if (n % 3 === 0)
        await t.admin
          .post(`${of('set-up')}/check`)
          .send({})
          .expect(200);
      if (n % 4 === 0)
        await t.admin
          .post(`${of('item-1')}/fail`)
          .send({ reason: 'red' })
          .expect(200);
      if (n % 2 === 0)
        await t.admin
          .post(`${of('item-2')}/assign`)
          .send({ owners: ['svc_admin'] })
          .expect(200);
    }
  });
  afterAll(async () => t.close());

  const all = async (query: string, limit: number): Promise<Found[]> => {
    const found: Found[] = [];
    let next = `/v1/items?${query}&limit=${limit}`;
    while (next !== '') {
      const { body, headers } = await t.admin.get(next).expect(200);
      expect(body.data.length).toBeLessThanOrEqual(limit);
      found.push(...body.data);
      expect(headers['link'] === undefined).toBe(body.next_cursor === null);
      next = /^<(.+)>; rel="next"$/.exec(headers['link'] ?? '')?.[1] ?? '';
    }
    return found;
  };
  const projectsOf = (items: readonly Found[]) => items.map(({ project }) => project).toSorted();
  const every = (n: number) =>
    Array.from({ length: PROJECTS }, (_, at) => `p${at}`)
      .filter((_, at) => at % n === 0)
      .toSorted();

  it('gives every item once, page by page, with the states that the projects give', async () => {
    const found = await all('', 17);
    const wanted: Found[] = [];
    for (let n = 0; n < PROJECTS; n += 1) {
      const { body } = await t.admin.get(`/v1/projects/p${n}/items?limit=1000`).expect(200);
      wanted.push(...body.data.map((item: object) => ({ ...item, project: `p${n}` })));
    }
    const order = (a: Found, b: Found) => (`${a.project} ${a.key}` < `${b.project} ${b.key}` ? -1 : 1);
    expect(found.toSorted(order)).toEqual(wanted.toSorted(order));
  });

  it('finds an item by its key and by its id, which templates carry into all projects', async () => {
    const byKey = await all('item=SET-UP', 5);
    expect(projectsOf(byKey)).toEqual(every(1));
    const { id } = byKey[0] as Found & { id: string };
    expect(await all(`item=${id}`, 7)).toEqual(byKey);
    expect(await all('item=nobody', 7)).toEqual([]);
  });

  it('finds by state as it is settled, not as it was decided', async () => {
    expect(projectsOf(await all('status=failed', 1))).toEqual(every(4));
    expect(projectsOf(await all('item=backups&status=checked', 2))).toEqual(every(3));
    expect(await all('item=backups&status=waived', 2)).toEqual([]);
  });

  it('finds by owner, and no longer once somebody else is the owner', async () => {
    expect(projectsOf(await all('owner=svc_admin', 2))).toEqual(every(2));
    const path = '/v1/projects/p0/checklists/all/items/item-2/assign';
    await t.admin.post(path).send({ owners: [] }).expect(200);
    expect(projectsOf(await all('owner=svc_admin', 100))).toEqual(every(2).filter((key) => key !== 'p0'));
    await t.admin
      .post(path)
      .send({ owners: ['svc_admin'] })
      .expect(200);
    expect(await all('owner=svc_admin&status=failed', 100)).toEqual([]);
  });

  it('finds by the key or the URL of a ticket, and not by a URL that was erased', async () => {
    const place = { system: 'generic', base_url: 'https://tickets.example.org', poll_seconds: 86_400 };
    const definition = {
      create: { request: { method: 'POST', path: '/new' }, ticket: { id: '/id' } },
      url: '/t/{{ id }}',
      closed: ['closed'],
    };
    for (const key of ['ops', 'dev'])
      await t.admin
        .post('/v1/ticketing/connections')
        .send({ ...place, key, definition, base_url: `https://${key}.example.org`, secret: 'x' })
        .expect(201);
    const link = async (project: string, item: string, connection: string, ticket: string) =>
      (
        await t.admin
          .post(`/v1/projects/${project}/checklists/all/items/${item}/tickets`)
          .send({ connection, ticket })
          .expect(201)
      ).body;
    await link('p0', 'item-3', 'ops', 'T-1');
    await link('p5', 'item-4', 'ops', 'T-1');
    const other = await link('p7', 'item-3', 'dev', 'T-1');
    await link('p8', 'item-3', 'ops', 'T-10');
    const places = (items: readonly Found[]) =>
      items.map(({ project, key }) => `${project} ${key}`).toSorted();
    const by = async (ticket: string, more = '') =>
      places(await all(`ticket=${encodeURIComponent(ticket)}${more}`, 1));
    expect(await by('t-1')).toEqual(['p0 item-3', 'p5 item-4', 'p7 item-3']);
    expect(await by('https://ops.example.org/t/T-1#note-3')).toEqual(['p0 item-3', 'p5 item-4']);
    expect(await by('https://dev.example.org/t/T-1')).toEqual(['p7 item-3']);
    expect(await by('https://ops.example.org/t/T-1', '&item=item-4&status=open')).toEqual(['p5 item-4']);
    for (const nothing of ['T-2', 'https://ops.example.org/t/T-2', 'https://ops.example.org/T-1'])
      expect(await by(nothing)).toEqual([]);
    const csv = await t.admin.get('/v1/items?ticket=T-10').set('accept', 'text/csv').expect(200);
    const [head = '', row = ''] = csv.text.split('\r\n');
    expect(row.split(',')[head.split(',').indexOf('tickets')]).toBe('T-10');
    await erase(t, [other.position]);
    expect(await by('https://dev.example.org/t/T-1')).toEqual([]);
  });

  it('gives all of them as CSV and NDJSON, and of CSV no spreadsheet runs a formula', async () => {
    const csv = await t.admin.get('/v1/items').set('accept', 'text/csv').expect(200);
    const lines = csv.text.trimEnd().split('\r\n');
    expect(lines).toHaveLength(1 + PROJECTS * 12);
    expect(lines[0]).toMatch(/^project,checklist,section,key,title,status/);
    expect(csv.text).toContain(",formula,'=1+1,");
    const ndjson = await t.admin
      .get('/v1/items?status=failed')
      .set('accept', 'application/x-ndjson')
      .expect(200);
    const rows = ndjson.text.trimEnd().split('\n');
    expect(projectsOf(rows.map((line) => JSON.parse(line) as Found))).toEqual(every(4));
    const few = await t.admin.get('/v1/items?limit=3').set('accept', 'text/csv').expect(200);
    expect(few.text.trimEnd().split('\r\n')).toHaveLength(4);
    const one = await t.admin.get('/v1/projects/p1/items').set('accept', 'text/csv').expect(200);
    expect(one.text.trimEnd().split('\r\n')).toHaveLength(13);
    const none = await t.admin.get('/v1/waivers').set('accept', 'text/csv').expect(200);
    expect(none.text).toMatch(/^project,checklist,item,state/);
  });

  it.each([
    ['find-items', []],
    ['find-items-among', ['{prj_y,prj_z}']],
    ['find-items-by-key', [null, 'set-up']],
    ['find-items-by-id', [null, 'itm_x']],
    ['find-items-by-owner', ['{prj_y}', 'svc_admin']],
    ['find-items-by-ticket', [null, '#12']],
    ['find-items-by-ticket-url', [null, '{12,#12}', '{https://tickets.example.org/12}']],
  ])('%s goes to its place by an index, however deep the page', async (name, more) => {
    const statement = sqlFile(SQL, `./sql/${name}.sql`);
    const plan = await inTenant(t.db.database.read, 'default', 'read', async (sql) => {
      await sql`SELECT set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true)`;
      const rows = await sql.unsafe<{ 'QUERY PLAN': string }[]>(`EXPLAIN ${statement}`, [
        'default',
        'prj_x',
        'chk_x',
        'itm_x',
        101,
        ...more,
      ]);
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    });
    expect(plan).not.toMatch(/Seq Scan/);
    expect(plan).toMatch(
      /Index Cond: .*(ROW\([a-z.]*project, [a-z.]*checklist, [a-z.]*item\) > ROW|external_key|project = among)/,
    );
  });
});
