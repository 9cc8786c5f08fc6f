import { LRUCache } from 'lru-cache';
import { AggregateCache } from './aggregate-cache.js';
import type { Fold, Loaded } from './decider.js';
import type { RecordedEvent, StreamRef } from './event.js';
import type { EventStore } from './eventstore.js';
import { foldName } from './fold-name.js';
import { StreamBatch } from './stream-batch.js';

const KEPT_NAMES = 50_000;

/** Something that decisions are made on, and whether it may be behind the log. */
export interface Found<T> {
  readonly value: T;
  readonly isKept: boolean;
}

/** Gives commands the state of aggregates: from memory where it may be, else read together with what others ask for. */
export class AggregateLoader {
  private readonly cache = new AggregateCache();
  private readonly names = new LRUCache<string, string>({ max: KEPT_NAMES });
  private readonly batch: StreamBatch;

  constructor(private readonly store: EventStore) {
    this.batch = new StreamBatch((tenant, streams) => store.readStreams(tenant, streams));
  }

  /** The states of streams; `isFresh`: all of them read after this call. */
  async load<State>(
    tenant: string,
    streams: readonly StreamRef[],
    fold: Fold<State>,
    isFresh: boolean,
  ): Promise<Found<Loaded<State>[]>> {
    let isKept = false;
    const value = await Promise.all(
      streams.map(async (stream) => {
        const kept = isFresh ? null : this.cache.get(tenant, stream, fold);
        if (kept === null) return await this.read(tenant, stream, fold);
        isKept = true;
        return kept;
      }),
    );
    return { value, isKept };
  }

  /** Who holds a name, or null. A holder is remembered; that nobody holds it is not. */
  async owner(tenant: string, kind: string, name: string, isFresh: boolean): Promise<Found<string | null>> {
    const key = JSON.stringify([tenant, kind, foldName(name)]);
    const kept = isFresh ? undefined : this.names.get(key);
    if (kept !== undefined) return { value: kept, isKept: true };
    const value = await this.store.findName(tenant, kind, name);
    if (value === null) this.names.delete(key);
    else this.names.set(key, value);
    return { value, isKept: false };
  }

  /** The events of streams, read together with what others ask for. */
  async readStreams(tenant: string, streams: readonly StreamRef[]): Promise<RecordedEvent[][]> {
    return await Promise.all(streams.map((stream) => this.batch.read(tenant, stream)));
  }

  /** These events were just recorded. */
  record(events: readonly RecordedEvent[]): void {
    this.cache.record(events);
  }

  forget(tenant: string, streams: readonly StreamRef[]): void {
    for (const stream of streams) this.cache.forget(tenant, stream);
  }

  private async read<State>(tenant: string, stream: StreamRef, fold: Fold<State>): Promise<Loaded<State>> {
    const events = await this.batch.read(tenant, stream);
    const newest = events.at(-1);
    const loaded = {
      state: events.reduce(fold.evolve, fold.initial),
      sequence: newest?.sequence ?? 0,
      position: newest?.position ?? null,
    };
    // That a stream is not there is what most often changes.
    if (newest) this.cache.put(tenant, stream, fold, loaded);
    return loaded;
  }
}
