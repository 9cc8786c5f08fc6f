import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Installation, isLinked, type Item } from './installation.js';
import type { LiveSystem } from './live-system.js';
import { LosingProxy } from './losing-proxy.js';

const POLL_SECONDS = 5;

/** An item fails, its ticket is made, closed, and the item settled: plain, and with everything breaking in between. */
export function describeEndToEnd(make: () => LiveSystem): void {
  const run = `${process.pid}-${Date.now().toString(36)}`;
  const title = (name: string): string => `${name} ${run}`;
  const here = new Installation();
  let system: LiveSystem;
  let proxy: LosingProxy;
  let ana: string;

  const fail = (key: string) =>
    here.ask('POST', `/v1/projects/shop/checklists/go-live/items/${key}/fail`, {
      reason: 'It did not come back',
    });
  const only = async (key: string): Promise<string> => {
    const ids = await system.titled(title(key));
    expect(ids).toHaveLength(1);
    return ids[0] ?? '';
  };
  const expectSettled = (item: Item, closedAt: string): void => {
    expect(item.checked_by).toMatchObject({ id: ana, kind: 'integration', name: 'Ana' });
    expect(Date.parse(item.decision?.effective_at ?? '')).toBe(Date.parse(closedAt));
    expect(item.tickets).toMatchObject([{ state: 'done', effect: 'checked' }]);
  };
  /** Nothing more happens within three polls: nobody answers anybody's echo. */
  const expectQuiet = async (): Promise<void> => {
    const before = await here.head();
    await delay(POLL_SECONDS * 3_000);
    expect(await here.head()).toBe(before);
  };

  describe(`With ${make.name}`, () => {
    beforeAll(async () => {
      system = make();
      await system.start();
      proxy = await LosingProxy.start(system.url);
      await here.start();
      const items = ['plain', 'lossy', 'broken', 'handmade'].map((key) => ({ key, title: title(key) }));
      await here.ask('POST', '/v1/templates', {
        key: 'go-live',
        title: 'Go-live',
        sections: [{ key: 's', title: 'S', items }],
      });
      await here.ask('POST', '/v1/projects', { key: 'shop' });
      await here.ask('POST', '/v1/projects/shop/checklists', { template: 'go-live' });
      const member = await here.ask<{ resource: { id: string } }>('POST', '/v1/members', {
        name: 'Ana',
        roles: ['contributor'],
      });
      ana = member.resource.id;
      await here.ask('POST', '/v1/ticketing/connections', {
        key: 'live',
        name: 'The tracker',
        base_url: proxy.url,
        rules: ['fail'],
        on_done: 'check_if_known',
        people: [{ user: system.ana, member: ana }],
        poll_seconds: POLL_SECONDS,
        ...system.connection,
      });
    });
    afterAll(async () => {
      await here.remove();
      await proxy.stop();
      await system.kill();
    });

    it('says who the connection is', async () => {
      const test = await here.ask('POST', '/v1/ticketing/connections/live/test', {});
      expect(test).toEqual({ ok: true, user: 'clearance', failure: null, error: null });
    });

    it('makes a ticket of a failure, and settles the item when Ana closes it, as Ana and at her time', async () => {
      await fail('plain');
      await here.until('shop', 'plain', isLinked);
      const id = await only('plain');
      const closedAt = await system.closeAsAna(id);
      const settled = await here.until('shop', 'plain', ({ status }) => status === 'checked');
      expect(settled.tickets).toHaveLength(1);
      expectSettled(settled, closedAt);
      await expectQuiet();
    });

    it('opens the ticket again when the item fails again, and closes it when somebody checks it here', async () => {
      const id = await only('plain');
      await fail('plain');
      await here.until('shop', 'plain', ({ tickets }) => tickets[0]?.state !== 'done');
      expect(await system.isClosed(id)).toBe(false);
      const said = await system.comments(id);
      await here.ask('POST', '/v1/projects/shop/checklists/go-live/items/plain/check', {});
      await here.until('shop', 'plain', ({ tickets }) => tickets[0]?.state === 'done');
      expect(await system.isClosed(id)).toBe(true);
      expect(await system.comments(id)).toBe(said + 1);
      await expectQuiet();
      expect(await only('plain')).toBe(id);
    });

    it('makes one ticket where the answers to its creation are lost, and says each thing once', async () => {
      let lost = 0;
      proxy.fateOf = (method) => {
        if (method === 'GET' || lost >= 4) return 'passed';
        lost += 1;
        return lost === 2 ? 'unsent' : 'unanswered';
      };
      await fail('lossy');
      await here.until('shop', 'lossy', isLinked);
      const id = await only('lossy');
      await here.ask('POST', '/v1/projects/shop/checklists/go-live/items/lossy/check', {});
      await here.until('shop', 'lossy', ({ tickets }) => tickets[0]?.state === 'done');
      expect(lost).toBe(4);
      expect(await system.isClosed(id)).toBe(true);
      expect(await system.comments(id)).toBe(1);
      proxy.fateOf = () => 'passed';
      await expectQuiet();
    });

    it('comes to the same when both sides are killed and the network is cut in between', async () => {
      // The ticket is made there; the answer is lost, and the service is killed before it can ask again.
      let made = Promise.withResolvers<void>();
      proxy.fateOf = (method) => {
        if (method !== 'POST') return 'passed';
        made.resolve();
        return 'unanswered';
      };
      await fail('broken');
      await made.promise;
      await here.end('SIGKILL');
      await system.kill();
      proxy.fateOf = () => 'unsent';
      await here.start();
      await delay(3_000);
      await system.start();
      proxy.fateOf = () => 'passed';
      await here.until('shop', 'broken', isLinked);
      const id = await only('broken');
      // It is closed while the service is down, and the other side is restarted before it comes back.
      await here.end('SIGKILL');
      const closedAt = await system.closeAsAna(id);
      await system.kill();
      await system.start();
      made = Promise.withResolvers();
      let answers = 0;
      proxy.fateOf = () => ((answers += 1) % 3 === 0 ? 'unanswered' : 'passed');
      await here.start();
      expectSettled(await here.until('shop', 'broken', ({ status }) => status === 'checked'), closedAt);
      proxy.fateOf = () => 'passed';
      expect(await only('broken')).toBe(id);
      expect(await system.comments(id)).toBe(0);
      await expectQuiet();
    });

    it('links a ticket that is there by what a person has of it, and makes one by hand', async () => {
      const [ticket] = (await here.item('shop', 'plain')).tickets;
      const path = '/v1/projects/shop/checklists/go-live/items/handmade/tickets';
      const linked = await here.ask('POST', path, { connection: 'live', ticket: ticket?.url });
      expect(linked).toMatchObject({ resource: { state: 'done', key: ticket?.key } });
      await here.ask('POST', path, { connection: 'live' });
      await here.until('shop', 'handmade', ({ tickets }) => tickets.length === 2 && tickets[1]?.key !== null);
      await only('handmade');
      expect(await here.failures('live')).toEqual([]);
    });
  });
}
