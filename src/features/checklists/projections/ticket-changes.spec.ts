import { expect, it } from 'vitest';
import type { RecordedEvent } from '../../../eventstore/event.js';
import { RowSet } from '../../../eventstore/projections/row-set.js';
import type { TicketEvent, TicketState } from '../../items/item-tickets.events.js';
import { ITEMS, TICKETS, type TicketRow } from './items-tables.js';
import { changeTickets } from './ticket-changes.js';

const SUBJECT = { project_key: 'p', checklist_key: 'c', item_key: 'i', title: 'Restore' };
const OF = { ...SUBJECT, ticket_id: 'tkt_1', connection_id: 'con_1' } as unknown as TicketEvent['payload'];

/** The ticket's row after it was linked and then seen in states of a status each, one event after the other. */
function after(...seen: readonly (readonly [TicketState, string, string | null])[]): TicketRow {
  const rows = new RowSet([ITEMS, TICKETS], true);
  const linked = {
    system: 'rt',
    external_id: '1',
    external_key: '#1',
    how: 'created',
    state: 'open',
    status: 'new',
  };
  const changes = [
    { type: 'item.ticket_linked', payload: { ...OF, ...linked } },
    ...seen.map(([state, status, changed_at]) => ({
      type: 'item.ticket_observed',
      payload: { ...OF, after: { state }, status, changed_at, effect: null },
    })),
  ] as unknown as TicketEvent[];
  let row: Record<string, string | number | boolean | null> = { tickets: '[]' };
  for (const [position, change] of changes.entries()) {
    const event = { position, createdAt: `recorded at ${position}` } as RecordedEvent;
    row = changeTickets(rows, row, event, change, { project: 'p', checklist: 'c', item: 'i' });
  }
  const [ticket] = JSON.parse(String(row['tickets'])) as TicketRow[];
  if (!ticket) throw new Error('there is no ticket');
  return ticket;
}

it('says when a ticket was closed, and by which event, as long as it is over', () => {
  expect(after()).toMatchObject({ closed_at: null, closed_position: null });
  const closed = { closed_at: 'monday', closed_position: 1 };
  expect(after(['done', 'resolved', 'monday'])).toMatchObject(closed);
  expect(after(['done', 'resolved', 'monday'], ['rejected', 'closed', 'tuesday'])).toMatchObject({
    ...closed,
    status: 'closed',
    changed_at: 'tuesday',
  });
  expect(after(['done', 'resolved', 'monday'], ['open', 'open', 'tuesday'])).toMatchObject({
    closed_at: null,
    closed_position: null,
  });
  expect(
    after(['done', 'resolved', 'monday'], ['open', 'open', 'tuesday'], ['done', 'resolved', 'friday']),
  ).toMatchObject({ closed_at: 'friday', closed_position: 3 });
});

it('takes the time of the event where the other system says none', () => {
  expect(after(['rejected', 'deleted', null])).toMatchObject({ closed_at: 'recorded at 1' });
});
