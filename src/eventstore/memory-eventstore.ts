import { createHash } from 'node:crypto';
import { GuardConflict, IdempotencyKeyReused, NameTaken, SequenceConflict, UnknownTenant } from './errors.js';
import { type RecordedEvent, type StreamRef, streamKey } from './event.js';
import { recorded, sealAppend } from './envelope.js';
import {
  type Appended,
  type AppendRequest,
  type Blob,
  type EventQuery,
  EventStore,
  type IdempotencyClaim,
  type LogHead,
  type LogOrigin,
} from './eventstore.js';
import { foldName } from './fold-name.js';

interface KeptKey {
  readonly fingerprint: string;
  readonly first: number;
  readonly last: number;
  readonly at: string;
  readonly answer?: string;
}

interface MemoryLog {
  readonly origin: string;
  readonly events: RecordedEvent[];
  readonly names: Map<string, string>;
  readonly keys: Map<string, KeptKey>;
  readonly blobs: Map<string, Blob>;
}

/** The event store in memory, for tests of what stands on it: the same contract as on PostgreSQL, nothing kept. */
export class MemoryEventStore extends EventStore {
  private readonly logs = new Map<string, MemoryLog>();
  private readonly listeners = new Set<(tenant: string) => void>();

  /** `now` gives RFC 3339 with microseconds; a test moves it. */
  constructor(private readonly now: () => string = () => `${new Date().toISOString().slice(0, -1)}000Z`) {
    super();
  }

  // One turn of the event loop from check to write: nothing can come between.
  override append(request: AppendRequest): Promise<Appended> {
    return Promise.resolve().then(() => this.appendNow(request));
  }

  private appendNow(request: AppendRequest): Appended {
    const sealed = sealAppend(request);
    const log = this.log(request.tenant);
    const repeated = request.idempotency ? repetition(log, request.idempotency) : null;
    if (repeated) return repeated;
    for (const { stream, expected } of [...request.writes, ...(request.reads ?? [])]) {
      const actual = streamEvents(log, stream).length;
      if (actual !== expected) throw new SequenceConflict(stream, expected, actual);
    }
    const { guard } = request;
    const newest = guard && log.events.findLast((event) => event.project === guard.project);
    if (guard && newest && newest.position > guard.since)
      throw new GuardConflict(guard.project, guard.since, newest.position);
    const names = (request.names ?? []).map((claim) => ({
      ...claim,
      key: `${claim.kind}:${foldName(claim.name)}`,
    }));
    for (const claim of names) {
      const owner = log.names.get(claim.key);
      if (!claim.release && owner !== undefined) throw new NameTaken(claim.kind, foldName(claim.name), owner);
    }

    const last = log.events.at(-1)?.createdAt ?? '';
    const clock = this.now();
    const events = recorded(sealed, log.events.length, 0, clock > last ? clock : last, log.origin);
    log.events.push(...events);
    for (const claim of names) {
      if (!claim.release) log.names.set(claim.key, claim.owner);
      else if (log.names.get(claim.key) === claim.owner) log.names.delete(claim.key);
    }
    const { idempotency } = request;
    const [first] = events;
    if (idempotency && first) keep(log, idempotency, first.position, events.length, first.createdAt);
    for (const listener of this.listeners) listener(request.tenant);
    return { repeated: false, events };
  }

  override async findRepeated(tenant: string, claim: IdempotencyClaim): Promise<Appended | null> {
    const log = this.logs.get(tenant);
    return log ? repetition(log, claim) : null;
  }

  override async keepKey(
    tenant: string,
    claim: IdempotencyClaim,
    position: number | null,
  ): Promise<Appended | null> {
    const log = this.log(tenant);
    const repeated = repetition(log, claim);
    if (!repeated) keep(log, claim, position ?? -1, 0, this.now());
    return repeated;
  }

  override async keepAnswer(tenant: string, claim: IdempotencyClaim, answer: string): Promise<boolean> {
    const { keys } = this.log(tenant);
    const kept = keys.get(`${claim.caller}:${claim.key}`);
    if (kept?.fingerprint !== Buffer.from(claim.fingerprint).toString('hex') || kept.answer !== undefined)
      return false;
    keys.set(`${claim.caller}:${claim.key}`, { ...kept, answer });
    return true;
  }

  override async keptAnswer(tenant: string, claim: IdempotencyClaim): Promise<string | null> {
    const kept = this.logs.get(tenant)?.keys.get(`${claim.caller}:${claim.key}`);
    const isSame = kept?.fingerprint === Buffer.from(claim.fingerprint).toString('hex');
    return isSame ? (kept.answer ?? null) : null;
  }

  override async forgetOldKeys(tenant: string): Promise<number> {
    const { keys } = this.log(tenant);
    const day = 24 * 3_600_000;
    const old = [...keys].filter(([, { at }]) => Date.parse(this.now()) - Date.parse(at) > day);
    for (const [key] of old) keys.delete(key);
    return old.length;
  }

  override async readStreams(tenant: string, streams: readonly StreamRef[]): Promise<RecordedEvent[][]> {
    const log = this.logs.get(tenant);
    return streams.map((stream) => (log ? streamEvents(log, stream).map(withoutPrivate) : []));
  }

  override async readPositions(tenant: string, positions: readonly number[]): Promise<RecordedEvent[]> {
    const wanted = new Set(positions);
    return (this.logs.get(tenant)?.events ?? []).filter((event) => wanted.has(event.position));
  }

  override async query(tenant: string, query: EventQuery): Promise<RecordedEvent[]> {
    const events = (this.logs.get(tenant)?.events ?? []).filter((event) => matches(event, query));
    return (query.order === 'asc' ? events : events.toReversed()).slice(0, query.limit);
  }

  override async head(tenant: string): Promise<LogHead> {
    return { epoch: 0, nextPosition: this.logs.get(tenant)?.events.length ?? 0 };
  }

  override async findName(tenant: string, kind: string, name: string): Promise<string | null> {
    return this.logs.get(tenant)?.names.get(`${kind}:${foldName(name)}`) ?? null;
  }

  override async createTenant(tenant: string, origin: string): Promise<boolean> {
    if (this.logs.has(tenant)) return false;
    this.logs.set(tenant, { origin, events: [], names: new Map(), keys: new Map(), blobs: new Map() });
    return true;
  }

  override async tenants(): Promise<string[]> {
    return [...this.logs.keys()].sort();
  }

  override async origins(tenant: string): Promise<LogOrigin[]> {
    const log = this.logs.get(tenant);
    return log ? [{ epoch: 0, origin: log.origin, firstPosition: 0 }] : [];
  }

  override async putBlob(tenant: string, mediaType: string, body: Uint8Array): Promise<string> {
    const sha256 = createHash('sha256').update(body).digest('hex');
    const { blobs } = this.log(tenant);
    if (!blobs.has(sha256)) blobs.set(sha256, { mediaType, body: Buffer.from(body) });
    return sha256;
  }

  override async getBlob(tenant: string, sha256: string): Promise<Blob | null> {
    return this.logs.get(tenant)?.blobs.get(sha256) ?? null;
  }

  override async onAppended(listener: (tenant: string) => void): Promise<() => Promise<void>> {
    this.listeners.add(listener);
    return async () => {
      this.listeners.delete(listener);
    };
  }

  private log(tenant: string): MemoryLog {
    const log = this.logs.get(tenant);
    if (!log) throw new UnknownTenant(`tenant "${tenant}" has no log`);
    return log;
  }
}

function keep(log: MemoryLog, claim: IdempotencyClaim, first: number, count: number, at: string): void {
  const fingerprint = Buffer.from(claim.fingerprint).toString('hex');
  log.keys.set(`${claim.caller}:${claim.key}`, { fingerprint, first, last: first + count - 1, at });
}

function repetition(log: MemoryLog, claim: IdempotencyClaim): Appended | null {
  const done = log.keys.get(`${claim.caller}:${claim.key}`);
  if (!done) return null;
  if (done.fingerprint !== Buffer.from(claim.fingerprint).toString('hex'))
    throw new IdempotencyKeyReused(claim.key);
  if (done.last < done.first)
    return { repeated: true, events: [], keptAt: done.first < 0 ? null : done.first };
  return { repeated: true, events: log.events.slice(done.first, done.last + 1) };
}

function streamEvents(log: MemoryLog, stream: StreamRef): RecordedEvent[] {
  const key = streamKey(stream);
  return log.events.filter((event) => streamKey(event.stream) === key);
}

function withoutPrivate(event: RecordedEvent): RecordedEvent {
  const { private: _, ...rest } = event;
  return rest;
}

function matches(event: RecordedEvent, query: EventQuery): boolean {
  return (
    (query.project === undefined || event.project === query.project) &&
    (query.within === undefined || (event.project !== null && query.within.includes(event.project))) &&
    (query.aggregateType === undefined || event.stream.type === query.aggregateType) &&
    (query.aggregateId === undefined || event.stream.id === query.aggregateId) &&
    (query.types === undefined || query.types.includes(event.type)) &&
    (query.actor === undefined || event.actor.id === query.actor) &&
    (query.source === undefined || event.source === query.source) &&
    (query.correlationId === undefined || event.correlationId === query.correlationId) &&
    (query.from === undefined || event.createdAt >= query.from) &&
    (query.to === undefined || event.createdAt < query.to) &&
    (query.after === undefined || event.position > query.after) &&
    (query.before === undefined || event.position < query.before)
  );
}
