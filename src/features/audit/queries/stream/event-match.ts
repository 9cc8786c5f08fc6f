import type { RecordedEvent } from '../../../../eventstore/event.js';
import type { EventQuery } from '../../../../eventstore/eventstore.js';

/** The members of a query that say which events are meant. */
export type EventFilter = Omit<EventQuery, 'order' | 'limit' | 'after'>;

/** Whether an event is one that the query asks for: what the database would say, for an event at hand. */
export function matches(event: RecordedEvent, filter: EventFilter): boolean {
  const { project, within, aggregateType, aggregateId, types, actor, source, correlationId } = filter;
  const { from, to, before } = filter;
  const is = <T>(wanted: T | undefined, has: T): boolean => wanted === undefined || wanted === has;
  return (
    is<string | null>(project, event.project) &&
    (within === undefined || (event.project !== null && within.includes(event.project))) &&
    is(aggregateType, event.stream.type) &&
    is(aggregateId, event.stream.id) &&
    (types === undefined || types.includes(event.type)) &&
    is(actor, event.actor.id) &&
    is<string>(source, event.source) &&
    is(correlationId, event.correlationId) &&
    // Both in UTC with microseconds, so that texts compare like times.
    (from === undefined || event.createdAt >= from) &&
    (to === undefined || event.createdAt < to) &&
    (before === undefined || event.position < before)
  );
}
