import { describe, expect, it } from 'vitest';
import { given } from '../../../test/support/given.js';
import type { ItemEvent, ItemSubject } from './item.events.js';
import { itemFold } from './item.js';
import type { TicketRule } from './item-tickets.events.js';
import {
  type FoundTicket,
  linkTicket,
  MOST_TICKETS,
  newsOf,
  type Observation,
  observed,
  refusedBefore,
  requestTicket,
  unlinkTicket,
} from './ticket.js';

const subject: ItemSubject = {
  project_key: 'shop',
  checklist_key: 'go-live',
  item_key: 'restore',
  title: 'Test the restore',
  wording_hash: 'w',
};
const ask = (ticketId: string, rule: 'fail' | null = 'fail') => ({ ticketId, connectionId: 'con_1', rule });
const found = (ticketId: string, more: Partial<FoundTicket> = {}): FoundTicket => ({
  ticketId,
  connectionId: 'con_1',
  system: 'redmine',
  externalId: '12',
  externalKey: '#12',
  url: 'https://redmine.example.org/issues/12',
  state: 'open',
  status: 'New',
  ...more,
});
const seen = (more: Partial<Observation> = {}): Observation => ({
  ticketId: 'tkt_1',
  state: 'done',
  status: 'Closed',
  changedAt: '2025-03-03T10:00:00.000Z',
  by: 'ana',
  ours: false,
  ...more,
});
const after = (...events: ItemEvent[][]) => ({
  ...given(itemFold, events.flat()),
  status: 'failed' as const,
});
const asked = requestTicket(after(), subject, ask('tkt_1'));
const linked = linkTicket(after(asked), subject, found('tkt_1'), 'created');

function observation(history: ItemEvent[][], more: Partial<Observation> = {}): ItemEvent[] {
  const news = newsOf(after(...history), subject, seen(more));
  return news ? [observed(news, subject, seen(more), null)] : [];
}

describe('asking for a ticket', () => {
  it('is not done by a rule for what is so no more, and always by hand', () => {
    const waiver = { id: 'w', person: null, expiresAt: '', wordingHash: '', isRevoked: false };
    const asks = (status: 'open' | 'failed' | 'checked', rule: TicketRule | null, isApproved = false) =>
      requestTicket({ ...after(), status, waivers: [{ ...waiver, isApproved }] }, subject, {
        ...ask('tkt_1'),
        rule,
      }).length;
    expect([asks('failed', 'fail'), asks('open', 'fail'), asks('checked', 'fail')]).toEqual([1, 0, 0]);
    expect([asks('failed', 'overdue'), asks('open', 'overdue'), asks('checked', 'overdue')]).toEqual([
      1, 1, 0,
    ]);
    expect([asks('open', 'waiver_requested'), asks('open', 'waiver_requested', true)]).toEqual([1, 0]);
    expect([asks('checked', null), asks('open', null)]).toEqual([1, 1]);
  });

  it('is done once by a rule while a ticket of the connection stands, and again when it is over', () => {
    expect(after(asked).tickets).toMatchObject([{ id: 'tkt_1', state: 'requested', externalId: null }]);
    expect(requestTicket(after(asked), subject, ask('tkt_2'))).toEqual([]);
    expect(requestTicket(after(asked, linked), subject, ask('tkt_2'))).toEqual([]);
    expect(requestTicket(after(asked), subject, { ...ask('tkt_2'), connectionId: 'con_2' })).toHaveLength(1);
    const done = observation([asked, linked]);
    expect(requestTicket(after(asked, linked, done), subject, ask('tkt_2'))).toHaveLength(1);
  });

  it('is done by hand as often as somebody wants, up to the limit', () => {
    let events: ItemEvent[] = [];
    for (let at = 0; at < MOST_TICKETS; at += 1)
      events = [...events, ...requestTicket(after(events), subject, ask(`tkt_${at}`, null))];
    expect(after(events).tickets).toHaveLength(MOST_TICKETS);
    expect(() => requestTicket(after(events), subject, ask('tkt_x', null))).toThrow(
      expect.objectContaining({ code: 'limit_reached' }),
    );
  });
});

describe('linking a ticket', () => {
  it('answers what was asked for, once, and not after it was taken off', () => {
    expect(after(asked, linked).tickets).toMatchObject([{ externalId: '12', state: 'open', status: 'New' }]);
    expect(linkTicket(after(asked, linked), subject, found('tkt_1'), 'created')).toEqual([]);
    const off = unlinkTicket(after(asked), subject, 'tkt_1', 'not needed');
    expect(linkTicket(after(asked, off), subject, found('tkt_1'), 'created')).toEqual([]);
  });

  it('takes one that is there, but not twice', () => {
    const existing = linkTicket(after(), subject, found('tkt_9'), 'existing');
    expect(after(existing).tickets).toHaveLength(1);
    expect(() => linkTicket(after(existing), subject, found('tkt_8'), 'existing')).toThrow(
      expect.objectContaining({ code: 'already_exists' }),
    );
  });

  it('keeps the URL in the private part', () => {
    expect(JSON.stringify(linked[0]?.payload)).not.toContain('https:');
  });
});

describe('observing a ticket', () => {
  it('records a change once, whatever number of times it is told', () => {
    const done = observation([asked, linked]);
    expect(done).toMatchObject([{ payload: { before: { state: 'open' }, after: { state: 'done' } } }]);
    expect(observation([asked, linked, done])).toEqual([]);
  });

  it('does not go back to what was before', () => {
    const done = observation([asked, linked]);
    const late = { state: 'open', status: 'New', changedAt: '2025-03-03T09:00:00.000Z' } as const;
    expect(observation([asked, linked, done], late)).toEqual([]);
    const reopened = { ...late, changedAt: '2025-03-03T11:00:00.000Z' };
    expect(observation([asked, linked, done], reopened)).toHaveLength(1);
  });

  it('is tried again only where it was refused, and is the same', () => {
    const told = (effect: 'refused' | 'checked') => {
      const [ticket] = after(asked, linked).tickets;
      return after(asked, linked, ticket ? [observed(ticket, subject, seen(), effect)] : []);
    };
    const again = refusedBefore(told('refused'), subject, seen());
    expect(again).toMatchObject({ id: 'tkt_1', effect: 'refused' });
    expect(refusedBefore(told('refused'), subject, seen({ state: 'open' }))).toBeNull();
    expect(refusedBefore(told('checked'), subject, seen())).toBeNull();
  });

  it('refuses a ticket that the item does not have', () => {
    const off = unlinkTicket(after(asked, linked), subject, 'tkt_1', null);
    expect(() => observation([asked, linked, off])).toThrow(expect.objectContaining({ code: 'not_found' }));
    expect(() => unlinkTicket(after(), subject, 'tkt_1', null)).toThrow(
      expect.objectContaining({ code: 'not_found' }),
    );
  });
});
