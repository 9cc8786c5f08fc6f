import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pauseWebhook, requestRedelivery, resumeWebhook } from '../../src/integrations/webhooks/webhook.js';
import { createDeliveryScene, type DeliveryScene } from './support/delivery-scene.js';
import { openReceiver, type Receiver } from './support/receiver.js';
import { until } from '../support/until.js';

const HOUR = 3_600_000;

let scene: DeliveryScene;
let receiver: Receiver;
beforeAll(async () => {
  scene = await createDeliveryScene();
  scene.node();
});
afterAll(async () => scene.close());
beforeEach(async () => {
  receiver = await openReceiver();
});
afterEach(async () => receiver.close());

let notes = 0;
const fresh = (name: string): string => `${name}-${(notes += 1)}`;
const ids = (all: readonly { id: string }[]): string[] => all.map(({ id }) => id);

/** Gives up the webhook of a test, so that those of later tests are alone. */
async function done(id: string): Promise<void> {
  if ((await scene.status(id)) === 'active')
    await scene.act(id, (state) => pauseWebhook(state, 'the test is over'));
}

describe('An endpoint', () => {
  it('gets every event it wants once, signed, in order of each aggregate', async () => {
    const { id, secret } = await scene.webhook(receiver.url);
    const [one, other] = [fresh('a'), fresh('b')];
    const sent = [];
    for (let n = 0; n < 10; n += 1)
      for (const aggregate of [one, other]) sent.push(await scene.note(aggregate));
    await scene.note(fresh('c'), { type: 'other.made' });
    await until(() => expect(receiver.received).toHaveLength(20));
    expect(ids(receiver.received).toSorted()).toEqual(ids(sent).toSorted());
    for (const aggregate of [one, other]) {
      const got = receiver.received.filter(({ event }) => event.subject === `note/${aggregate}`);
      expect(ids(got)).toEqual(ids(sent.filter(({ stream }) => stream.id === aggregate)));
    }
    for (const { body, headers } of receiver.received) new Webhook(secret).verify(body, headers);
    expect(receiver.received[0]).toMatchObject({
      headers: {
        'content-type': 'application/cloudevents+json; charset=utf-8',
        'user-agent': 'Clearance/test',
      },
      event: { specversion: '1.0', source: `clearance.test/log/${scene.tenant}`, type: 'note.made' },
    });
    const positions = sent.map(({ position }) => `${position}`.padStart(16, '0'));
    expect(receiver.received.map(({ event }) => event.sequence).toSorted()).toEqual(positions);
    await done(id);
  });

  it('is asked for what its filter lets through alone', async () => {
    const types = await scene.webhook(receiver.url, { types: ['task.done'] });
    const level = await scene.webhook(receiver.url, { types: [], levels: ['required'] });
    const project = await scene.webhook(receiver.url, { projects: [{ id: 'prj_2', key: 'two' }], types: [] });
    await scene.note(fresh('t'), { type: 'task.done' });
    await scene.note(fresh('t'), { type: 'task.begun' });
    await scene.note(`${fresh('c')}/optional`, { type: 'item.checked' });
    await scene.note(`${fresh('c')}/needed`, { type: 'item.checked' });
    await until(() => expect(receiver.received).toHaveLength(2));
    const last = await scene.note(fresh('t'), { type: 'task.done' });
    await until(() => expect(receiver.received.at(-1)?.id).toBe(last.id));
    expect(receiver.received.map(({ event }) => event.type).toSorted()).toEqual([
      'item.checked',
      'task.done',
      'task.done',
    ]);
    expect(receiver.received.find(({ event }) => event.type === 'item.checked')?.event.subject).toMatch(
      /needed$/,
    );
    for (const { id } of [types, level, project]) await done(id);
  });

  it('that cannot take one event gets those of other aggregates, and later ones of that aggregate after it', async () => {
    const { id } = await scene.webhook(receiver.url);
    const [bad, good] = [fresh('bad'), fresh('good')];
    receiver.answer = ({ event }, times) => (event.subject === `note/${bad}` && times < 3 ? 500 : 204);
    const held = [await scene.note(bad), await scene.note(bad), await scene.note(bad)];
    const free = [await scene.note(good), await scene.note(good)];
    await until(() => expect(ids(receiver.taken())).toEqual(ids(free)));
    await until(async () => expect((await scene.rows(id)).map(({ state }) => state)).toContain('waiting'));
    expect(receiver.received.filter((one) => one.id === held[1]?.id)).toEqual([]);
    await until(async () => {
      scene.pass(HOUR);
      expect(ids(receiver.taken())).toEqual(ids([...free, ...held]));
    });
    await done(id);
  });

  it('that was down for an hour gets every event afterwards, and until then few are tried', async () => {
    const { id } = await scene.webhook(receiver.url);
    receiver.answer = () => 503;
    const sent = [];
    for (let n = 0; n < 150; n += 1) sent.push(await scene.note(fresh('down')));
    await until(() => expect(receiver.received.length).toBeGreaterThanOrEqual(3));
    for (let minute = 0; minute < 60; minute += 1) scene.pass(60_000);
    await until(() => expect(receiver.received.length).toBeGreaterThan(4));
    const tried = new Set(ids(receiver.received));
    expect(tried.size).toBeLessThan(10);
    receiver.answer = () => 204;
    await until(async () => {
      scene.pass(HOUR);
      expect(receiver.taken()).toHaveLength(150);
    });
    expect(ids(receiver.taken()).toSorted()).toEqual(ids(sent).toSorted());
    await until(async () =>
      expect((await scene.rows(id)).every(({ state }) => state === 'delivered')).toBe(true),
    );
    await done(id);
  });

  it('that loses its answers gets what it took once more, under the same id', async () => {
    const { id } = await scene.webhook(receiver.url);
    receiver.answer = (_, times) => (times === 1 ? (response) => response.socket?.destroy() : 204);
    const sent = [await scene.note(fresh('lost')), await scene.note(fresh('lost'))];
    await until(() => expect(receiver.received.length).toBeGreaterThanOrEqual(2));
    await until(async () => {
      scene.pass(60_000);
      expect(receiver.taken()).toHaveLength(2);
    });
    expect(new Set(ids(receiver.received))).toEqual(new Set(ids(sent)));
    await done(id);
  });

  it('that redirects, or answers without an end, leads nowhere and holds nobody up', async () => {
    const { id } = await scene.webhook(receiver.url);
    receiver.answer = () => (response) => {
      response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end();
    };
    const moved = await scene.note(fresh('moved'));
    await until(async () => expect(await scene.rows(id)).toMatchObject([{ state: 'retrying' }]));
    receiver.answer = () => (response) => {
      response.writeHead(200);
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(16_384)));
      };
      response.on('drain', more);
      more();
    };
    await until(async () => {
      scene.pass(60_000);
      expect(await scene.rows(id)).toMatchObject([{ state: 'delivered', position: moved.position }]);
    });
    const [row] = await scene.admin<
      { log: { response: { status: number; cut: boolean; body: string } }[] }[]
    >`
      SELECT log FROM integrations.webhook_deliveries WHERE webhook = ${id}`;
    expect(row?.log.map(({ response }) => response.status)).toEqual([302, 200]);
    expect(row?.log[1]?.response).toMatchObject({ cut: true, body: 'x'.repeat(1_024) });
    await done(id);
  });

  it('that is slow delays no other one', async () => {
    const slow = await openReceiver();
    slow.answer = () => () => undefined;
    const [stuck, quick] = [await scene.webhook(slow.url), await scene.webhook(receiver.url)];
    for (let n = 0; n < 20; n += 1) await scene.note(fresh('quick'));
    await until(() => expect(receiver.taken()).toHaveLength(20));
    expect(slow.taken()).toEqual([]);
    expect(slow.received.length).toBeLessThanOrEqual(4);
    await done(stuck.id);
    await done(quick.id);
    await slow.close();
  });
});

describe('A webhook stops', () => {
  it('at once where the receiver is gone (410), and goes on where it stopped when it is resumed', async () => {
    const { id } = await scene.webhook(receiver.url);
    receiver.answer = () => 410;
    const first = await scene.note(fresh('gone'));
    await until(async () => expect(await scene.status(id)).toBe('gone'));
    const meanwhile = await scene.note(fresh('gone'));
    expect(receiver.received).toHaveLength(1);
    receiver.answer = () => 204;
    await scene.act(id, resumeWebhook);
    await until(() => expect(ids(receiver.taken()).toSorted()).toEqual(ids([first, meanwhile]).toSorted()));
    await done(id);
  });

  it('after the whole schedule where nothing gets through, and delivers all of it when it is resumed', async () => {
    const { id } = await scene.webhook(receiver.url);
    receiver.answer = () => 500;
    const sent = [await scene.note(fresh('never')), await scene.note(fresh('never'))];
    await until(async () => {
      scene.pass(24 * HOUR);
      expect(await scene.status(id)).toBe('failing');
    });
    const attempts = Math.max(...(await scene.rows(id)).map((row) => row.attempts));
    expect(attempts).toBe(11);
    sent.push(await scene.note(fresh('never')));
    receiver.answer = () => 204;
    await scene.act(id, resumeWebhook);
    await until(() => expect(ids(receiver.taken()).toSorted()).toEqual(ids(sent).toSorted()));
    await done(id);
  });

  it('not because of one event that it cannot take: that one is given up, and asked for again by hand', async () => {
    const { id } = await scene.webhook(receiver.url);
    const poison = fresh('poison');
    receiver.answer = ({ event }) => (event.subject === `note/${poison}` ? 500 : 204);
    const [bad, behind] = [await scene.note(poison), await scene.note(poison)];
    await until(async () => expect(await scene.rows(id)).toHaveLength(2));
    await until(async () => {
      scene.pass(24 * HOUR);
      const healthy = await scene.note(fresh('healthy'));
      // Days in which nothing gets through would count against the endpoint as a whole.
      await until(() => expect(ids(receiver.taken())).toContain(healthy.id));
      const dead = (await scene.rows(id)).filter(({ state }) => state === 'dead');
      expect(dead.map(({ position }) => position)).toEqual([bad.position, behind.position]);
    });
    expect(await scene.status(id)).toBe('active');
    receiver.answer = () => 204;
    await scene.act(id, (state) => requestRedelivery(state, bad.position, behind.position));
    await until(() => {
      const got = receiver.taken().filter(({ event }) => event.subject === `note/${poison}`);
      expect(ids(got)).toEqual(ids([bad, behind]));
    });
    await done(id);
  });

  it('for no other aggregate, however often one event fails and nothing else comes in between', async () => {
    const { id } = await scene.webhook(receiver.url);
    const poison = fresh('poison');
    receiver.answer = ({ event }) => (event.subject === `note/${poison}` ? 500 : 204);
    await scene.note(poison);
    const attempts = async () => (await scene.rows(id))[0]?.attempts ?? 0;
    for (let times = 1; times <= 5; times += 1) {
      await until(async () => expect(await attempts()).toBe(times));
      scene.pass(HOUR);
    }
    const other = await scene.note(fresh('other'));
    await until(() => expect(ids(receiver.taken())).toEqual([other.id]));
    await done(id);
  });

  it('while it is paused, and nothing of that time is missing afterwards', async () => {
    const { id } = await scene.webhook(receiver.url);
    await scene.note(fresh('paused'));
    await until(() => expect(receiver.taken()).toHaveLength(1));
    await scene.act(id, (state) => pauseWebhook(state, 'moving'));
    const sent = await scene.note(fresh('paused'));
    await until(async () => {
      const [row] = await scene.admin`SELECT 1 FROM integrations.webhook_cursors
        WHERE webhook = ${id} AND lease_holder IS NULL`;
      expect(row).toBeDefined();
    });
    expect(receiver.received).toHaveLength(1);
    await scene.act(id, resumeWebhook);
    await until(() => expect(receiver.taken().at(-1)?.id).toBe(sent.id));
    await done(id);
  });
});

describe('A redelivery', () => {
  it('brings a range once more, in order, under the same ids', async () => {
    const { id } = await scene.webhook(receiver.url);
    const aggregate = fresh('again');
    const sent = [];
    for (let n = 0; n < 5; n += 1) sent.push(await scene.note(aggregate));
    await until(() => expect(receiver.received).toHaveLength(5));
    const [from, to] = [sent[1]?.position ?? 0, sent[3]?.position ?? 0];
    await scene.act(id, (state) => requestRedelivery(state, from, to));
    await until(() => expect(receiver.received).toHaveLength(8));
    expect(ids(receiver.received.slice(5))).toEqual(ids(sent.slice(1, 4)));
    await until(async () =>
      expect((await scene.rows(id)).every(({ state }) => state === 'delivered')).toBe(true),
    );
    await done(id);
  });
});
