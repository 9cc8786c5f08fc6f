import { LRUCache } from 'lru-cache';
import type { Fold, Loaded } from './decider.js';
import { type RecordedEvent, streamKey, type StreamRef } from './event.js';

/** What is kept is counted in events folded: states seldom hold more than their events brought. */
const KEPT_EVENTS = 200_000;

interface Entry {
  readonly sequence: number;
  readonly position: number | null;
  /** One state for each way to fold the stream. */
  readonly states: ReadonlyMap<Fold<unknown>, unknown>;
}

/**
 * States of streams as of a sequence. They may be behind the log: whoever decides on one makes its sequence part of
 * what the append expects, and believes a refusal only after a fresh read.
 */
export class AggregateCache {
  private readonly entries = new LRUCache<string, Entry>({
    maxSize: KEPT_EVENTS,
    sizeCalculation: ({ sequence, states }) => 1 + sequence * states.size,
  });

  get<State>(tenant: string, stream: StreamRef, fold: Fold<State>): Loaded<State> | null {
    const entry = this.entries.get(keyOf(tenant, stream));
    if (!entry?.states.has(fold as Fold<unknown>)) return null;
    const { sequence, position, states } = entry;
    return { sequence, position, state: states.get(fold as Fold<unknown>) as State };
  }

  /** Keeps what was read, unless something newer is there. */
  put<State>(
    tenant: string,
    stream: StreamRef,
    fold: Fold<State>,
    { sequence, position, state }: Loaded<State>,
  ): void {
    const key = keyOf(tenant, stream);
    const kept = this.entries.get(key);
    if (kept && kept.sequence > sequence) return;
    const others = kept?.sequence === sequence ? kept.states : [];
    const states = new Map<Fold<unknown>, unknown>([...others, [fold as Fold<unknown>, state]]);
    this.entries.set(key, { sequence, position, states });
  }

  /** Brings the states of the streams of these events, just recorded, up to them; one with a gap goes. */
  record(events: readonly RecordedEvent[]): void {
    for (const event of events) {
      const key = keyOf(event.tenant, event.stream);
      const kept = this.entries.get(key);
      if (!kept || kept.sequence >= event.sequence) continue;
      if (kept.sequence !== event.sequence - 1) {
        this.entries.delete(key);
        continue;
      }
      // As a read would give it: states never hold what an erasure may delete.
      const { private: _, ...open } = event;
      const states = new Map([...kept.states].map(([fold, state]) => [fold, fold.evolve(state, open)]));
      this.entries.set(key, { sequence: event.sequence, position: event.position, states });
    }
  }

  forget(tenant: string, stream: StreamRef): void {
    this.entries.delete(keyOf(tenant, stream));
  }
}

function keyOf(tenant: string, stream: StreamRef): string {
  return `${tenant}/${streamKey(stream)}`;
}
