import type { RecordedEvent, StreamRef } from '../../eventstore/event.js';

/** Somebody decided that an event which a projection could not take is left out of it for good. */
export type ProjectionEvent = {
  type: 'projection.failure_dismissed';
  revision: 1;
  payload: {
    projection: string;
    version: number;
    /** Of the event that is left out. */
    position: number;
    event_type: string;
    /** What was set aside because of it: a project's id, else a stream's. */
    partition: string;
  };
  private: { reason: string };
};

export const PROJECTION_EVENT_TYPES: readonly ProjectionEvent['type'][] = ['projection.failure_dismissed'];

/** The stream of a projection, by its name. */
export function projectionStream(name: string): StreamRef {
  return { type: 'projection', id: name };
}

export function asProjectionEvent(event: RecordedEvent): ProjectionEvent | null {
  return event.type === 'projection.failure_dismissed' ? (event as unknown as ProjectionEvent) : null;
}

export function describeProjectionEvent(name: string, { payload }: ProjectionEvent): string {
  return `left ${payload.event_type} at position ${payload.position} out of the projection ${name}`;
}
