import type { RecordedEvent } from '../../../eventstore/event.js';
import type { KnownConnection } from '../../../features/connections/connections.module.js';
import { asItemEvent, type ItemEvent } from '../../../features/items/item.events.js';
import type { TicketRule } from '../../../features/items/item-tickets.events.js';
import { evolveTickets, isOver, type LinkedTicket } from '../../../features/items/ticket.rules.js';

/** What happens to tickets when something happens to their item. */
export type Effect = 'settled' | 'reopened' | 'told' | null;

const RULES: ReadonlyMap<ItemEvent['type'], TicketRule> = new Map([
  ['item.failed', 'fail'],
  ['item.overdue', 'overdue'],
  ['item.waiver_requested', 'waiver_requested'],
]);

/** The rule that an event sets off. */
export function ruleOf(event: ItemEvent): TicketRule | null {
  return RULES.get(event.type) ?? null;
}

/** What an event means to the tickets of its item. */
export function effectOf(event: ItemEvent): Effect {
  switch (event.type) {
    case 'item.checked':
    case 'item.set_aside_approved':
    case 'item.waiver_approved':
      return 'settled';
    case 'item.marked_not_applicable':
      return event.payload.set_aside?.state === 'pending' ? 'told' : 'settled';
    case 'item.failed':
    case 'item.unchecked':
    case 'item.waiver_revoked':
    case 'item.waiver_lapsed':
    case 'item.attestation_lapsed':
      return 'reopened';
    case 'item.overdue':
    case 'item.waiver_requested':
    case 'item.commented':
      return 'told';
    case 'item.ticket_linked':
      return event.payload.how === 'existing' ? 'told' : null;
    case 'item.waiver_reminded':
    case 'item.attestation_reminded':
    case 'item.assigned':
    case 'item.due_set':
    case 'item.evidence_attached':
    case 'item.claim_imported':
    case 'item.ticket_requested':
    case 'item.ticket_unlinked':
    case 'item.ticket_observed':
      return null;
  }
}

/** The tickets that an item had when an event of it had happened; `stream` is the item's, from its beginning. */
export function ticketsAt(stream: readonly RecordedEvent[], sequence: number): LinkedTicket[] {
  return stream
    .filter((recorded) => recorded.sequence <= sequence && recorded.outcome === 'success')
    .reduce<LinkedTicket[]>((tickets, recorded) => {
      const event = asItemEvent(recorded);
      return event && isOfTicket(event) ? evolveTickets(tickets, event) : tickets;
    }, []);
}

function isOfTicket(event: ItemEvent): event is Extract<ItemEvent, { type: `item.ticket_${string}` }> {
  return event.type.startsWith('item.ticket_');
}

/** Whether an event comes back from the very ticket: to tell it so would be an echo. */
export function isEcho(recorded: RecordedEvent, connection: string, ticket: string): boolean {
  return recorded.credentialId === connection && recorded.causationId === ticket;
}

/** What a connection's tickets show of an item: how it stands (`state`), that it is linked (`link`), or nothing. */
function shownBy({ system, place }: KnownConnection): 'state' | 'link' | null {
  if (system === 'rt') return 'link';
  if (system !== 'jira-cloud' && system !== 'jira-data-center') return null;
  return place?.target['item_url'] === undefined ? null : 'state';
}

/** Whether an event changes what is shown of its item in a ticket. */
export function isShown(connection: KnownConnection, event: ItemEvent): boolean {
  const shown = shownBy(connection);
  if (shown === null) return false;
  if (event.type === 'item.ticket_linked' || event.type === 'item.ticket_unlinked') return true;
  const effect = effectOf(event);
  return shown === 'state' && (effect === 'settled' || effect === 'reopened');
}

/** Whether a connection looks at an event: it was there when it happened, and is for the project. */
export function isMeant({ rules, position }: KnownConnection, recorded: RecordedEvent): boolean {
  if (recorded.position <= position) return false;
  return rules.projects === null || rules.projects.includes(recorded.project ?? '');
}

/** Whether a rule asks for a ticket: the connection has none that stands, and none that it would open again. */
export function asksForTicket(
  { id, rules }: KnownConnection,
  rule: TicketRule | null,
  tickets: readonly LinkedTicket[],
): boolean {
  if (rule === null || !rules.rules.includes(rule)) return false;
  const own = tickets.filter((ticket) => ticket.connectionId === id);
  if (own.some((ticket) => !isOver(ticket.state))) return false;
  return own.length === 0 || rule !== 'fail' || rules.on_reopened !== 'reopen';
}
