import { Refusal } from '../../eventstore/refusal.js';
import type { ItemState } from './item.js';
import type { ItemEvent, ItemSubject } from './item.events.js';
import type { TicketEffect, TicketRule, TicketState } from './item-tickets.events.js';
import { isOver, type LinkedTicket } from './ticket.rules.js';

/** Tickets that one item may have at a time. */
export const MOST_TICKETS = 50;

interface WithTickets {
  readonly tickets: readonly LinkedTicket[];
}

/** What a ticket is asked for under. */
export interface AskTicket {
  readonly ticketId: string;
  readonly connectionId: string;
  /** Null: by hand. */
  readonly rule: TicketRule | null;
}

/**
 * Asks for a ticket. A rule asks for none where the connection has one that is not over, so that a rule heard twice, or
 * an item that fails twice, makes one ticket; and none for what is so no more when it is heard, for nothing would close
 * that one. Refuses (limit_reached) more than MOST_TICKETS.
 */
export function requestTicket(
  state: WithTickets & Pick<ItemState, 'status' | 'waivers'>,
  subject: ItemSubject,
  ask: AskTicket,
): ItemEvent[] {
  const { ticketId, connectionId, rule } = ask;
  const standing = state.tickets.some(
    (ticket) => ticket.connectionId === connectionId && !isOver(ticket.state),
  );
  if (rule !== null && (standing || !isStillSo(state, rule))) return [];
  refuseTooMany(state);
  const payload = { ...subject, ticket_id: ticketId, connection_id: connectionId, rule };
  return [{ type: 'item.ticket_requested', revision: 1, payload }];
}

/** Whether what a rule is about has not been settled since. */
function isStillSo({ status, waivers }: Pick<ItemState, 'status' | 'waivers'>, rule: TicketRule): boolean {
  switch (rule) {
    case 'fail':
      return status === 'failed';
    case 'overdue':
      return status === 'failed' || status === 'open';
    case 'waiver_requested':
      return waivers.some(({ isApproved, isRevoked }) => !isApproved && !isRevoked);
  }
}

/** What is known of a ticket when it is linked. */
export interface FoundTicket {
  readonly ticketId: string;
  readonly connectionId: string;
  readonly system: string;
  readonly externalId: string;
  readonly externalKey: string;
  readonly url: string;
  readonly state: TicketState;
  readonly status: string;
}

/**
 * Says which ticket of the other system it is: the one that was asked for (`created`), or one that was there. Nothing
 * where an asked-for ticket is linked already or not wanted any more. Refuses (already_exists) a ticket that the item has.
 */
export function linkTicket(
  state: WithTickets,
  subject: ItemSubject,
  found: FoundTicket,
  how: 'created' | 'existing',
): ItemEvent[] {
  if (how === 'created') {
    const asked = state.tickets.find(({ id }) => id === found.ticketId);
    if (asked?.state !== 'requested') return [];
  } else {
    refuseTooMany(state);
    const { connectionId, externalId, externalKey } = found;
    if (state.tickets.some((one) => one.connectionId === connectionId && one.externalId === externalId))
      throw new Refusal(
        'already_exists',
        `“${subject.title}” has the ticket ${externalKey} already`,
        '/ticket',
      );
  }
  return [
    {
      type: 'item.ticket_linked',
      revision: 1,
      payload: {
        ...subject,
        ticket_id: found.ticketId,
        connection_id: found.connectionId,
        system: found.system,
        external_id: found.externalId,
        external_key: found.externalKey,
        how,
        state: found.state,
        status: found.status,
      },
      private: { url: found.url },
    },
  ];
}

/** Takes a ticket off the item; the other system keeps it. Refuses (not_found) one that it does not have. */
export function unlinkTicket(
  state: WithTickets,
  subject: ItemSubject,
  ticketId: string,
  reason: string | null,
): ItemEvent[] {
  const { connectionId } = ticketOf(state, subject, ticketId);
  const payload = { ...subject, ticket_id: ticketId, connection_id: connectionId };
  const why = reason === null ? {} : { private: { reason } };
  return [{ type: 'item.ticket_unlinked', revision: 1, payload, ...why }];
}

/** How a ticket stands in the other system. */
export interface Observation {
  readonly ticketId: string;
  readonly state: TicketState;
  readonly status: string;
  /** RFC 3339; null where the other system does not say. */
  readonly changedAt: string | null;
  readonly by: string | null;
  readonly ours: boolean;
}

/**
 * What an observation tells that was not known: null where it is an echo of what the item has, or older than that.
 * Refuses (not_found) a ticket that the item does not have.
 */
export function newsOf(state: WithTickets, subject: ItemSubject, seen: Observation): LinkedTicket | null {
  const ticket = ticketOf(state, subject, seen.ticketId);
  if (ticket.state === seen.state && ticket.status === seen.status) return null;
  if (ticket.changedAt !== null && seen.changedAt !== null && seen.changedAt < ticket.changedAt) return null;
  return ticket;
}

/**
 * The ticket where an observation tells again what the item's rules have refused before: null where it is anything else.
 * Refuses (not_found) a ticket that the item does not have.
 */
export function refusedBefore(
  state: WithTickets,
  subject: ItemSubject,
  seen: Observation,
): LinkedTicket | null {
  const ticket = ticketOf(state, subject, seen.ticketId);
  const isSame = ticket.state === 'done' && seen.state === 'done' && ticket.status === seen.status;
  return isSame && (ticket.effect === 'refused' || ticket.effect === 'proposed') ? ticket : null;
}

/** The event of an observation that is news. */
export function observed(
  ticket: LinkedTicket,
  subject: ItemSubject,
  seen: Observation,
  effect: TicketEffect,
): ItemEvent {
  return {
    type: 'item.ticket_observed',
    revision: 1,
    payload: {
      ...subject,
      ticket_id: ticket.id,
      connection_id: ticket.connectionId,
      before: { state: ticket.state },
      after: { state: seen.state },
      status: seen.status,
      changed_at: seen.changedAt,
      ours: seen.ours,
      effect,
    },
    ...(seen.by === null ? {} : { private: { by: seen.by } }),
  };
}

function ticketOf(state: WithTickets, subject: ItemSubject, id: string): LinkedTicket {
  const ticket = state.tickets.find((one) => one.id === id);
  if (!ticket) throw new Refusal('not_found', `“${subject.title}” has no ticket "${id}"`, '/ticket');
  return ticket;
}

function refuseTooMany(state: WithTickets): void {
  if (state.tickets.length >= MOST_TICKETS)
    throw new Refusal('limit_reached', `an item has at most ${MOST_TICKETS} tickets; take one off first`);
}
