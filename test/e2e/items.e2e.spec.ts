import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ITEM_ROUTES } from './routes/items.js';
import { describeRoutes } from './support/describe-routes.js';
import { expectProblem } from './support/expect-problem.js';
import { allPages } from './support/pages.js';
import { createScene, itemPath, type Scene } from './support/scene.js';

describeRoutes(ITEM_ROUTES);

describe('Items', () => {
  let scene: Scene;
  let ana: Scene['admin'];
  beforeAll(async () => {
    scene = await createScene();
    ana = scene.as(scene.keys.contributor);
  });
  afterAll(async () => scene.close());

  it('are reached by keys in Japanese, in any form of Unicode, in capitals, and by ids', async () => {
    const japanese = itemPath('監視.警報を確認する');
    const checked = await ana.post(`${japanese}/check`).send({ reason: '確認済み' }).expect(200);
    expect(checked.body.resource).toMatchObject({
      key: '監視.警報を確認する',
      section: { title: '監視' },
      decision: { reason: '確認済み', by: { name: 'Ana' } },
    });
    const { body } = await ana.get(japanese).expect(200);
    expect(body).toEqual(checked.body.resource);
    const refs = ['監視.警報を確認する'.normalize('NFD'), body.id];
    for (const ref of refs) expect((await ana.get(itemPath(ref)).expect(200)).body).toEqual(body);

    const { project, checklist, item } = scene.ids;
    const byIds = await ana.get(`/v1/projects/${project}/checklists/${checklist}/items/${item}`).expect(200);
    const byKeys = await ana.get('/v1/projects/SHOP/checklists/Go-Live/items/HA-setup.Run-three-NODES');
    expect(byKeys.body).toEqual(byIds.body);
    await ana
      .post(`/v1/projects/${project}/checklists/${checklist}/items/${item}/comment`)
      .send({ text: 'by ids' })
      .expect(200);
  });

  it('have their sequence as ETag, which evidence moves as well', async () => {
    const path = itemPath('ha-setup.configure-backups');
    const before = await ana.get(path).expect(200);
    expect(before.headers['etag']).toBe('"0"');
    const answer = await ana
      .post(`${path}/check`)
      .set('if-match', '"0"')
      .send({ evidence: [{ title: 'Drill', url: 'https://ci.example.com/1', effective_on: '2025-03-03' }] })
      .expect(200);
    expect(answer.headers['etag']).toBe('"2"');
    expect(answer.body.events.map((event: { type: string }) => event.type)).toEqual([
      'item.evidence_attached',
      'item.checked',
    ]);
    expect(answer.body.resource).toMatchObject({
      sequence: 2,
      evidence: [
        { title: 'Drill', url: 'https://ci.example.com/1', sha256: null, effective_on: '2025-03-03' },
      ],
    });
    const read = await ana.get(path).expect(200);
    expect(read.headers).toMatchObject({ etag: '"2"', 'readiness-position': `${answer.body.position}` });
  });

  it.each([
    ['check', {}],
    ['fail', { reason: 'no' }],
    ['not-applicable', { reason: 'no data' }],
    ['uncheck', { reason: 'again' }],
    ['comment', { text: 'hm' }],
    ['evidence', { title: 'x', sha256: 'a'.repeat(64), effective_on: '2025-03-03' }],
  ])('%s on an older state shows what came after, with names', async (action, body) => {
    const path = itemPath('ha-setup.test-the-restore');
    await ana.post(`${path}/check`).send({ reason: 'first' }).expect(200);
    const { headers } = await ana.get(path).expect(200);
    await ana.post(`${path}/fail`).send({ reason: 'it broke' }).expect(200);
    const target = `${path}/${action}`;
    const stale = await scene.admin
      .post(target)
      .set({ 'if-match': headers['etag'] ?? '', 'x-request-id': 'stale' })
      .send(body);
    expectProblem({ target, requestId: 'stale', answer: stale }, 'precondition_failed', ['header /If-Match']);
    expect(stale.body.events).toMatchObject([
      {
        type: 'item.failed',
        actor: { name: 'Ana', kind: 'human' },
        reason: 'it broke',
        before: { status: 'checked' },
      },
    ]);
    const now = await ana.get(path).expect(200);
    expect(stale.headers['etag']).toBe(now.headers['etag']);
  });

  it('come in pages that keep their filter, in document order', async () => {
    const list = '/v1/projects/shop/items?checklist=go-live&section=ha-setup&level=required&phase=before';
    const all = await ana.get(list).expect(200);
    expect(all.body.data.map((item: { key: string }) => item.key)).toEqual([
      'ha-setup.run-three-nodes',
      'ha-setup.back-up-the-database',
      'ha-setup.configure-backups',
      'ha-setup.test-the-restore',
    ]);
    expect(await allPages(scene, `${list}&limit=1`)).toEqual(all.body.data);
    expect(await allPages(scene, `${list}&limit=3`)).toEqual(all.body.data);
  });

  it('are not listed behind a cursor of another list', async () => {
    const others = `/v1/projects/${encodeURIComponent('店舗')}/items?limit=1`;
    const { next_cursor } = (await ana.get(others).expect(200)).body;
    const events = (await ana.get('/v1/events?limit=1').expect(200)).body;
    for (const cursor of [next_cursor, events.next_cursor]) {
      const target = `/v1/projects/shop/items?cursor=${cursor}`;
      const answer = await ana.get(target).set('x-request-id', 'cursor');
      expect(answer.status).toBe(400);
      expectProblem({ target, requestId: 'cursor', answer }, 'invalid_request', ['query /cursor']);
    }
  });

  it('tell a repeated request what the first was told', async () => {
    const comment = (text: string) =>
      ana
        .post(`${itemPath('ha-setup.run-three-nodes')}/comment`)
        .set('idempotency-key', 'comment-1')
        .send({ text });
    const first = await comment('once').expect(200);
    const again = await comment('once').expect(200);
    expect(again.body.events).toEqual(first.body.events);
    await comment('something else').expect(422);
  });

  it('keep texts as they were written, but for line ends', async () => {
    const reason = 'うまくいった 👩‍👩‍👧‍👦\r\n\t<b>=1+1</b> "quoted" \\ \u{1F600}';
    const { body } = await ana
      .post(`${itemPath('ha-setup.run-three-nodes')}/check`)
      .send({ reason, measured: '187 ms', effective_at: '2025-03-03T12:00:00.5+02:00' })
      .expect(200);
    expect(body.resource).toMatchObject({
      measured: '187 ms',
      decision: { reason: reason.replace('\r\n', '\n'), effective_at: '2025-03-03T10:00:00.500000Z' },
    });
  });
});
