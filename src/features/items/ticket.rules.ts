import type { TicketEffect, TicketEvent, TicketState } from './item-tickets.events.js';

/** A ticket of an item, as the item's own events have it. */
export interface LinkedTicket {
  readonly id: string;
  readonly connectionId: string;
  /** Null while it is only asked for. */
  readonly externalId: string | null;
  readonly state: TicketState;
  readonly status: string | null;
  readonly changedAt: string | null;
  /** What its newest change did to the item. */
  readonly effect: TicketEffect;
}

/** The tickets after an event; one that was taken off is gone. */
export function evolveTickets(tickets: readonly LinkedTicket[], event: TicketEvent): LinkedTicket[] {
  const { ticket_id: id, connection_id: connectionId } = event.payload;
  const others = tickets.filter((ticket) => ticket.id !== id);
  switch (event.type) {
    case 'item.ticket_requested': {
      const asked = { id, connectionId, externalId: null, status: null, changedAt: null, effect: null };
      return [...others, { ...asked, state: 'requested' }];
    }
    case 'item.ticket_linked': {
      const { external_id: externalId, state, status } = event.payload;
      return [...others, { id, connectionId, externalId, state, status, changedAt: null, effect: null }];
    }
    case 'item.ticket_unlinked':
      return others;
    case 'item.ticket_observed': {
      const { after, status, changed_at: changedAt, effect } = event.payload;
      return tickets.map((ticket) =>
        ticket.id === id ? { ...ticket, state: after.state, status, changedAt, effect } : ticket,
      );
    }
  }
}

/** Whether the other system has nothing left to do for it. */
export function isOver(state: TicketState): boolean {
  return state === 'done' || state === 'rejected';
}
