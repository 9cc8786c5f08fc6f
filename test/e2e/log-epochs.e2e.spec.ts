import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rebuild } from '../../src/eventstore/projections/rebuild.js';
import { ItemsProjector } from '../../src/features/checklists/items-projector.js';
import { openCheckpoint } from '../../src/transparency/checkpoint.js';
import { parseVerifierKey } from '../../src/transparency/note-key.js';
import { until } from '../support/until.js';
import { LOG_EPOCH_ROUTES } from './routes/log.js';
import { describeRoutes } from './support/describe-routes.js';
import { createScene, type Scene, sealed } from './support/scene.js';
import { openSse } from './support/sse-client.js';

/** The stored tree is changed, so that the sealer finds that it cannot go on. */
async function halt(scene: Scene): Promise<void> {
  await until(async () => expect(await changeTree(scene)).toBe(true));
  await scene.admin.post('/v1/projects').send({ key: 'unsealed' }).expect(201);
  await until(async () => expect((await stateOf(scene)).state).toBe('halted'));
}

/** Under the sealer's lock, since a round under way would write over the change; false where nothing is sealed yet. */
async function changeTree(scene: Scene): Promise<boolean> {
  return await scene.db.admin.begin(async (sql) => {
    await sql`SELECT FROM sealing.trees FOR UPDATE`;
    const changed = await sql`
      UPDATE sealing.edges SET hashes = set_byte(hashes, 0, get_byte(hashes, 0) # 255) WHERE level = 0 RETURNING 1`;
    return changed.length > 0;
  });
}

async function stateOf(scene: Scene) {
  return (await scene.admin.get('/v1/admin/log').expect(200)).body.epochs.at(-1);
}

describeRoutes(LOG_EPOCH_ROUTES, halt);

describe('A log that cannot be sealed any further', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await createScene();
  });
  afterAll(async () => scene.close());

  it('goes on in a new epoch, which says how the old one ended, and everything else goes on with it', async () => {
    const begin = (body: object, key = 'epoch-1') =>
      scene.admin.post('/v1/admin/log/epochs').set('idempotency-key', key).send(body);
    const refused = await begin({ reason: 'just so' }, 'too-early').expect(422);
    expect(refused.body.detail).toContain('not halted');

    const before = (await scene.admin.get('/v1/log/checkpoint').expect(200)).text;
    await halt(scene);
    const unsealed = (await scene.admin.get('/v1/events?limit=1').expect(200)).body.data[0];
    const proof = await scene.admin.get(`/v1/events/${unsealed.position}/proof`).expect(503);
    expect(proof.body).toMatchObject({
      code: 'not_sealed',
      detail: expect.stringContaining('tiles were changed'),
    });
    expect(
      (await begin({ reason: 'x', checkpoint: 'nonsense' }, 'wrong').expect(422)).body.errors,
    ).toMatchObject([{ pointer: '/checkpoint' }]);

    const begun = (await begin({ reason: 'a disk failed' }).expect(200)).body;
    expect(begun.position).toBe(2 ** 32);
    expect((await begin({ reason: 'a disk failed' }).expect(200)).body.position).toBe(2 ** 32);
    const event = (await scene.admin.get(`/v1/events/${2 ** 32}`).expect(200)).body;
    expect(event).toMatchObject({
      type: 'log.epoch_begun',
      private: { reason: 'a disk failed' },
      payload: { epoch: 1 },
    });
    const { previous, origin } = event.payload;
    expect(origin).toBe('clearance.local/log/default/1');
    expect(previous.events).toBe(unsealed.position + 1);
    const keys = (await scene.admin.get('/v1/log/keys').expect(200)).body.data.map((entry: { key: string }) =>
      parseVerifierKey(entry.key),
    );
    expect(openCheckpoint(previous.checkpoint, previous.origin, keys).checkpoint.size).toBeGreaterThanOrEqual(
      openCheckpoint(before, previous.origin, keys).checkpoint.size,
    );

    const { receipt } = (await scene.admin.post('/v1/projects').send({ key: 'later' }).expect(201)).body;
    expect(receipt.origin).toBe(origin);
    await sealed(scene, receipt.position);
    const proven = (await scene.admin.get(`/v1/events/${receipt.position}/proof`).expect(200)).body;
    expect(proven).toMatchObject({
      origin,
      epoch: 1,
      leaf_hash: receipt.leaf_hash,
      index: receipt.position - 2 ** 32,
    });
    const projects = (await scene.admin.get('/v1/projects').expect(200)).body.data;
    expect(projects.map((project: { key: string }) => project.key)).toEqual(
      expect.arrayContaining(['unsealed', 'later']),
    );
    expect((await scene.admin.get('/v1/log/checkpoint?epoch=0').expect(200)).text).toContain(
      '/log/default\n',
    );
    expect((await stateOf(scene)).state).toBe('sealing');
    expect((await scene.admin.get('/v1/admin/log').expect(200)).body.epochs[0]).toMatchObject({
      state: 'ended',
    });
  });

  it('is streamed across the gap between two epochs, to whoever comes back from before it', async () => {
    const first = 2 ** 32;
    const last = (await scene.admin.get(`/v1/events?limit=1&before=${first}`).expect(200)).body.data[0];
    const stream = await openSse(scene.server, '/v1/events/stream', {
      authorization: `Bearer ${scene.adminKey}`,
      'last-event-id': `${last.position - 1}`,
    });
    await until(() => expect(stream.messages.length).toBeGreaterThanOrEqual(2)).finally(() => stream.close());
    expect(stream.messages.slice(0, 2).map(({ id }) => id)).toEqual([`${last.position}`, `${first}`]);
  });

  it('is rebuilt across the gap in a few steps', async () => {
    const steps: string[] = [];
    const projector = scene.app.get(ItemsProjector, { strict: false });
    await rebuild(projector, scene.db.database.project, {
      onStep: async (step) => void steps.push(step),
    });
    expect(steps.at(-1)).toBe('swapped');
    expect(steps.length).toBeLessThan(20);
    await scene.admin.get('/v1/projects/shop/readiness').expect(200);
  });
});
