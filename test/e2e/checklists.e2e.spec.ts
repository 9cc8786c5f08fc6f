import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHECKLIST_ROUTES } from './routes/checklists.js';
import { describeRoutes } from './support/describe-routes.js';
import { allPages } from './support/pages.js';
import { createScene, RELEASE, type Scene } from './support/scene.js';

describeRoutes(CHECKLIST_ROUTES);

describe('Checklists', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await createScene();
  });
  afterAll(async () => scene.close());

  const apply = (project: string, body: object) =>
    scene.admin
      .post(`/v1/projects/${encodeURIComponent(project)}/checklists`)
      .send(body)
      .expect(201);

  it('are called like their template where nobody names them, and stay with its version', async () => {
    const first = await apply('empty', { template: 'RELEASE' });
    expect(first.body.resource).toMatchObject({ key: 'release', items: 2, template: { version: 1 } });
    await scene.admin
      .post('/v1/templates/release/versions')
      .send({ ...RELEASE, sections: [...RELEASE.sections, { title: 'More', items: [{ title: 'Do more' }] }] })
      .expect(201);
    const second = await apply('empty', { template: 'release', key: 'release-2' });
    expect(second.body.resource).toMatchObject({ items: 3, template: { version: 2 } });
    const again = await scene.admin.get('/v1/projects/empty/checklists/release').expect(200);
    expect(again.body).toEqual(first.body.resource);
  });

  it('are applied and read by keys in Japanese and by ids alike', async () => {
    const applied = await apply('店舗', { template: scene.ids['template'] ?? '', key: '本番稼働' });
    const { location } = applied.headers;
    expect(location).toBe(`/v1/projects/${encodeURI('店舗')}/checklists/${encodeURI('本番稼働')}`);
    const { id, position, sequence } = applied.body.resource;
    for (const path of [location ?? '', `/v1/projects/${encodeURIComponent('店舗')}/checklists/${id}`]) {
      const { body, headers } = await scene.admin.get(path).expect(200);
      expect(body).toEqual(applied.body.resource);
      expect(headers).toMatchObject({ etag: `"${sequence}"`, 'readiness-position': `${position}` });
    }
    const byId = await apply(scene.ids['project'] ?? '', { template: 'go-live', key: 'by-id' });
    expect(byId.headers['location']).toBe(`/v1/projects/${scene.ids['project']}/checklists/by-id`);
  });

  it('may have the same key in two projects, not twice in one', async () => {
    await apply('empty', { template: 'go-live' });
    const twice = await scene.admin.post('/v1/projects/empty/checklists').send({ template: 'go-live' });
    expect(twice.body).toMatchObject({
      status: 409,
      detail: 'There is a checklist with the key "go-live" already.',
    });
  });

  it('come in pages in the order they were applied', async () => {
    for (const key of ['a', 'b', 'c']) await apply('empty', { template: 'release', key });
    const all = await scene.admin.get('/v1/projects/empty/checklists').expect(200);
    expect(all.body.data.length).toBeGreaterThan(3);
    expect(await allPages(scene, '/v1/projects/empty/checklists?limit=2')).toEqual(all.body.data);
  });
});
