import type { RecordedEvent, StreamRef } from '../../eventstore/event.js';

/** What the log says of itself: who seals it and with which keys, what was found wrong, who took it out. */
export type LogEvent =
  | { type: 'log.sealer_started'; revision: 1; payload: { mode: 'inside' | 'apart'; version: string } }
  | { type: 'log.sealer_stopped'; revision: 1; payload: { mode: 'inside' | 'apart' } }
  | {
      type: 'log.keys_changed';
      revision: 1;
      /** Verifier keys (C2SP signed-note) that sign from the next checkpoint on, and how they differ from before. */
      payload: { origin: string; keys: string[]; added: string[]; retired: string[] };
    }
  | {
      type: 'log.mismatch_found';
      revision: 1;
      /** First position that is wrong, null where it is the tree as a whole; what is wrong, in a word. */
      payload: { origin: string; position: number | null; what: string; detail: string };
    }
  | {
      type: 'log.exported';
      revision: 1;
      /** Positions from the first, before the second; id of the project where it was of one alone. */
      payload: { origin: string; from: number; to: number; project: string | null };
    }
  | {
      type: 'log.epoch_begun';
      revision: 1;
      payload: {
        epoch: number;
        origin: string;
        previous: {
          epoch: number;
          origin: string;
          /** How many of its events the database has, and the root of the tree that they make (base64). */
          events: number;
          root: string;
          /** The newest signed note of it that is known, which the old epoch could not continue. */
          checkpoint: string | null;
        };
      };
      private: { reason: string };
    };

export const LOG_EVENT_TYPES: readonly LogEvent['type'][] = [
  'log.sealer_started',
  'log.sealer_stopped',
  'log.keys_changed',
  'log.mismatch_found',
  'log.exported',
  'log.epoch_begun',
];

/** The stream of what a tenant's log says of itself. */
export function logStream(tenant: string): StreamRef {
  return { type: 'log', id: tenant };
}

export function asLogEvent(event: RecordedEvent): LogEvent | null {
  return LOG_EVENT_TYPES.some((type) => type === event.type) ? (event as unknown as LogEvent) : null;
}

export function describeLogEvent(event: LogEvent): string {
  switch (event.type) {
    case 'log.sealer_started':
      return 'began to seal the log';
    case 'log.sealer_stopped':
      return 'ended sealing the log';
    case 'log.keys_changed':
      return event.payload.retired.length > 0
        ? `signs the log without the key ${event.payload.retired.join(', ')}`
        : `signs the log with the key ${event.payload.added.join(', ')}`;
    case 'log.mismatch_found':
      return event.payload.position === null
        ? `found the log's tree changed: ${event.payload.detail}`
        : `found the event at position ${event.payload.position} changed: ${event.payload.detail}`;
    case 'log.epoch_begun':
      return `began epoch ${event.payload.epoch} of the log`;
    case 'log.exported':
      return `exported the log from position ${event.payload.from} up to ${event.payload.to}`;
  }
}
