import type { Appended } from '../eventstore/eventstore.js';

/** What every write answers with (api.md, Shapes). */
export interface WriteAnswer<T> {
  /** Position of the last event recorded: a read that reflects it has seen this write. */
  position: number | null;
  events: { id: string; type: string; position: number }[];
  resource: T;
}

/** `appended` without events (nothing was to be recorded) gives position null. */
export function writeAnswer<T>(appended: Appended, resource: T): WriteAnswer<T> {
  return {
    position: appended.events.at(-1)?.position ?? null,
    events: appended.events.map(({ id, type, position }) => ({ id, type, position })),
    resource,
  };
}
