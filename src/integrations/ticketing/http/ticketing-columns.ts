import { type Column, plainColumns } from '../../../http/csv.js';
import type { ConnectionDetails, TicketFailure } from './connection-answers.dto.js';
import type { ItemTicket } from './ticket.dto.js';

/** The columns of an item's tickets as CSV, in order. */
export const TICKET_COLUMNS: readonly Column<ItemTicket>[] = plainColumns<ItemTicket>(
  'id',
  'connection',
  'system',
  'key',
  'url',
  'state',
  'status',
  'rule',
  'effect',
  'changed_at',
  'closed_at',
  'closed_by',
  'requested_at',
);

/** The columns of connections as CSV, in order; lists in one cell, separated by spaces. */
export const CONNECTION_COLUMNS: readonly Column<ConnectionDetails>[] = [
  ...plainColumns<ConnectionDetails>('key', 'name', 'system', 'base_url', 'active'),
  { name: 'rules', value: ({ rules }) => rules.join(' ') },
  { name: 'projects', value: ({ projects }) => projects.join(' ') },
  { name: 'levels', value: ({ levels }) => levels.join(' ') },
  ...plainColumns<ConnectionDetails>('on_settled', 'on_reopened', 'on_done', 'poll_seconds'),
  { name: 'pending', value: ({ health }) => health.pending },
  { name: 'failed', value: ({ health }) => health.failed },
  { name: 'polled_at', value: ({ health }) => health.polled_at },
  { name: 'poll_error', value: ({ health }) => health.poll_error },
  ...plainColumns<ConnectionDetails>('created_at', 'changed_at', 'position', 'sequence', 'id'),
];

/** The columns of what a connection could not do, as CSV, in order. */
export const TICKET_FAILURE_COLUMNS: readonly Column<TicketFailure>[] = plainColumns<TicketFailure>(
  'id',
  'direction',
  'kind',
  'ticket',
  'external_id',
  'item',
  'position',
  'attempts',
  'code',
  'error',
  'created_at',
  'failed_at',
);
