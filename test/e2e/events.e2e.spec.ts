import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventStore } from '../../src/eventstore/eventstore.js';
import { CONTEXT, freshStream } from '../contract/eventstore.contract.js';
import { EVENT_ROUTES } from './routes/events.js';
import { describeRoutes } from './support/describe-routes.js';
import { allPages } from './support/pages.js';
import { createScene, itemPath, newestPosition, type Scene } from './support/scene.js';

describeRoutes(EVENT_ROUTES);

describe('The log', () => {
  let scene: Scene;
  const ITEM = itemPath('監視.警報を確認する');
  beforeAll(async () => {
    scene = await createScene();
    const ana = scene.as(scene.keys.contributor);
    for (const text of ['one', 'two', 'three']) await ana.post(`${ITEM}/comment`).send({ text }).expect(200);
    await ana.post(`${ITEM}/check`).set('x-request-id', 'req-1').send({ reason: '=1+1' }).expect(200);
  });
  afterAll(async () => scene.close());

  const events = async (query: string) =>
    (await scene.admin.get(`/v1/events?${query}`).expect(200)).body.data;

  it('is read in pages both ways, with any filter', async () => {
    const all = await events('order=asc&limit=1000');
    expect(await allPages(scene, '/v1/events?order=asc&limit=7')).toEqual(all);
    expect(await allPages(scene, '/v1/events?limit=7')).toEqual(all.toReversed());
    const comments = all.filter((event: { type: string }) => event.type === 'item.commented');
    const filter = `type=item.commented,project.created&aggregate_type=item&project=shop&limit=1`;
    expect(await allPages(scene, `/v1/events?${filter}&order=asc`)).toEqual(comments);
    expect(await allPages(scene, `/v1/events?${filter}`)).toEqual(comments.toReversed());
  });

  it('has no type that nobody knows: the nearest are named, and one that was recorded is known', async () => {
    const removed = { type: 'item.pondered', revision: 1, payload: { key: 'x' } };
    const unknown = await scene.admin.get('/v1/events?type=item.checked,item.pondered').expect(400);
    expect(unknown.body.errors).toEqual([
      {
        pointer: '/type',
        in: 'query',
        code: 'event_type',
        detail: expect.stringMatching(/^"item.pondered" .* nearest are item\.\w+, .*\/v1\/event-types/),
      },
    ]);
    await scene.app.get(EventStore, { strict: false }).append({
      tenant: 'default',
      context: CONTEXT,
      writes: [{ stream: freshStream(), expected: 0, events: [removed], project: null }],
    });
    expect(await events('type=item.pondered')).toMatchObject([
      { type: 'item.pondered', payload: { key: 'x' } },
    ]);
  });

  it('has no aggregate that nobody knows: those there are are named', async () => {
    const { body } = await scene.admin.get('/v1/events?aggregate_type=foo').expect(400);
    const detail = expect.stringMatching(
      /^"foo" is no type of aggregate; there are access, audit, checklist, .*\bproject, projection\b.*\btemplate, tenant, webhook$/,
    ) as string;
    expect(body.errors).toEqual([
      { pointer: '/aggregate_type', in: 'query', code: 'aggregate_type', detail },
    ]);
    expect(await events('aggregate_type=projection')).toEqual([]);
  });

  it('is cut by positions and times, of which the first counts and the last does not', async () => {
    const all = await events('order=asc&limit=1000');
    const [first, last] = [all.at(3), all.at(-3)];
    const between = all.slice(4, -3);
    const cut = `after=${first.position}&before=${last.position}&order=asc`;
    expect(await events(cut)).toEqual(between);
    expect(await allPages(scene, `/v1/events?${cut}&limit=2`)).toEqual(between);
    const [from, to] = [between[0].created_at, last.created_at];
    const timed = all.filter(
      (event: { created_at: string }) => event.created_at >= from && event.created_at < to,
    );
    expect(await events(`from=${from}&to=${to}&order=asc`)).toEqual(timed);
    expect(await events('from=9999-12-31T23:59:59.999999Z')).toEqual([]);
    expect(await events(`after=${Number.MAX_SAFE_INTEGER}`)).toEqual([]);
  });

  it('is filtered by who, what and whence', async () => {
    const [checked] = await events('type=item.checked');
    expect(checked).toMatchObject({ actor: { name: 'Ana' }, request_id: 'req-1', origin: 'api' });
    const { aggregate, actor, correlation_id } = checked;
    expect(await events(`aggregate_id=${aggregate.id}&type=item.checked`)).toEqual([checked]);
    expect(await events(`correlation_id=${correlation_id}`)).toEqual([checked]);
    expect((await events(`actor=${actor.id}&project=shop&limit=1000`)).length).toBe(4);
    expect(await events(`project=${scene.ids['project']}&type=item.checked`)).toEqual([checked]);
    expect(await events('origin=integration')).toEqual([]);
    const byPosition = await scene.admin.get(`/v1/events/${checked.position}`).expect(200);
    expect(byPosition.body).toEqual(checked);
  });

  it('tells an item and a project their histories by keys and by ids', async () => {
    const { body } = await scene.admin.get(`${ITEM}/history`).expect(200);
    expect(body.data.map((event: { sequence: number }) => event.sequence)).toEqual([1, 2, 3, 4]);
    expect(await allPages(scene, `${ITEM}/history?limit=1`)).toEqual(body.data);
    const { project, checklist } = scene.ids;
    const { id } = (await scene.admin.get(ITEM).expect(200)).body;
    const byIds = `/v1/projects/${project}/checklists/${checklist}/items/${id}/history`;
    expect((await scene.admin.get(byIds).expect(200)).body).toEqual(body);

    const history = (await scene.admin.get(`/v1/projects/${project}/history`).expect(200)).body.data;
    expect(history.map((event: { project_id: string }) => event.project_id)).toEqual(Array(7).fill(project));
    expect(await allPages(scene, '/v1/projects/SHOP/history?limit=4')).toEqual(history);
  });

  it('comes as NDJSON and CSV without a limit, or with one', async () => {
    const get = async (accept: string, query: string) =>
      (await scene.admin.get(`/v1/events?${query}`).set({ accept }).buffer(true).expect(200)).text.trimEnd();
    const total = (await newestPosition(scene)) + 1;
    expect((await get('application/x-ndjson', '')).split('\n')).toHaveLength(total);
    expect((await get('application/x-ndjson', 'limit=3')).split('\n')).toHaveLength(3);
    expect(await get('application/x-ndjson', 'type=privacy.erased')).toBe('');
    const csv = (await get('text/csv', 'type=item.checked')).split('\r\n');
    expect(csv).toHaveLength(2);
    expect(csv[1]).toContain("'=1+1");
    expect(csv[1]).not.toContain(',=1+1');
  });

  it('names its types', async () => {
    const types = (await scene.admin.get('/v1/event-types').expect(200)).body.data;
    const all = (await events('limit=1000')).map((event: { type: string }) => event.type);
    const recorded = all.filter((type: string) => type !== 'item.pondered');
    expect(types).toEqual(expect.arrayContaining(recorded));
    const aggregates = (await scene.admin.get('/v1/aggregate-types').expect(200)).body.data;
    expect(aggregates).toEqual(expect.arrayContaining(['checklist', 'item', 'project', 'template']));
  });
});
