import type { EventContext, EventData, Outcome, RecordedEvent, StreamRef } from './event.js';

/** Events to append to one stream. `expected` is the sequence the decision was made on, 0 for a new stream. */
export interface StreamWrite {
  readonly stream: StreamRef;
  readonly expected: number;
  readonly events: readonly EventData[];
  /** Id of the project the events belong to, null for what stands above projects. */
  readonly project: string | null;
}

/** A name that may be held once per tenant, compared case-folded; `release` gives it back. */
export interface NameClaim {
  readonly kind: string;
  readonly name: string;
  readonly owner: string;
  readonly release?: boolean;
}

export interface IdempotencyClaim {
  /** Whose key it is: another caller's equal key is another key. */
  readonly caller: string;
  readonly key: string;
  /** SHA-256 of the request. */
  readonly fingerprint: Uint8Array;
}

/** One command's events with all that they were decided on: recorded whole or not at all. */
export interface AppendRequest {
  readonly tenant: string;
  readonly context: EventContext;
  readonly writes: readonly StreamWrite[];
  /** Streams that were only read, with the sequence they had. */
  readonly reads?: readonly { readonly stream: StreamRef; readonly expected: number }[];
  /** Refuse when the project has an event after `since`. */
  readonly guard?: { readonly project: string; readonly since: number };
  readonly names?: readonly NameClaim[];
  readonly idempotency?: IdempotencyClaim;
  readonly outcome?: Outcome;
}

export interface Appended {
  /** True where the same request had been done before: the events are those of the first time. */
  readonly repeated: boolean;
  readonly events: readonly RecordedEvent[];
  /** Of a repeated request that recorded nothing: the position that keepKey was given, null where that was null. */
  readonly keptAt?: number | null;
}

/** Which events are asked for. All members are joined by AND. */
export interface EventQuery {
  readonly project?: string;
  /** Of these projects alone, by their ids; what stands above projects is left out too. */
  readonly within?: readonly string[];
  readonly aggregateType?: string;
  readonly aggregateId?: string;
  readonly types?: readonly string[];
  readonly actor?: string;
  readonly source?: string;
  readonly correlationId?: string;
  /** Recorded at or after (RFC 3339), and before. */
  readonly from?: string;
  readonly to?: string;
  /** Positions after and before, both exclusive. */
  readonly after?: number;
  readonly before?: number;
  readonly order: 'asc' | 'desc';
  readonly limit: number;
}

export interface LogHead {
  readonly epoch: number;
  /** The position that the next event gets; 0 in an empty log. */
  readonly nextPosition: number;
}

export interface LogOrigin {
  readonly epoch: number;
  readonly origin: string;
  readonly firstPosition: number;
}

export interface Blob {
  readonly mediaType: string;
  readonly body: Buffer;
}

/**
 * The event store: append-only, one log a tenant, positions without gaps in commit order.
 * After ZITADEL's eventstore (push, filter, unique constraints), with expected sequences made mandatory.
 * Every method may throw StoreUnavailable and UnknownTenant.
 */
export abstract class EventStore {
  /** Records the events or throws SequenceConflict, GuardConflict, NameTaken, IdempotencyKeyReused, ClockBehind. */
  abstract append(request: AppendRequest): Promise<Appended>;

  /**
   * What was done under this key before, or null. Asked before a command is decided again, since by now the rules
   * might refuse what they allowed then. Throws IdempotencyKeyReused for another request.
   */
  abstract findRepeated(tenant: string, claim: IdempotencyClaim): Promise<Appended | null>;

  /**
   * Keeps the key of a request that recorded nothing, with the position that its answer can be made from again (null:
   * none). Gives null where it was kept now, else what was done under the key before. Throws IdempotencyKeyReused.
   */
  abstract keepKey(
    tenant: string,
    claim: IdempotencyClaim,
    position: number | null,
  ): Promise<Appended | null>;

  /**
   * Keeps the answer of a request beside its key, which the append or keepKey has kept, unless there is one; true where it
   * was kept now.
   */
  abstract keepAnswer(tenant: string, claim: IdempotencyClaim, answer: string): Promise<boolean>;

  /** What keepAnswer kept for this request, or null. */
  abstract keptAnswer(tenant: string, claim: IdempotencyClaim): Promise<string | null>;

  /** Forgets the keys that are older than 24 hours; gives how many went. */
  abstract forgetOldKeys(tenant: string): Promise<number>;

  /** Events of each stream, in sequence order, without private parts; a stream that is not there gives []. */
  abstract readStreams(tenant: string, streams: readonly StreamRef[]): Promise<RecordedEvent[][]>;

  /** The events at these positions that there are, in position order, with private parts. */
  abstract readPositions(tenant: string, positions: readonly number[]): Promise<RecordedEvent[]>;

  /** A page of the log with private parts, by position. */
  abstract query(tenant: string, query: EventQuery): Promise<RecordedEvent[]>;

  abstract head(tenant: string): Promise<LogHead>;

  /** Who holds the name, or null. */
  abstract findName(tenant: string, kind: string, name: string): Promise<string | null>;

  /** Makes the tenant's log under its origin; false where it was there. */
  abstract createTenant(tenant: string, origin: string): Promise<boolean>;

  /** All tenants that have a log, by name. */
  abstract tenants(): Promise<string[]>;

  abstract origins(tenant: string): Promise<LogOrigin[]>;

  /** Keeps bytes by their SHA-256 and gives it in hex. */
  abstract putBlob(tenant: string, mediaType: string, body: Uint8Array): Promise<string>;

  abstract getBlob(tenant: string, sha256: string): Promise<Blob | null>;

  /** Calls the listener after appends to any tenant, from this node or another; a hint, never a promise. */
  abstract onAppended(listener: (tenant: string) => void): Promise<() => Promise<void>>;
}
