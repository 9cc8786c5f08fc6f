import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { erase } from './support/erase.js';
import { createScene, type Scene } from './support/scene.js';

describe('A write repeated with its Idempotency-Key', () => {
  let scene: Scene;
  let hook: string;
  beforeAll(async () => {
    scene = await createScene();
    const webhook = { name: 'told', url: 'http://127.0.0.9:9/hook' };
    hook = (await scene.admin.post('/v1/webhooks').send(webhook).expect(201)).body.resource.id;
  });
  afterAll(async () => scene.close());

  const send = (method: 'post' | 'put' | 'patch' | 'delete', path: string, body: object, key: string) =>
    scene.admin[method](path).set('idempotency-key', key).send(body);

  it.each([
    [
      'a project',
      () => send('patch', '/v1/projects/empty', { description: 'One' }, 'p-1'),
      () => send('patch', '/v1/projects/empty', { description: 'Two' }, 'p-2'),
    ],
    [
      'a member',
      () => send('post', `/v1/members/${scene.ids['member']}/roles`, { role: 'approver' }, 'm-1'),
      () => send('delete', `/v1/members/${scene.ids['member']}/roles/approver`, {}, 'm-2'),
    ],
    [
      'a condition',
      () =>
        send('put', '/v1/projects/waiting/conditions/several-nodes', { answer: true, reason: 'Two' }, 'c-1'),
      () =>
        send('put', '/v1/projects/waiting/conditions/several-nodes', { answer: false, reason: 'One' }, 'c-2'),
    ],
    [
      'a webhook',
      () => send('post', `/v1/webhooks/${hook}/pause`, { reason: 'Rest' }, 'w-1'),
      () => send('post', `/v1/webhooks/${hook}/resume`, {}, 'w-2'),
    ],
  ])('is told how %s stood at first, not how it stands by now', async (_, first, then) => {
    const told = await first();
    expect(told.body).toHaveProperty('resource');
    const changed = await then();
    expect(changed.body.resource).not.toEqual(told.body.resource);
    const again = await first();
    expect(again.body).toEqual(told.body);
    expect([again.status, again.headers['etag']]).toEqual([told.status, told.headers['etag']]);
  });

  it('keeps no secret beside a key', async () => {
    const issued = await send('post', `/v1/service-accounts/${scene.ids['service']}/keys`, {}, 's-1').expect(
      201,
    );
    await send('post', '/v1/tenants', { key: 'acme' }, 's-2');
    const answers = await scene.db.admin<{ answer: string }[]>`
      SELECT answer FROM eventstore.idempotency WHERE answer IS NOT NULL`;
    expect(answers.length).toBeGreaterThan(0);
    for (const { answer } of answers) expect(answer).not.toMatch(/clr_|whsec_/);
    const again = await send('post', `/v1/service-accounts/${scene.ids['service']}/keys`, {}, 's-1').expect(
      201,
    );
    expect(again.body).toMatchObject({ position: issued.body.position, resource: { key: null } });
  });

  it('is told how things stand by now where an erasure came in between, and is not done again', async () => {
    const change = () => send('patch', '/v1/projects/empty', { description: 'Three' }, 'e-1').expect(200);
    const told = await change();
    await send('patch', '/v1/projects/empty', { description: 'Four' }, 'e-2').expect(200);
    const reason = await scene.admin
      .post('/v1/projects/shop/checklists/go-live/items/ha-setup.run-three-nodes/check')
      .send({ reason: 'Erased' })
      .expect(200);
    await erase(scene, [reason.body.position]);
    expect(
      await scene.db.admin`SELECT FROM eventstore.idempotency WHERE answer IS NOT NULL AND key = 'e-1'`,
    ).toEqual([]);
    const again = await change();
    expect(again.body).toMatchObject({ position: told.body.position, resource: { description: 'Four' } });
  });
});
