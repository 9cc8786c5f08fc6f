import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDeliveryScene, type DeliveryScene, webhookEvents } from './support/delivery-scene.js';
import { openReceiver, type Receiver } from './support/receiver.js';
import { until } from '../support/until.js';

let scene: DeliveryScene;
let receiver: Receiver;
beforeEach(async () => {
  scene = await createDeliveryScene();
  receiver = await openReceiver();
});
afterEach(async () => {
  await scene.close();
  await receiver.close();
});

describe('Several nodes', () => {
  it('make one delivery of an event, and go on for one that is stopped', async () => {
    const nodes = [scene.node(), scene.node(), scene.node()];
    await scene.webhook(receiver.url);
    const sent: string[] = [];
    for (let n = 0; n < 60; n += 1) {
      sent.push((await scene.note(`many-${n % 7}`)).id);
      if (n % 20 === 10) await nodes.shift()?.beforeApplicationShutdown();
    }
    scene.node();
    await until(() => expect(receiver.taken()).toHaveLength(60));
    expect(
      receiver
        .taken()
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(sent.toSorted());
    // A node that stops gives up what is under way, four deliveries at most, and three are stopped.
    expect(receiver.received.length).toBeLessThanOrEqual(60 + 3 * 4);
    for (let aggregate = 0; aggregate < 7; aggregate += 1) {
      const order = receiver.taken().filter(({ event }) => event.subject === `note/many-${aggregate}`);
      const positions = order.map(({ event }) => event.sequence);
      expect(positions).toEqual(positions.toSorted());
    }
  });

  it('take over from one that is silent, and what that one still does is not written', async () => {
    const { id } = await scene.webhook(receiver.url);
    await scene.deliveries.ensure(scene.tenant, id, 0);
    const dead = await scene.deliveries.take(scene.tenant, id, 'a node that was killed', 600_000);
    if (!dead) throw new Error('nobody else can have it');
    const event = await scene.note('taken-over');
    expect(await scene.deliveries.take(scene.tenant, id, 'another one', 500)).toBeNull();
    await scene.admin`UPDATE integrations.webhook_cursors SET lease_until = clock_timestamp() WHERE webhook = ${id}`;
    scene.node();
    await until(() => expect(receiver.taken().map((one) => one.id)).toEqual([event.id]));
    expect(await scene.deliveries.renew(dead.lease, 500)).toBe(false);
    await expect(scene.deliveries.save(dead.lease, dead.progress)).rejects.toThrow(/another node/);
    const late = { state: 'retrying', attempts: 1, at: new Date(), nextAt: null, entry: null } as const;
    await expect(scene.deliveries.record(dead.lease, [{ event, record: late }])).rejects.toThrow(
      /another node/,
    );
    await until(async () =>
      expect(await scene.rows(id)).toMatchObject([{ state: 'delivered', attempts: 1 }]),
    );
  });

  it('disable a webhook once, whoever finds out', async () => {
    scene.node();
    scene.node();
    receiver.answer = () => 410;
    const { id } = await scene.webhook(receiver.url);
    for (let n = 0; n < 8; n += 1) await scene.note(`gone-${n}`);
    await until(async () => expect(await scene.status(id)).toBe('gone'));
    expect(await webhookEvents(scene)).toEqual(['webhook.created', 'webhook.disabled']);
  });
});
