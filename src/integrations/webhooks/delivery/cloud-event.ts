import type { EventView } from '../../../eventstore/event-view.js';

/** Media type of a CloudEvent in the structured mode (CloudEvents 1.0, JSON format). */
export const CLOUD_EVENT_TYPE = 'application/cloudevents+json; charset=utf-8';

/** An event as CloudEvents 1.0 has it. Positions are texts of equal length, since JSON readers round large numbers. */
export interface CloudEvent<Data = EventView> {
  readonly specversion: '1.0';
  readonly id: string;
  /** Name of the log that it is in; a URI reference. */
  readonly source: string;
  readonly type: string;
  /** Type and id of the aggregate. */
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  /** Position in the log, 16 digits. */
  readonly sequence: string;
  readonly data: Data;
}

/** `source` is the log's origin, such as `clearance.example.org/log/default`. */
export function cloudEvent(event: EventView, source: string): CloudEvent {
  return {
    specversion: '1.0',
    id: event.id,
    source,
    type: event.type,
    subject: `${event.aggregate.type}/${event.aggregate.id}`,
    time: event.created_at,
    datacontenttype: 'application/json',
    sequence: `${event.position}`.padStart(16, '0'),
    data: event,
  };
}

/** What a test of the connection sends: of no event. */
export function pingEvent(
  id: string,
  source: string,
  webhook: string,
  time: string,
): CloudEvent<{ webhook: string }> {
  return {
    specversion: '1.0',
    id,
    source,
    type: 'clearance.ping',
    subject: `webhook/${webhook}`,
    time,
    datacontenttype: 'application/json',
    sequence: '0'.repeat(16),
    data: { webhook },
  };
}
