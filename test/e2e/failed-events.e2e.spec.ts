import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { RowSet } from '../../src/eventstore/projections/row-set.js';
import type { RecordedEvent } from '../../src/eventstore/event.js';
import { itemsProjection } from '../../src/features/checklists/projections/items.projection.js';
import { createTestApp, type TestApp } from '../support/test-app.js';

describe('an event that a projection cannot take', () => {
  let t: TestApp;
  beforeAll(async () => {
    t = await createTestApp();
    await t.admin
      .post('/v1/templates/import?name=go-live')
      .set('content-type', 'text/markdown')
      .send('# Go live\n\n## Checks\n\n- [ ] Alpha\n- [ ] Beta\n')
      .expect(201);
    for (const key of ['shop', 'bank', 'till']) {
      await t.admin.post('/v1/projects').send({ key }).expect(201);
      await t.admin.post(`/v1/projects/${key}/checklists`).send({ template: 'go-live' }).expect(201);
    }
  });
  afterAll(async () => t.close());

  const check = (project: string, item: string, what = 'check') =>
    t.admin
      .post(`/v1/projects/${project}/checklists/go-live/items/checks.${item}/${what}`)
      .send({ reason: 'seen' });
  const readiness = (project: string, query = '') => t.admin.get(`/v1/projects/${project}/readiness${query}`);
  const failedEvents = async (query = '') =>
    (await t.admin.get(`/v1/admin/failed-events${query}`).expect(200)).body.data;

  /** The reducer throws for items that are failed, until mended. */
  const poison = (): void => {
    const { reduce } = itemsProjection;
    vi.spyOn(itemsProjection, 'reduce').mockImplementation(
      (rows: RowSet, event: RecordedEvent, referenced: ReadonlyMap<number, RecordedEvent>) => {
        reduce(rows, event, referenced);
        if (event.type === 'item.failed') throw new Error('an item failed, and so do I');
      },
    );
  };
  const mend = (): void => {
    vi.restoreAllMocks();
  };
  afterEach(mend);

  it('is told by every read of its project, and by no other; a retry after the fix heals it', async () => {
    await check('shop', 'alpha').expect(200);
    poison();
    const written = await check('shop', 'beta', 'fail').expect(200);
    expect(written.headers['readiness-set-aside']).toBe(`${written.body.position}`);
    await check('bank', 'alpha').expect(200);

    expect((await readiness('bank').expect(200)).body.counts).toMatchObject({ checked: 1 });
    const answer = await readiness('shop').expect(503);
    const [failed] = await failedEvents();
    expect(answer.body).toMatchObject({ code: 'set_aside', projection: 'items', position: failed.position });
    expect(answer.headers['retry-after']).toBe('5');
    for (const path of [
      'items',
      'checklists',
      'checklists/go-live',
      'checklists/go-live/items/checks.alpha',
    ]) {
      const current = await t.admin.get(`/v1/projects/shop/${path}`);
      expect([path, current.status, current.body.code]).toEqual([path, 503, 'set_aside']);
      const eventual = await t.admin.get(`/v1/projects/shop/${path}?consistency=eventual`).expect(200);
      expect([path, eventual.headers['readiness-set-aside']]).toEqual([path, `${failed.position}`]);
    }
    const eventual = await readiness('shop', '?consistency=eventual').expect(200);
    expect(eventual.headers['readiness-set-aside']).toBe(`${failed.position}`);
    expect(eventual.body.counts).toMatchObject({ checked: 1, failed: 0 });
    expect((await readiness('shop', `?at_position=${failed.position}`)).body.code).toBe('set_aside');
    await readiness('shop', `?at_position=${failed.position - 1}`).expect(200);

    expect(failed).toMatchObject({
      id: `items.${failed.position}`,
      event_type: 'item.failed',
      error: 'Error: an item failed, and so do I',
    });
    const { body } = await t.admin.get('/v1/admin/projections').expect(200);
    const items = body.data.find(({ name }: { name: string }) => name === 'items');
    expect(items.failed_events).toEqual({ retrying: 1, given_up: 0, dismissed: 0 });
    expect(items.lag).toBe(0);

    const still = await t.admin.post(`/v1/admin/failed-events/${failed.id}/retry`).send({}).expect(200);
    expect(still.body).toMatchObject({ healed: false, failed_event: { id: failed.id } });
    mend();
    const healed = await t.admin.post(`/v1/admin/failed-events/${failed.id}/retry`).send({});
    // The background may have been quicker.
    expect([healed.status, healed.body.healed ?? true]).toEqual([expect.toBeOneOf([200, 404]), true]);
    expect(await failedEvents()).toEqual([]);
    expect((await readiness('shop').expect(200)).body.counts).toMatchObject({ checked: 1, failed: 1 });
  });

  it('is mended by the background, too', async () => {
    poison();
    await check('bank', 'beta', 'fail');
    await readiness('bank').expect(503);
    mend();
    await expect.poll(async () => (await readiness('bank')).status).toBe(200);
  });

  it('is left out for good by an admin, with a reason that is an event', async () => {
    poison();
    await check('till', 'alpha', 'fail');
    await check('till', 'beta');
    const [failed] = await failedEvents('?state=retrying,given_up');
    const path = `/v1/admin/failed-events/${failed.id}`;
    await t.admin.delete(path).send({}).expect(400);
    const dismissed = await t.admin.delete(path).send({ reason: 'recorded by mistake' }).expect(200);
    expect(dismissed.body).toMatchObject({
      events: [{ type: 'projection.failure_dismissed' }],
      resource: { id: failed.id, state: 'dismissed', retry_at: null },
    });
    expect((await t.admin.delete(path).send({ reason: 'again' }).expect(409)).body.code).toBe('no_change');
    expect((await t.admin.post(`${path}/retry`).send({}).expect(409)).body.code).toBe('closed');
    const [event] = (await t.admin.get('/v1/events?type=projection.failure_dismissed').expect(200)).body.data;
    expect(event).toMatchObject({
      reason: 'recorded by mistake',
      payload: {
        projection: 'items',
        version: itemsProjection.version,
        position: failed.position,
        event_type: 'item.failed',
      },
      summary: expect.stringContaining(`left item.failed at position ${failed.position} out`),
    });
    const now = (await readiness('till').expect(200)).body;
    expect(now.counts).toMatchObject({ checked: 1, failed: 0, open: 1 });
    const then = (await readiness('till', `?at_position=${event.position}`).expect(200)).body;
    expect(then.counts).toEqual(now.counts);
    expect(await failedEvents('?state=dismissed')).toHaveLength(1);
    expect(await failedEvents()).toEqual([]);
  });

  it('is nobody else’s business', async () => {
    await t.admin.post('/v1/admin/failed-events/items.999999/retry').send({}).expect(404);
    await t.admin.delete('/v1/admin/failed-events/nonsense').send({ reason: 'x' }).expect(404);
    const account = await t.admin.post('/v1/members').send({ name: 'Ana', roles: ['contributor'] });
    const key = await t.admin.post(`/v1/members/${account.body.resource.id}/keys`).send({}).expect(201);
    const refused = await t.as(key.body.resource.key).get('/v1/admin/failed-events');
    expect({ status: refused.status, code: refused.body.code }).toEqual({ status: 403, code: 'not_allowed' });
  });
});
