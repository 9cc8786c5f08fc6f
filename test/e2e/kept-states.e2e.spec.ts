import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { EventStore } from '../../src/eventstore/eventstore.js';
import { EVENTS_BETWEEN_STATES } from '../../src/eventstore/projections/kept-states.js';
import { StateKeeper } from '../../src/features/checklists/state-keeper.js';
import { createScene, itemPath, newestPosition, type Scene } from './support/scene.js';

const A_WRITE = 500;

describe('The past of a project with a long log', () => {
  let scene: Scene;
  let store: EventStore;
  let middle: number;
  const check = (item: string) =>
    scene.admin
      .post(`${itemPath(item)}/check`)
      .send({})
      .expect(200);
  const readiness = async (position: number) =>
    (await scene.admin.get(`/v1/projects/shop/readiness?at_position=${position}`).expect(200)).body;

  beforeAll(async () => {
    scene = await createScene();
    store = scene.app.get(EventStore);
    await check('ha-setup.run-three-nodes');
    await comments(EVENTS_BETWEEN_STATES / 2);
    await check('ha-setup.configure-backups');
    middle = await newestPosition(scene);
    await comments(EVENTS_BETWEEN_STATES);
    await check('ha-setup.test-the-restore');
  });
  afterAll(async () => scene.close());

  /** So many comments on an item, as the first one is recorded. */
  async function comments(count: number): Promise<void> {
    await scene.admin
      .post(`${itemPath('ha-setup.run-three-nodes')}/comment`)
      .send({ text: 'Again' })
      .expect(200);
    const [comment] = await store.query('default', { types: ['item.commented'], order: 'desc', limit: 1 });
    if (!comment) throw new Error('there is no comment');
    const { stream, project, type, revision, payload } = comment;
    for (let done = 0; done < count; done += A_WRITE)
      await store.append({
        tenant: 'default',
        context: comment,
        writes: [
          {
            stream,
            expected: comment.sequence + done,
            project,
            events: Array.from({ length: A_WRITE }, () => ({
              type,
              revision,
              payload,
              private: { text: 'Again' },
            })),
          },
        ],
      });
  }

  it('is answered from the nearest kept state, the same as from the first event', async () => {
    const newest = await newestPosition(scene);
    const folded = [await readiness(middle), await readiness(newest - 1), await readiness(newest)];
    expect(folded.map(({ counts }) => counts.checked)).toEqual([2, 2, 4]);
    await scene.db.admin`DELETE FROM projections.kept_states`;

    await scene.app.get(StateKeeper).round('default');
    const kept = await scene.db.admin<{ next_position: number }[]>`
      SELECT next_position FROM projections.kept_states ORDER BY 1`;
    expect(kept).toHaveLength(1);
    const query = vi.spyOn(store, 'query');
    expect([await readiness(middle), await readiness(newest - 1), await readiness(newest)]).toEqual(folded);
    const pages = query.mock.calls.filter(([, { project }]) => project === scene.ids['project']);
    expect(pages.map(([, { after }]) => after)).toContain((kept[0]?.next_position ?? 0) - 1);
    expect(pages.length).toBeLessThanOrEqual(12);
  });

  it('keeps no second state before as many events were recorded again', async () => {
    await scene.app.get(StateKeeper).round('default');
    await scene.app.get(StateKeeper).round('default');
    expect(await scene.db.admin`SELECT next_position FROM projections.kept_states`).toHaveLength(1);
  });

  it('is drawn over time as before', async () => {
    const newest = await store.query('default', { order: 'desc', limit: 1 });
    const to = newest[0]?.createdAt;
    const [before] = await store.query('default', { after: middle, order: 'asc', limit: 1 });
    const timeline = async () =>
      (
        await scene.admin
          .get(`/v1/projects/shop/readiness/timeline?from=${before?.createdAt}&to=${to}&points=5`)
          .expect(200)
      ).body.points;
    const drawn = await timeline();
    await scene.db.admin`DELETE FROM projections.kept_states`;
    expect(await timeline()).toEqual(drawn);
    expect(drawn.at(-1).counts.checked).toBe(4);
  });
});
