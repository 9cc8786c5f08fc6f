import type { Column } from '../../../http/csv.js';
import type { AttestedView, EventView } from '../../../eventstore/event-view.js';

/** The columns of events as CSV, in order; payload and private part as JSON. */
export const EVENT_COLUMNS: readonly Column<EventView>[] = [
  { name: 'position', value: (event) => event.position },
  { name: 'created_at', value: (event) => event.created_at },
  { name: 'type', value: (event) => event.type },
  { name: 'summary', value: (event) => event.summary },
  { name: 'actor_id', value: (event) => event.actor.id },
  { name: 'actor_kind', value: (event) => event.actor.kind },
  { name: 'actor_name', value: (event) => event.actor.name },
  { name: 'project', value: (event) => event.project },
  { name: 'checklist', value: (event) => event.subject.checklist },
  { name: 'item', value: (event) => event.subject.item },
  { name: 'before', value: (event) => json(event.before) },
  { name: 'after', value: (event) => json(event.after) },
  { name: 'reason', value: (event) => event.reason },
  { name: 'attested', value: ({ attested }) => attested && attestedWords(attested) },
  { name: 'outcome', value: (event) => event.outcome },
  { name: 'origin', value: (event) => event.origin },
  { name: 'aggregate_type', value: (event) => event.aggregate.type },
  { name: 'aggregate_id', value: (event) => event.aggregate.id },
  { name: 'sequence', value: (event) => event.sequence },
  { name: 'id', value: (event) => event.id },
  { name: 'request_id', value: (event) => event.request_id },
  { name: 'correlation_id', value: (event) => event.correlation_id },
  { name: 'payload', value: (event) => json(event.payload) },
  { name: 'private', value: (event) => json(event.private) },
  { name: 'erased_by', value: (event) => event.erased_by },
];

/** `by_service`, `by_owner` and `in_bulk`, as far as they are so. */
function attestedWords(attested: AttestedView): string {
  return (['by_service', 'by_owner', 'in_bulk'] as const).filter((name) => attested[name] === true).join(' ');
}

function json(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}
