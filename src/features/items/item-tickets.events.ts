import type { ItemSubject } from './item-subject.events.js';

/**
 * What a ticket is to an item: asked for and not there yet, open, being worked on, done, or given up there. What the
 * other system calls it stands beside, as `status`.
 */
export const TICKET_STATES = ['requested', 'open', 'in_progress', 'done', 'rejected'] as const;
export type TicketState = (typeof TICKET_STATES)[number];

/** What makes a connection ask for a ticket by itself. */
export const TICKET_RULES = ['fail', 'overdue', 'waiver_requested'] as const;
export type TicketRule = (typeof TICKET_RULES)[number];

/** What seeing a ticket done did to the item: attested it, only proposed that, or was refused by its rules. */
export type TicketEffect = 'checked' | 'proposed' | 'refused' | null;

export type OfTicket = ItemSubject & { ticket_id: string; connection_id: string };

export type TicketEvent =
  | {
      type: 'item.ticket_requested';
      revision: 1;
      /** `rule` null: by hand. */
      payload: OfTicket & { rule: TicketRule | null };
    }
  | {
      type: 'item.ticket_linked';
      revision: 1;
      payload: OfTicket & {
        system: string;
        /** What the other system knows it by, and what people call it. */
        external_id: string;
        external_key: string;
        how: 'created' | 'existing';
        state: TicketState;
        status: string;
      };
      private: { url: string };
    }
  | { type: 'item.ticket_unlinked'; revision: 1; payload: OfTicket; private?: { reason: string } }
  | {
      type: 'item.ticket_observed';
      revision: 1;
      payload: OfTicket & {
        before: { state: TicketState };
        after: { state: TicketState };
        status: string;
        /** When it became so there; null where the other system does not say. */
        changed_at: string | null;
        /** Written by the connection itself: an echo settles nothing. */
        ours: boolean;
        effect: TicketEffect;
      };
      /** Who did it, as the other system calls them. */
      private?: { by: string };
    };

export const TICKET_EVENT_TYPES: readonly TicketEvent['type'][] = [
  'item.ticket_requested',
  'item.ticket_linked',
  'item.ticket_unlinked',
  'item.ticket_observed',
];

/** One line for people, without the actor. */
export function describeTicketEvent(event: TicketEvent): string {
  const of = `“${event.payload.title}”`;
  switch (event.type) {
    case 'item.ticket_requested':
      return `asked for a ticket for ${of}`;
    case 'item.ticket_linked':
      return event.payload.how === 'created'
        ? `opened the ticket ${event.payload.external_key} for ${of}`
        : `linked the ticket ${event.payload.external_key} to ${of}`;
    case 'item.ticket_unlinked':
      return `took a ticket off ${of}`;
    case 'item.ticket_observed':
      return `saw the ticket of ${of} become ${event.payload.after.state} (${event.payload.status})`;
  }
}
