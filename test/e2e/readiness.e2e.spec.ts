import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { READINESS_ROUTES } from './routes/readiness.js';
import { describeRoutes } from './support/describe-routes.js';
import { createScene, itemPath, newestPosition, type Scene } from './support/scene.js';

describeRoutes(READINESS_ROUTES);

describe('Readiness', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await createScene();
    await scene.admin
      .post(`${itemPath('ha-setup.run-three-nodes')}/check`)
      .send({})
      .expect(200);
  });
  afterAll(async () => scene.close());

  const readiness = async (query = '', project = 'shop') => {
    const { body, headers } = await scene.admin.get(`/v1/projects/${project}/readiness${query}`).expect(200);
    expect(headers['readiness-position']).toBe(`${body.position}`);
    return body;
  };

  it('is the same by key in any case, by id, by gate, and at the newest position', async () => {
    const now = await readiness();
    expect(now).toMatchObject({ project: 'Shop', gate: 'go-live', counts: { checked: 1 } });
    expect(now.position).toBe(await newestPosition(scene));
    for (const same of [
      await readiness('', scene.ids['project']),
      await readiness('?gate=go-live', 'SHOP'),
      await readiness(`?at_position=${now.position}&as_of=${now.as_of}`),
    ])
      expect(same).toEqual(now);
    // Since the newest event nothing has run out, so that is since when the answer holds.
    expect(await readiness(`?at_position=${now.position}`)).toEqual(now);
  });

  it('is asked for at any time of the calendar', async () => {
    const now = await readiness();
    const first = await readiness('?as_of=0001-01-01T00:00:00Z');
    expect(first).toMatchObject({ counts: { total: 0 }, position: -1, as_of: '0001-01-01T00:00:00.000000Z' });
    for (const time of ['9999-12-31T23:59:59.999999Z', '2100-01-01T00:00:00.999999%2B01:00']) {
      const last = await readiness(`?as_of=${time}`);
      expect({ ...last, as_of: now.as_of }).toEqual(now);
    }
    expect((await readiness(`?as_of=${now.as_of}`)).digest).toBe(now.digest);
  });

  it('of a project without checklists says that there is nothing to assess', async () => {
    expect(await readiness('', 'empty')).toMatchObject({
      verdict: 'not_ready',
      score: null,
      reasons: [{ code: 'nothing_to_assess', item: null }],
    });
  });
});
