import { expect } from 'vitest';
import { until } from '../../support/until.js';
import type { Scene } from './scene.js';

/** A person with every right. */
export async function person(scene: Scene, name: string): Promise<{ id: string; key: string }> {
  const { resource } = (
    await scene.admin
      .post('/v1/members')
      .send({ name, roles: ['admin'] })
      .expect(201)
  ).body;
  const issued = await scene.admin.post(`/v1/members/${resource.id}/keys`).send({}).expect(201);
  return { id: resource.id, key: issued.body.resource.key };
}

/**
 * Two erasures that are asked for and a legal hold, by Ben; the scene's admin is Eva from then on, since only people may
 * see to privacy.
 */
export async function preparePrivacy(scene: Scene): Promise<void> {
  const [eva, ben] = [await person(scene, 'Eva'), await person(scene, 'Ben')];
  const asBen = scene.as(ben.key);
  const ask = async () =>
    (await asBen.post('/v1/erasures').send({ account: scene.ids['member'], reason: 'asked' }).expect(201))
      .body;
  const [erasure, other, hold] = [
    await ask(),
    await ask(),
    (await asBen.post('/v1/legal-holds').send({ project: 'empty', reason: 'x' }).expect(201)).body,
  ];
  Object.assign(scene.keys, { admin: eva.key });
  Object.assign(scene.ids, {
    erasure: erasure.resource.id,
    other_erasure: other.resource.id,
    hold: hold.resource.id,
  });
}

/** A webhook to a name that nobody resolves: its delivery waits for its next attempt. */
export async function prepareWebhooks(scene: Scene): Promise<void> {
  const body = { name: 'Chat', url: 'https://hooks.invalid/x', types: ['policy.*'] };
  const made = await scene.admin.post('/v1/webhooks').send(body).expect(201);
  const webhook: string = made.body.resource.id;
  const policy = { four_eyes: 'relaxed', reason: 'x' };
  const set = await scene.admin.put('/v1/policies/four-eyes').send(policy).expect(200);
  await until(async () => {
    const { body: page } = await scene.admin.get(`/v1/webhooks/${webhook}/deliveries`).expect(200);
    expect(page.data).toHaveLength(1);
  });
  Object.assign(scene.ids, { webhook, delivery: `${set.body.position}` });
}
