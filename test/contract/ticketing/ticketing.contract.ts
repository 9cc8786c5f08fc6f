import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectorSettings, TicketConnector } from '../../../src/integrations/ticketing/connector.js';
import { mayPass, TicketingFailed } from '../../../src/integrations/ticketing/connector-errors.js';
import type { HttpAsk, HttpSender } from '../../../src/integrations/ticketing/ticket-http.js';
import { OutboundClient } from '../../../src/integrations/outbound/outbound-client.js';
import { readOutboundAllow } from '../../../src/outbound-settings.js';
import { describeFaults } from './faults.contract.js';
import type { Behind, Subject } from './subject.js';

/** Sends, and counts what may change something. */
export class CountingSender implements HttpSender {
  writes = 0;

  constructor(private readonly client: OutboundClient) {}

  async request(asked: HttpAsk) {
    if (asked.method !== 'GET' && !asked.url.includes('/search')) this.writes += 1;
    return await this.client.request(asked);
  }
}

/** What every connector does, whichever system it speaks to; beside a fake, also what it makes of its faults. */
export function describeConnector(subject: Subject): void {
  const run = `${process.pid}x${Date.now().toString(36)}`;
  const mark = (name: string): string => `tkt_${name}${run}`;
  const client = new OutboundClient({ allow: readOutboundAllow('127.0.0.1', (text) => new Error(text)) });
  const sender = new CountingSender(client);
  let behind: Behind;
  let connector: TicketConnector;
  const settings = (more: Partial<ConnectorSettings> = {}): ConnectorSettings => ({
    baseUrl: behind.url,
    target: subject.target,
    secret: behind.secret,
    inboundSecrets: ['newest', 'older'],
    statusFor: {},
    ...more,
  });
  const since = new Date(Date.now() - 1000).toISOString();
  const draft = (name: string, text = 'It “did” not\n\ncome back: {{ 7 }} <b>') =>
    ({ mark: mark(name), title: `Restore "${mark(name)}"`, text, fields: {}, since }) as const;

  describe(`The connector for ${subject.name}`, () => {
    beforeAll(async () => {
      behind = await subject.start();
      connector = subject.make(settings(), sender);
    });
    afterAll(async () => {
      await client.close();
      await behind.stop();
    });

    it('says who it is, and what is wrong with a login', async () => {
      expect((await connector.whoAmI()).id).not.toBe('');
      const stranger = subject.make(settings({ secret: 'guessed' }), sender);
      await expect(stranger.whoAmI()).rejects.toMatchObject({ code: 'unauthorized' });
      await expect(stranger.create(draft('0'))).rejects.toMatchObject({ code: 'unauthorized' });
    });

    it('makes a ticket and finds it by its mark, and by nothing that is like it', async () => {
      const made = await connector.create(draft('one'));
      expect(await behind.title(made.externalId)).toBe(`Restore "${mark('one')}"`);
      expect(await connector.findByMark(mark('one'), since)).toMatchObject({
        externalId: made.externalId,
        key: made.key,
      });
      expect(await connector.findByMark(mark('one').slice(0, -1), since)).toBeNull();
      expect(await connector.findByMark(mark('two'), since)).toBeNull();
    });

    it('locates a ticket by its page and key, and no other', async () => {
      const made = await connector.create(draft('located'));
      expect(made.url).toBe(subject.page(behind.url, made.externalId));
      for (const text of [made.url, made.key])
        expect((await connector.locate(text))?.externalId).toBe(made.externalId);
      expect(await connector.locate('https://elsewhere.example.org/issues/1')).toBeNull();
      expect(await connector.locate(subject.page(behind.url, '999999'))).toBeNull();
    });

    it('reads who closed a ticket and when', async () => {
      const { externalId } = await connector.create(draft('read'));
      expect(await connector.read(externalId)).toMatchObject({ isClosed: false, statusChange: null });
      const closedAt = await behind.closeAsAna(externalId);
      const read = await connector.read(externalId);
      expect(read?.isClosed).toBe(true);
      expect(Date.parse(read?.statusChange?.at ?? '')).toBe(Date.parse(closedAt));
      expect(read?.statusChange?.by).not.toEqual(await connector.whoAmI());
      expect(await connector.read('999999')).toBeNull();
    });

    it('closes, opens again, and does neither twice', async () => {
      const { externalId } = await connector.create(draft('closed'));
      for (const state of ['done', 'open'] as const) {
        await connector.setState(externalId, state);
        expect(await behind.isClosed(externalId)).toBe(state === 'done');
        const by = (await connector.read(externalId))?.statusChange?.by;
        expect(by?.id).toBe((await connector.whoAmI()).id);
        const { writes } = sender;
        await connector.setState(externalId, state);
        expect(sender.writes).toBe(writes);
      }
      await expect(connector.setState('999999', 'done')).rejects.toBeInstanceOf(TicketingFailed);
    });

    it('says a thing once, also when it cannot know whether it was said', async () => {
      const { externalId } = await connector.create(draft('told'));
      const comment = { mark: `${mark('told')}@7`, text: 'Ana checked “it”' };
      await connector.comment(externalId, comment, false);
      await connector.comment(externalId, comment, true);
      expect(await behind.comments(externalId)).toBe(1);
      await connector.comment(externalId, { ...comment, mark: `${mark('told')}@71` }, true);
      expect(await behind.comments(externalId)).toBe(2);
    });

    it('changes a title, and lists what has changed', async () => {
      const { externalId } = await connector.create(draft('changed'));
      await connector.update(externalId, { title: 'Another' });
      expect(await behind.title(externalId)).toBe('Another');
      const { tickets, cursor } = await connector.changesSince(since);
      expect(tickets.map((one) => one.externalId)).toContain(externalId);
      expect(Date.parse(cursor ?? '')).toBeGreaterThanOrEqual(Math.floor(Date.parse(since) / 1000) * 1000);
    });

    it('says at once that a ticket cannot be made so', async () => {
      const elsewhere = subject.make(
        settings({ target: { ...subject.target, ...subject.elsewhere } }),
        sender,
      );
      const made = elsewhere.create({ ...draft('needs'), title: subject.elsewhere ? 'A title' : '' });
      const error = await made.catch((failed: unknown) => failed);
      expect(error).toBeInstanceOf(TicketingFailed);
      expect(mayPass(error)).toBe(false);
    });

    const { call } = subject;
    if (call)
      it('takes calls that are signed with any of its secrets, and no others', async () => {
        const now = Date.now();
        const told = async (secret: string, change: (body: string) => string = (body) => body) => {
          const { headers, body } = call(secret, '1');
          return await connector.receive({ headers, body: Buffer.from(change(body)), now });
        };
        for (const secret of ['newest', 'older'])
          expect(await told(secret)).toEqual({
            deliveryId: 'delivery-1',
            tickets: [{ externalId: '1', snapshot: null }],
          });
        await expect(told('guessed')).rejects.toMatchObject({ code: 'unverified' });
        await expect(told('newest', (body) => `${body} `)).rejects.toMatchObject({ code: 'unverified' });
        const unsigned = { headers: {}, body: Buffer.from(call('newest', '1').body), now };
        await expect(connector.receive(unsigned)).rejects.toMatchObject({ code: 'unverified' });
      });
    else
      it('takes no calls, for its system calls nobody', async () => {
        const any = { headers: {}, body: Buffer.from('{}'), now: Date.now() };
        await expect(connector.receive(any)).rejects.toMatchObject({ code: 'unsupported' });
        expect(connector.capabilities.inbound).toBe(false);
      });

    it('tells of a ticket that was deleted', async () => {
      const { externalId } = await connector.create(draft('removed'));
      await behind.remove(externalId);
      const read = await connector.read(externalId);
      expect(read?.status ?? 'deleted').toBe('deleted');
      expect(read?.isClosed ?? true).toBe(true);
    });

    it('shows an item in a ticket where there is a place for that, again, and no more', async () => {
      const { externalId } = await connector.create(draft('shown'));
      const url = 'https://readiness.example.org/shop/backup';
      const item = { mark: mark('item'), title: 'Restore a backup', url, isSettled: false };
      await connector.showItem(externalId, item);
      await connector.showItem(externalId, { ...item, isSettled: true });
      const shown = () =>
        [...(behind.fake?.find(externalId)?.links.values() ?? [])].filter((link) => link.url === url);
      const isSettled = subject.shows === 'state' ? true : null;
      if (behind.fake) expect(shown()).toEqual(subject.shows === null ? [] : [{ url, isSettled }]);
      await connector.hideItem(externalId, item);
      await connector.hideItem(externalId, item);
      if (behind.fake) expect(shown()).toEqual([]);
    });

    describeFaults(() => ({ behind, connector, draft, mark }));
  });
}
