import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectorSettings, TicketConnector } from '../../../src/integrations/ticketing/connector.js';
import { TicketingFailed } from '../../../src/integrations/ticketing/connector-errors.js';
import { OutboundClient } from '../../../src/integrations/outbound/outbound-client.js';
import { readOutboundAllow } from '../../../src/outbound-settings.js';
import { type FakeAnswer, type FakeCall, FakeSystem } from './fake-server.js';

export interface Subject {
  readonly name: string;
  readonly target: Readonly<Record<string, string>>;
  readonly handle: (call: FakeCall, system: FakeSystem) => FakeAnswer;
  readonly make: (settings: ConnectorSettings, client: OutboundClient) => TicketConnector;
  /** A ticket's page, as a person would copy it. */
  readonly page: (url: string, id: string) => string;
  /** A call about a ticket, as the system signs it. */
  readonly call: (secret: string, id: string) => { headers: Record<string, string>; body: string };
}

/** What every connector does, whichever system it speaks to. */
export function describeConnector(subject: Subject): void {
  const system = new FakeSystem();
  const client = new OutboundClient({ allow: readOutboundAllow('127.0.0.1', (text) => new Error(text)) });
  let connector: TicketConnector;
  const settings = (more: Partial<ConnectorSettings> = {}): ConnectorSettings => ({
    baseUrl: system.url,
    target: subject.target,
    secret: 'the secret',
    inboundSecrets: ['newest', 'older'],
    statusFor: {},
    ...more,
  });
  const since = '2020-01-01T00:00:00.000Z';
  const draft = (mark: string, text = 'It “did” not\n\ncome back: {{ 7 }} <b>') =>
    ({ mark, title: `Restore "${mark}"`, text, fields: {}, since }) as const;
  const ticketOf = (id: string) => {
    const ticket = system.find(id);
    if (!ticket) throw new Error(`there is no ticket ${id}`);
    return ticket;
  };

  beforeAll(async () => {
    await system.start(subject.handle);
    connector = subject.make(settings(), client);
  });
  afterAll(async () => {
    await client.close();
    system.stop();
  });

  describe(`The connector for ${subject.name}`, () => {
    it('says who it is, and what is wrong with a login', async () => {
      expect((await connector.whoAmI()).id).not.toBe('');
      const stranger = subject.make(settings({ secret: 'guessed' }), client);
      await expect(stranger.create(draft('tkt_0'))).rejects.toMatchObject({ code: 'unauthorized' });
    });

    it('makes a ticket and finds it by its mark, and by nothing that is like it', async () => {
      const made = await connector.create(draft('tkt_one'));
      expect(ticketOf(made.externalId).title).toBe('Restore "tkt_one"');
      expect(await connector.findByMark('tkt_one', since)).toMatchObject({
        externalId: made.externalId,
        key: made.key,
      });
      expect(await connector.findByMark('tkt_on', since)).toBeNull();
      expect(await connector.findByMark('tkt_two', since)).toBeNull();
    });

    it('locates a ticket by its page and key, and no other', async () => {
      const made = await connector.create(draft('tkt_located'));
      expect(made.url).toBe(subject.page(system.url, made.externalId));
      for (const text of [made.url, made.key])
        expect((await connector.locate(text))?.externalId).toBe(made.externalId);
      expect(await connector.locate('https://elsewhere.example.org/issues/1')).toBeNull();
      expect(await connector.locate(subject.page(system.url, '999'))).toBeNull();
    });

    it('reads who closed a ticket and when', async () => {
      const { externalId } = await connector.create(draft('tkt_read'));
      expect(await connector.read(externalId)).toMatchObject({ isClosed: false, statusChange: null });
      system.set(ticketOf(externalId), true, 'ana');
      const read = await connector.read(externalId);
      expect(read?.isClosed).toBe(true);
      expect(read?.statusChange?.at).toBe(ticketOf(externalId).change?.at);
      expect(read?.statusChange?.by).not.toEqual(await connector.whoAmI());
      expect(await connector.read('999')).toBeNull();
    });

    it('closes, opens again, and does neither twice', async () => {
      const { externalId } = await connector.create(draft('tkt_closed'));
      for (const state of ['done', 'open'] as const) {
        await connector.setState(externalId, state);
        expect(ticketOf(externalId).isClosed).toBe(state === 'done');
        const { writes } = system;
        await connector.setState(externalId, state);
        expect(system.writes).toBe(writes);
      }
      await expect(connector.setState('999', 'done')).rejects.toBeInstanceOf(TicketingFailed);
    });

    it('says a thing once, also when it cannot know whether it was said', async () => {
      const { externalId } = await connector.create(draft('tkt_told'));
      const comment = { mark: 'tkt_told@7', text: 'Ana checked “it”' };
      await connector.comment(externalId, comment, false);
      await connector.comment(externalId, comment, true);
      expect(ticketOf(externalId).comments).toHaveLength(1);
      await connector.comment(externalId, { ...comment, mark: 'tkt_told@71' }, true);
      expect(ticketOf(externalId).comments).toHaveLength(2);
    });

    it('changes a title, and lists what has changed', async () => {
      const { externalId } = await connector.create(draft('tkt_changed'));
      await connector.update(externalId, { title: 'Another' });
      expect(ticketOf(externalId).title).toBe('Another');
      const { tickets, cursor } = await connector.changesSince(since);
      expect(tickets.map((one) => one.externalId)).toContain(externalId);
      expect(Date.parse(cursor ?? '')).toBeGreaterThan(Date.parse(since));
    });

    it('takes calls that are signed with any of its secrets, and no others', async () => {
      const now = Date.now();
      const told = async (secret: string, change: (body: string) => string = (body) => body) => {
        const { headers, body } = subject.call(secret, '1');
        return await connector.receive({ headers, body: Buffer.from(change(body)), now });
      };
      for (const secret of ['newest', 'older'])
        expect(await told(secret)).toEqual({
          deliveryId: 'delivery-1',
          tickets: [{ externalId: '1', snapshot: null }],
        });
      await expect(told('guessed')).rejects.toMatchObject({ code: 'unverified' });
      await expect(told('newest', (body) => `${body} `)).rejects.toMatchObject({ code: 'unverified' });
      const call = { headers: {}, body: Buffer.from(subject.call('newest', '1').body), now };
      await expect(connector.receive(call)).rejects.toMatchObject({ code: 'unverified' });
    });
  });
}
