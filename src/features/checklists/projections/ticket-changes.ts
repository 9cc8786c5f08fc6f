import type { RecordedEvent } from '../../../eventstore/event.js';
import type { RowSet } from '../../../eventstore/projections/row-set.js';
import type { Row, RowKey } from '../../../eventstore/projections/table-spec.js';
import type { TicketEvent } from '../../items/item-tickets.events.js';
import { isOver } from '../../items/ticket.rules.js';
import type { TicketRow } from './items-tables.js';

/** The item's row after an event of one of its tickets; keeps the table of tickets in step. */
export function changeTickets(
  rows: RowSet,
  row: Row,
  event: RecordedEvent,
  change: TicketEvent,
  itemKey: RowKey,
): Row {
  const tickets = JSON.parse(String(row['tickets'])) as TicketRow[];
  const { ticket_id: id } = change.payload;
  const key = { ...itemKey, ticket: id };
  const after = changed(
    tickets.find((ticket) => ticket.id === id),
    event,
    change,
  );
  if (after) {
    const { connection, external_id, key: external_key, state } = after;
    rows.put('tickets', {
      ...key,
      connection,
      external_id,
      external_key: external_key?.toLowerCase() ?? null,
      state,
      position: after.position,
    });
  } else rows.delete('tickets', key);
  const others = tickets.filter((ticket) => ticket.id !== id);
  return { ...row, tickets: JSON.stringify(after ? [...others, after] : others) };
}

function changed(ticket: TicketRow | undefined, event: RecordedEvent, change: TicketEvent): TicketRow | null {
  const blank: TicketRow = ticket ?? {
    id: change.payload.ticket_id,
    connection: change.payload.connection_id,
    system: null,
    external_id: null,
    key: null,
    state: 'requested',
    status: null,
    rule: null,
    effect: null,
    changed_at: null,
    closed_at: null,
    closed_position: null,
    requested_at: event.createdAt,
    position: null,
  };
  switch (change.type) {
    case 'item.ticket_requested':
      return { ...blank, rule: change.payload.rule };
    case 'item.ticket_linked': {
      const { system, external_id, external_key, state, status } = change.payload;
      return { ...blank, system, external_id, key: external_key, state, status, position: event.position };
    }
    case 'item.ticket_unlinked':
      return null;
    case 'item.ticket_observed': {
      const { after, status, effect } = change.payload;
      const changed_at = change.payload.changed_at ?? event.createdAt;
      const closing = closingOf(blank, after.state, changed_at, event.position);
      return { ...blank, state: after.state, status, changed_at, effect, ...closing };
    }
  }
}

/** When it was closed: kept while it only goes from one closed status to another, gone when it is open again. */
function closingOf(
  before: TicketRow,
  state: TicketRow['state'],
  at: string,
  position: number,
): Pick<TicketRow, 'closed_at' | 'closed_position'> {
  if (!isOver(state)) return { closed_at: null, closed_position: null };
  const { closed_at, closed_position } = before;
  return closed_at === null ? { closed_at: at, closed_position: position } : { closed_at, closed_position };
}
