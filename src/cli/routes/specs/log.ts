import type { EventAnswer } from '../../../client/schema.js';
import { eventsView } from '../../views/events.js';
import { route } from '../route-spec.js';

/** As a table without --limit: what a person reads. */
const TABLE_ROWS = 50;

/** Events and the log that proves them, but for what has a command of its own: export and keys. */
export const LOG_ROUTES = [
  route<EventAnswer>({
    operation: 'audit_list',
    words: 'events',
    about: `list the log, newest first; a table has the newest ${TABLE_ROWS} unless --limit says otherwise`,
    view: eventsView,
    mostInTable: TABLE_ROWS,
    example: '--project payments-api --type item.checked,item.failed',
  }),
  route<EventAnswer>({ operation: 'audit_get', words: 'event show', view: eventsView }),
  route({ operation: 'log_proof', words: 'event proof' }),
  route({ operation: 'audit_event_types', words: 'event types' }),
  route({ operation: 'audit_aggregate_types', words: 'event aggregate-types' }),
  route({ operation: 'log_checkpoint', words: 'log checkpoint' }),
  route({ operation: 'log_consistency', words: 'log consistency' }),
  route({ operation: 'log_tile', words: 'log tile' }),
  route({ operation: 'operations_get_log_state', words: 'log state' }),
  route({ operation: 'operations_begin_epoch', words: 'log begin-epoch' }),
  route({ operation: 'privacy_request', words: 'erasure request' }),
  route({ operation: 'privacy_list', words: 'erasure list' }),
  route({ operation: 'privacy_get', words: 'erasure show' }),
  route({ operation: 'privacy_approve', words: 'erasure approve' }),
  route({ operation: 'privacy_reject', words: 'erasure reject' }),
  route({ operation: 'privacy_place_hold', words: 'hold place' }),
  route({ operation: 'privacy_list_holds', words: 'hold list' }),
  route({ operation: 'privacy_get_hold', words: 'hold show' }),
  route({ operation: 'privacy_release_hold', words: 'hold release' }),
];
