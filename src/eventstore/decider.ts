import type { RecordedEvent } from './event.js';

/** How a stream's state comes from its events; pure. */
export interface Fold<State> {
  readonly initial: State;
  readonly evolve: (state: State, event: RecordedEvent) => State;
}

export interface Loaded<State> {
  readonly state: State;
  /** Sequence of the newest event; 0 where the stream is not there. */
  readonly sequence: number;
  /** Position of the newest event, null where there is none. */
  readonly position: number | null;
}
