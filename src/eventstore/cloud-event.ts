import type { EventView } from './event-view.js';
import type { LogOrigin } from './eventstore.js';

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

/** The events as CloudEvents, each of the log whose epoch it is in. `tenant` names the source where no log is known. */
export function cloudEvents(
  views: readonly EventView[],
  origins: readonly LogOrigin[],
  tenant: string,
): CloudEvent[] {
  return views.map((view) => {
    const log = origins.findLast(({ firstPosition }) => firstPosition <= view.position);
    return cloudEvent(view, log?.origin ?? tenant);
  });
}
