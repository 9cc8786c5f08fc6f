import type { AggregateLoader, Found } from './aggregate-loader.js';
import type { Fold, Loaded } from './decider.js';
import { type EventContext, type EventData, type RecordedEvent, type StreamRef, streamKey } from './event.js';
import type { Appended, AppendRequest, EventStore, IdempotencyClaim, NameClaim } from './eventstore.js';
import { foldName } from './fold-name.js';

/** What a command says about itself, beside its own members. */
export interface CommandMeta {
  readonly tenant: string;
  readonly context: EventContext;
  /** The caller has an API key where people could log in through a provider. */
  readonly isLongLivedKey?: boolean;
  readonly idempotency?: IdempotencyClaim;
  /** Set where the command is one of several that are recorded together or not at all: it joins their decision. */
  readonly within?: Decision;
  /**
   * How many items the request names that it is one command of; left out: one. Those that there are: whether the commands
   * on the others are refused is not known where each is recorded by itself.
   */
  readonly itemsTogether?: number;
}

/** What finds an id by a name or a stream. */
export type Lookup = Pick<EventStore, 'findName' | 'readStreams'>;

/** Position of an event that is decided on and not recorded yet. */
const NOT_RECORDED = -1;

interface Write {
  readonly stream: StreamRef;
  readonly events: readonly EventData[];
  readonly project: string | null;
}

/** What a handler decides in: it loads streams, and says what is to be appended to which. */
export class Decision {
  private readonly expectations = new Map<string, { stream: StreamRef; expected: number }>();
  private readonly states = new Map<string, Map<Fold<unknown>, Loaded<unknown>>>();
  private readonly found = new Map<string, Promise<unknown>>();
  private readonly writes: Write[] = [];
  /** By stream, what commands that joined have appended to it, as it would be recorded. */
  private readonly added = new Map<string, readonly RecordedEvent[]>();
  private isJoined = false;
  private readonly names: NameClaim[] = [];
  private scope: { project: string; since: number } | undefined;
  /** See keepUnchanged. */
  unchanged: { readonly position: number | null } | undefined;

  /** True where something of it came from memory and may be behind the log. */
  isFromMemory = false;

  constructor(
    private readonly loader: AggregateLoader,
    readonly meta: CommandMeta,
    private readonly isFresh: boolean,
  ) {}

  /** Finds what names stand for; for `resolveId` and its like. Asked twice for the same, it gives the same. */
  readonly lookup: Lookup = {
    findName: (tenant, kind, name) =>
      this.once(JSON.stringify(['name', tenant, kind, foldName(name)]), async () =>
        this.noted(await this.loader.owner(tenant, kind, name, this.isFresh)),
      ),
    readStreams: (tenant, streams) =>
      this.once(JSON.stringify(['streams', tenant, streams.map(streamKey)]), () =>
        this.loader.readStreams(tenant, streams),
      ),
  };

  /** Gives a stream's state, and makes its sequence part of what the append expects. */
  async load<State>(stream: StreamRef, fold: Fold<State>): Promise<Loaded<State>> {
    const [loaded] = await this.loadAll([stream], fold);
    if (!loaded) throw new Error('no state was given for a stream');
    return loaded;
  }

  /** The same for several streams, in one round trip at most. What was appended to them here is in their states. */
  async loadAll<State>(streams: readonly StreamRef[], fold: Fold<State>): Promise<Loaded<State>[]> {
    const unknown = streams.filter(
      (stream) => !this.states.get(streamKey(stream))?.has(fold as Fold<unknown>),
    );
    if (unknown.length > 0) {
      const read = this.noted(await this.loader.load(this.meta.tenant, unknown, fold, this.isFresh));
      for (const [index, stream] of unknown.entries()) this.keep(stream, fold, read[index]);
    }
    return streams.map((stream) => this.current(stream, fold));
  }

  /** Appends to a stream; one that was not loaded is expected to be new. */
  append(stream: StreamRef, project: string | null, events: readonly EventData[]): void {
    if (events.length === 0) return;
    const write = { stream, events, project };
    this.writes.push(write);
    if (this.isJoined)
      this.added.set(streamKey(stream), [...this.addedTo(stream), ...this.asRecorded(write)]);
  }

  claimName(claim: NameClaim): void {
    this.names.push(claim);
  }

  /** Nothing may have been recorded in the project after `since` (a position). */
  guard(project: string, since: number): void {
    this.scope = { project, since };
  }

  /**
   * Decides one of several commands that are recorded together: what it appends is added to this decision, and those
   * decided after it see it. Gives its events as they would be recorded, without their positions. What `decide` throws
   * takes back what it appended.
   */
  async join(decide: (decision: Decision) => Promise<void>): Promise<Appended> {
    this.isJoined = true;
    const [writes, names] = [this.writes.length, this.names.length];
    try {
      await decide(this);
    } catch (error) {
      for (const { stream, events } of this.writes.splice(writes))
        this.added.set(streamKey(stream), this.addedTo(stream).slice(0, -events.length));
      this.names.length = names;
      throw error;
    }
    const mine = this.writes.slice(writes);
    const counts = new Map<StreamRef, number>();
    for (const { stream, events } of mine) counts.set(stream, (counts.get(stream) ?? 0) + events.length);
    return {
      repeated: false,
      events: [...counts].flatMap(([stream, count]) => this.addedTo(stream).slice(-count)),
    };
  }

  /**
   * Nothing is to be recorded, and a repetition under the same idempotency key is told so as well, whatever happens in
   * between. `position` is given back to it (Appended.keptAt): what the answer can be made from again.
   */
  keepUnchanged(position: number | null): void {
    this.unchanged = { position };
  }

  /** The append that was decided on, or null where nothing is to be recorded. */
  request(): AppendRequest | null {
    if (this.writes.length === 0) return null;
    const written = Map.groupBy(this.writes, ({ stream }) => streamKey(stream));
    return {
      tenant: this.meta.tenant,
      context: this.meta.context,
      writes: [...written].flatMap(([key, [first, ...rest]]) =>
        first
          ? [
              {
                ...first,
                events: [...first.events, ...rest.flatMap(({ events }) => events)],
                expected: this.expectations.get(key)?.expected ?? 0,
              },
            ]
          : [],
      ),
      reads: [...this.expectations].filter(([key]) => !written.has(key)).map(([, entry]) => entry),
      names: this.names,
      ...(this.scope ? { guard: this.scope } : {}),
      ...(this.meta.idempotency ? { idempotency: this.meta.idempotency } : {}),
    };
  }

  private keep<State>(stream: StreamRef, fold: Fold<State>, loaded: Loaded<State> | undefined): void {
    if (!loaded) throw new Error('no state was given for a stream');
    const key = streamKey(stream);
    const states = this.states.get(key) ?? new Map<Fold<unknown>, Loaded<unknown>>();
    this.states.set(key, states.set(fold as Fold<unknown>, loaded));
    // Of two readings the first one counts: where the second is newer the append is refused, and all is decided anew.
    if (!this.expectations.has(key)) this.expectations.set(key, { stream, expected: loaded.sequence });
  }

  private current<State>(stream: StreamRef, fold: Fold<State>): Loaded<State> {
    const loaded = this.states.get(streamKey(stream))?.get(fold as Fold<unknown>) as Loaded<State>;
    const added = this.addedTo(stream);
    if (added.length === 0) return loaded;
    const state = added.reduce(fold.evolve, loaded.state);
    return { ...loaded, state, sequence: loaded.sequence + added.length };
  }

  private addedTo(stream: StreamRef): readonly RecordedEvent[] {
    return this.added.get(streamKey(stream)) ?? [];
  }

  private asRecorded({ stream, events, project }: Write): RecordedEvent[] {
    const { tenant, context } = this.meta;
    const before = (this.expectations.get(streamKey(stream))?.expected ?? 0) + this.addedTo(stream).length;
    return events.map((data, index) => ({
      ...context,
      ...data,
      tenant,
      stream,
      position: NOT_RECORDED,
      epoch: 0,
      id: '',
      sequence: before + index + 1,
      project,
      outcome: 'success',
      createdAt: `${new Date().toISOString().slice(0, -1)}000Z`,
    }));
  }

  private async once<T>(key: string, find: () => Promise<T>): Promise<T> {
    const known = (this.found.get(key) as Promise<T> | undefined) ?? find();
    this.found.set(key, known);
    return await known;
  }

  private noted<T>({ value, isKept }: Found<T>): T {
    this.isFromMemory ||= isKept;
    return value;
  }
}
