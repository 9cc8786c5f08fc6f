import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ProjectionBehind, ProjectionReader } from '../../src/eventstore/projections/projection-reader.js';
import { PROJECT_ROUTES } from './routes/projects.js';
import { describeRoutes } from './support/describe-routes.js';
import { expectProblem } from './support/expect-problem.js';
import { allPages } from './support/pages.js';
import { createScene, newestPosition, type Scene } from './support/scene.js';

describeRoutes(PROJECT_ROUTES);

describe('Projects', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await createScene();
  });
  afterAll(async () => scene.close());

  it('are reached by key in any case and form, and by id', async () => {
    const café = 'café'.normalize('NFD');
    const created = await scene.admin.post('/v1/projects').send({ key: café }).expect(201);
    expect(created.body.resource.key).toBe('café'.normalize('NFC'));
    expect(created.headers['location']).toBe('/v1/projects/caf%C3%A9');
    const refs = [café, 'CAFÉ', 'Café'.normalize('NFD'), created.body.resource.id];
    for (const ref of refs) {
      const read = await scene.admin.get(`/v1/projects/${encodeURIComponent(ref)}`).expect(200);
      expect(read.body).toEqual(created.body.resource);
    }
  });

  it.each(['店'.repeat(64), '\u{20000}'.repeat(32), 'x'.repeat(64)])(
    'are reached by a key as long as keys may be: %s',
    async (key) => {
      const { headers } = await scene.admin.post('/v1/projects').send({ key }).expect(201);
      const { body } = await scene.admin.get(headers['location'] ?? '').expect(200);
      expect(body.key).toBe(key);
    },
  );

  it('exist once under a key, however many ask for it at once and in whatever case', async () => {
    const keys = ['race', 'RACE', 'Race', 'rACE', 'raCE', 'RacE'];
    const answers = await Promise.all(keys.map((key) => scene.admin.post('/v1/projects').send({ key })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const late = answers.filter(({ status }) => status === 409);
    expect(late).toHaveLength(5);
    expect(late[0]?.body).toMatchObject({
      code: 'already_exists',
      detail: expect.stringMatching(/^There is a project with the key "race" already\.$/i),
    });
  });

  it('have their sequence as ETag; who decided on an older one sees what came after', async () => {
    const { headers } = await scene.admin.get('/v1/projects/empty').expect(200);
    expect(headers['etag']).toBe('"1"');
    const change = (etag: string, body: object) =>
      scene.admin.patch('/v1/projects/empty').set({ 'if-match': etag, 'x-request-id': 'stale' }).send(body);
    const renamed = await change('"1"', { name: 'Renamed', description: 'And described' }).expect(200);
    expect(renamed.headers['etag']).toBe('"3"');
    expect(renamed.body).toMatchObject({ resource: { sequence: 3, name: 'Renamed' } });
    await change('*', { name: 'Whatever it is' }).expect(200);

    const stale = await change('"2"', { name: 'Too late' });
    expectProblem(
      { target: '/v1/projects/empty', requestId: 'stale', answer: stale },
      'precondition_failed',
      ['header /If-Match'],
    );
    expect(stale.headers['etag']).toBe('"4"');
    expect(stale.body.events).toMatchObject([
      { type: 'project.described', sequence: 3 },
      { type: 'project.renamed', sequence: 4, after: { name: 'Whatever it is' }, actor: { kind: 'service' } },
    ]);
  });

  it('are created once under an Idempotency-Key, and told again as they were told', async () => {
    const create = (body: object) =>
      scene.admin
        .post('/v1/projects')
        .set({ 'idempotency-key': '"once"', 'x-request-id': 'again' })
        .send(body);
    const first = await create({ key: 'once', name: 'Once' }).expect(201);
    const again = await create({ name: 'Once', key: 'once' }).expect(201);
    expect({ ...again.body, location: again.headers['location'] }).toEqual({
      ...first.body,
      location: first.headers['location'],
    });
    const other = await create({ key: 'twice' });
    expectProblem({ target: '/v1/projects', requestId: 'again', answer: other }, 'idempotency_key_reused', [
      'header /Idempotency-Key',
    ]);
  });

  it('come in pages in the order they were created', async () => {
    const all = await scene.admin.get('/v1/projects?limit=1000').expect(200);
    expect(all.body.next_cursor).toBeNull();
    expect(all.headers).not.toHaveProperty('link');
    expect(await allPages(scene, '/v1/projects?limit=2')).toEqual(all.body.data);
    expect(all.body.data.map((project: { key: string }) => project.key).slice(0, 3)).toEqual([
      'Shop',
      '店舗',
      'empty',
    ]);
  });

  it('say which position they reflect, also where somebody does not wait for the newest', async () => {
    const written = await scene.admin.post('/v1/projects').send({ key: 'newest' }).expect(201);
    const read = await scene.admin.get('/v1/projects/newest').expect(200);
    expect(read.headers['readiness-position']).toBe(`${written.body.position}`);
    expect(written.body.position).toBe(await newestPosition(scene));
    const eventual = await scene.admin.get('/v1/projects?consistency=eventual').expect(200);
    expect(Number(eventual.headers['readiness-position'])).toBeLessThanOrEqual(written.body.position);
  });

  it('are not shown where they would be behind the log', async () => {
    vi.spyOn(scene.app.get(ProjectionReader), 'read').mockRejectedValue(new ProjectionBehind('projects'));
    const answer = await scene.admin.get('/v1/projects/shop').set('x-request-id', 'behind');
    expectProblem({ target: '/v1/projects/shop', requestId: 'behind', answer }, 'unavailable');
    expect(answer.headers['retry-after']).toBe('1');
  });

  it.each(['', 'a b', 'é', 'x'.repeat(129)])('get an id for requests that bring none: %j', async (given) => {
    const answer = await fetch(`${await scene.app.getUrl()}/v1/projects/shop`, {
      headers: { 'x-request-id': given },
    });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await answer.json()).toHaveProperty('request_id', answer.headers.get('x-request-id'));
  });
});
