import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATIONS_ROUTES } from './routes/operations.js';
import { describeRoutes } from './support/describe-routes.js';
import { createScene, newestPosition, type Scene } from './support/scene.js';

describeRoutes(OPERATIONS_ROUTES);

describe('Projections', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await createScene();
  });
  afterAll(async () => scene.close());

  it('are shown with how far they have read', async () => {
    const newest = await newestPosition(scene);
    const names = (): Promise<string[]> =>
      scene.admin
        .get('/v1/admin/projections')
        .expect(200)
        .then(({ body }) =>
          body.data
            .filter(
              (entry: { position: number; lag: number }) => entry.position === newest && entry.lag === 0,
            )
            .map((entry: { name: string }) => entry.name),
        );
    await expect.poll(names).toEqual(expect.arrayContaining(['access', 'items', 'projects', 'templates']));
  });

  it('are rebuilt while they are read, and say when that is done', async () => {
    const before = await scene.admin.get('/v1/projects/shop/items').expect(200);
    const never = await scene.admin.get('/v1/admin/projections/items/rebuild').expect(200);
    expect(never.body).toMatchObject({ state: 'never', started_at: null });
    const started = await scene.admin.post('/v1/admin/projections/items/rebuild').send({}).expect(202);
    expect(started.body).toMatchObject({ projection: 'items', state: 'running', finished_at: null });
    const state = async () => (await scene.admin.get('/v1/admin/projections/items/rebuild').expect(200)).body;
    await expect.poll(async () => (await state()).state).toBe('done');
    expect(await state()).toMatchObject({ progress: 1, error: null, finished_at: expect.any(String) });
    const after = await scene.admin.get('/v1/projects/shop/items').expect(200);
    expect(after.body).toEqual(before.body);
  });

  it('are rebuilt without a body as well', async () => {
    await scene.admin.post('/v1/admin/projections/projects/rebuild').expect(202);
    const state = async () => (await scene.admin.get('/v1/admin/projections/projects/rebuild')).body.state;
    await expect.poll(state).toBe('done');
  });
});
