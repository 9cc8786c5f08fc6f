import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TEMPLATE_ROUTES } from './routes/templates.js';
import { describeRoutes } from './support/describe-routes.js';
import { expectProblem } from './support/expect-problem.js';
import { allPages } from './support/pages.js';
import { createScene, RELEASE, type Scene } from './support/scene.js';

describeRoutes(TEMPLATE_ROUTES);

describe('Templates', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await createScene();
  });
  afterAll(async () => scene.close());

  const publish = (template: string, body: object) =>
    scene.admin.post(`/v1/templates/${template}/versions`).send(body);

  it.each(['release', 'go-live', 'rust-microservice'])(
    '%s can be published as it is read: nothing changes',
    async (key) => {
      const { body } = await scene.admin.get(`/v1/templates/${key}`).expect(200);
      const { title, description, sections, sign_offs } = body;
      const version = { title, sections, sign_offs, ...(description !== null && { description }) };
      const same = await publish(key, version);
      expect(same.body).toMatchObject({ status: 409, code: 'no_change' });
      const next = await publish(key, { ...version, title: `${title} 2` }).expect(201);
      expect(next.body.resource).toMatchObject({ version: 2, title: `${title} 2`, sections });
      expect(next.headers['location']).toBe(`/v1/templates/${key}/versions/2`);
    },
  );

  it('have their sequence as ETag; who wrote on an older version sees what came after', async () => {
    const { headers } = await scene.admin.get('/v1/templates/small-server-deployment').expect(200);
    expect(headers['etag']).toBe('"1"');
    const path = '/v1/templates/small-server-deployment/versions';
    const write = (title: string) =>
      scene.admin
        .post(path)
        .set({ 'if-match': '"1"', 'x-request-id': 'stale' })
        .send({ ...RELEASE, title });
    await write('Mine').expect(201);
    const stale = await write('Yours');
    expectProblem({ target: path, requestId: 'stale', answer: stale }, 'precondition_failed');
    expect(stale.headers['etag']).toBe('"2"');
    expect(stale.body.events).toMatchObject([{ type: 'template.version_published', sequence: 2 }]);
  });

  it('are reached by key in any case and by id, in every version', async () => {
    const id = scene.ids['template'] ?? '';
    await publish(id, RELEASE).expect(201);
    for (const ref of [id, 'Go-Live']) {
      const versions = await scene.admin.get(`/v1/templates/${ref}/versions`).expect(200);
      const numbers = versions.body.data.map((entry: { version: number }) => entry.version);
      expect(numbers).toEqual(numbers.toSorted((a: number, b: number) => b - a));
      const first = await scene.admin.get(`/v1/templates/${ref}/versions/1`).expect(200);
      expect(first.body).toMatchObject({ id, key: 'go-live', version: 1, newest_version: numbers[0] });
    }
  });

  it('keep what was written: keys in lower case, links, levels, Japanese', async () => {
    const item = {
      key: '店舗.A',
      title: '在庫を確認する',
      description: 'すべて',
      links: [{ title: '手順', url: 'https://wiki.example.com/在庫' }],
      level: 'optional',
      phase: 'after',
      settled_by: 'any_child',
      items: [{ title: 'A' }, { title: 'B' }],
    };
    const template = { key: '在庫', title: '在庫', sections: [{ title: '', items: [item] }] };
    const { body, headers } = await scene.admin.post('/v1/templates').send(template).expect(201);
    const [written] = body.resource.sections[0].items;
    expect(written).toMatchObject({ ...item, key: '店舗.a', items: [{ title: 'A' }, { title: 'B' }] });
    expect(headers['location']).toBe(`/v1/templates/${encodeURI('在庫')}/versions/1`);
    const exported = await scene.admin.get(`/v1/templates/${encodeURIComponent('在庫')}/export`).expect(200);
    expect(exported.headers).toMatchObject({
      'content-type': 'text/markdown; charset=utf-8',
      etag: '"1"',
      'readiness-position': `${body.position}`,
    });
    expect(exported.text).toContain('在庫を確認する');
  });

  it('come in pages in the order they were made', async () => {
    const all = await scene.admin.get('/v1/templates').expect(200);
    expect(all.body.data.length).toBeGreaterThan(4);
    expect(await allPages(scene, '/v1/templates?limit=2')).toEqual(all.body.data);
  });
});
