import { setTimeout as delay } from 'node:timers/promises';
import { AggregateLoader, type Found } from './aggregate-loader.js';
import type { Fold, Loaded } from './decider.js';
import { GuardConflict, NameTaken, SequenceConflict, StaleSequence } from './errors.js';
import { opaqueId } from './random.js';
import { refusalEvent, refusalStream } from './refusal.events.js';
import { AuditedRefusal, Refusal } from './refusal.js';
import { type EventContext, type EventData, type StreamRef, streamKey } from './event.js';
import type { Appended, AppendRequest, EventStore, IdempotencyClaim, NameClaim } from './eventstore.js';

/** What a command says about itself, beside its own members. */
export interface CommandMeta {
  readonly tenant: string;
  readonly context: EventContext;
  readonly idempotency?: IdempotencyClaim;
}

/** What finds an id by a name or a stream. */
export type Lookup = Pick<EventStore, 'findName' | 'readStreams'>;

const NOTHING: Appended = { repeated: false, events: [] };

/** What a handler decides in: it loads streams, and says what is to be appended to which. */
export class Decision {
  private readonly expectations = new Map<string, { stream: StreamRef; expected: number }>();
  private readonly writes: { stream: StreamRef; events: readonly EventData[]; project: string | null }[] = [];
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

  /** Finds what names stand for; for `resolveId` and its like. */
  readonly lookup: Lookup = {
    findName: async (tenant, kind, name) =>
      this.noted(await this.loader.owner(tenant, kind, name, this.isFresh)),
    readStreams: async (tenant, streams) => await this.loader.readStreams(tenant, streams),
  };

  /** Gives a stream's state, and makes its sequence part of what the append expects. */
  async load<State>(stream: StreamRef, fold: Fold<State>): Promise<Loaded<State>> {
    const [loaded] = await this.loadAll([stream], fold);
    if (!loaded) throw new Error('no state was given for a stream');
    return loaded;
  }

  /** The same for several streams, in one round trip at most. */
  async loadAll<State>(streams: readonly StreamRef[], fold: Fold<State>): Promise<Loaded<State>[]> {
    const all = this.noted(await this.loader.load(this.meta.tenant, streams, fold, this.isFresh));
    for (const [index, stream] of streams.entries())
      this.expectations.set(streamKey(stream), { stream, expected: all[index]?.sequence ?? 0 });
    return all;
  }

  /** Appends to a stream; one that was not loaded is expected to be new. */
  append(stream: StreamRef, project: string | null, events: readonly EventData[]): void {
    if (events.length > 0) this.writes.push({ stream, events, project });
  }

  claimName(claim: NameClaim): void {
    this.names.push(claim);
  }

  /** Nothing may have been recorded in the project after `since` (a position). */
  guard(project: string, since: number): void {
    this.scope = { project, since };
  }

  private noted<T>({ value, isKept }: Found<T>): T {
    this.isFromMemory ||= isKept;
    return value;
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
    const written = new Set(this.writes.map((write) => streamKey(write.stream)));
    return {
      tenant: this.meta.tenant,
      context: this.meta.context,
      writes: this.writes.map((write) => ({
        ...write,
        expected: this.expectations.get(streamKey(write.stream))?.expected ?? 0,
      })),
      reads: [...this.expectations].filter(([key]) => !written.has(key)).map(([, entry]) => entry),
      names: this.names,
      ...(this.scope ? { guard: this.scope } : {}),
      ...(this.meta.idempotency ? { idempotency: this.meta.idempotency } : {}),
    };
  }
}

/** A command is decided anew this often when others were faster. */
const ATTEMPTS = 5;

/**
 * Loads, decides, appends, and decides again on the newest state when another append came between (up to 5 times).
 * The first decision may be made on states kept in memory: the append checks their sequences, and what leads to no
 * append is decided once more on what the log holds.
 * After the first conflict on a stream this node's commands for it go one after the other, so that many callers of
 * one item do not wear each other out.
 */
export class CommandRunner {
  private readonly turns = new Map<string, Promise<unknown>>();
  private readonly loader: AggregateLoader;

  constructor(private readonly store: EventStore) {
    this.loader = new AggregateLoader(store);
  }

  /**
   * `decide` may run several times: it must have no effect but on its Decision. Nothing to record gives no events.
   * Throws what `decide` throws (Refusal), and SequenceConflict or GuardConflict after the last attempt. An
   * AuditedRefusal is recorded first.
   */
  async run(meta: CommandMeta, decide: (decision: Decision) => Promise<void>): Promise<Appended> {
    try {
      return await this.runOnce(meta, decide);
    } catch (error) {
      if (error instanceof AuditedRefusal) await this.recordRefusal(meta, error);
      throw error;
    }
  }

  /** Keeps a refusal for an auditor, as an event of the caller with the outcome `refused`. */
  async recordRefusal({ tenant, context }: CommandMeta, refusal: AuditedRefusal): Promise<void> {
    const stream = refusalStream(opaqueId('ref'));
    const project = refusal.subject.project ?? null;
    const write = { stream, expected: 0, events: [refusalEvent(refusal)], project };
    await this.store.append({ tenant, context, writes: [write], outcome: 'refused' });
  }

  private async runOnce(meta: CommandMeta, decide: (decision: Decision) => Promise<void>): Promise<Appended> {
    try {
      return await this.decideAndAppend(meta, decide);
    } catch (error) {
      // A repeated request that comes to an append is recognised there; one that is refused first has to be asked for.
      const repeated = isRace(error) || isRefused(error) ? await this.findRepeated(meta) : null;
      if (repeated) return repeated;
      throw error;
    }
  }

  private async findRepeated({ tenant, idempotency }: CommandMeta): Promise<Appended | null> {
    return idempotency ? await this.store.findRepeated(tenant, idempotency) : null;
  }

  private async nothing({ meta, unchanged }: Decision): Promise<Appended> {
    const repeated =
      unchanged && meta.idempotency
        ? await this.store.keepKey(meta.tenant, meta.idempotency, unchanged.position)
        : await this.findRepeated(meta);
    return repeated ?? NOTHING;
  }

  private async decideAndAppend(
    meta: CommandMeta,
    decide: (decision: Decision) => Promise<void>,
  ): Promise<Appended> {
    const decision = await this.decidedAtFirst(meta, decide);
    const request = decision.request();
    if (request === null) return await this.nothing(decision);
    // Whoever comes to a stream that others wait for waits behind them: appending at once would make them lose again.
    const waitedFor = turnKeys(request).find((key) => this.turns.has(key));
    if (waitedFor !== undefined) return await this.inTurn(waitedFor, () => this.retry(meta, decide));
    try {
      return await this.append(request);
    } catch (error) {
      if (!isRace(error)) throw error;
      const scope = error instanceof SequenceConflict ? streamKey(error.stream) : error.project;
      return await this.inTurn(turnKey(meta.tenant, scope), () => this.retry(meta, decide));
    }
  }

  private async retry(meta: CommandMeta, decide: (decision: Decision) => Promise<void>): Promise<Appended> {
    for (let attempt = 2; ; attempt += 1) {
      try {
        const decision = await this.decided(meta, decide);
        const request = decision.request();
        return request ? await this.append(request) : await this.nothing(decision);
      } catch (error) {
        if (!isRace(error) || attempt >= ATTEMPTS) throw error;
        await delay(Math.random() * 10 * attempt);
      }
    }
  }

  private async append(request: AppendRequest): Promise<Appended> {
    try {
      const appended = await this.store.append(request);
      if (!appended.repeated) this.loader.record(appended.events);
      return appended;
    } catch (error) {
      // Whatever happened, these states are not to be decided on again.
      this.loader.forget(
        request.tenant,
        [...request.writes, ...(request.reads ?? [])].map(({ stream }) => stream),
      );
      throw error;
    }
  }

  private async decidedAtFirst(
    meta: CommandMeta,
    decide: (decision: Decision) => Promise<void>,
  ): Promise<Decision> {
    const decision = new Decision(this.loader, meta, false);
    try {
      await decide(decision);
      if (decision.request() !== null || !decision.isFromMemory) return decision;
    } catch (error) {
      if (!decision.isFromMemory) throw error;
    }
    // What came from memory is checked by an append, and nothing else would be.
    return await this.decided(meta, decide);
  }

  private async decided(meta: CommandMeta, decide: (decision: Decision) => Promise<void>): Promise<Decision> {
    const decision = new Decision(this.loader, meta, true);
    await decide(decision);
    return decision;
  }

  private async inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.turns.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.turns.set(key, mine);
    try {
      return await mine;
    } finally {
      if (this.turns.get(key) === mine) this.turns.delete(key);
    }
  }
}

/** What commands take turns on: a stream, or a project that an append is guarded against. */
function turnKey(tenant: string, scope: string): string {
  return `${tenant}/${scope}`;
}

function turnKeys({ tenant, writes, reads, guard }: AppendRequest): string[] {
  const streams = [...writes, ...(reads ?? [])].map(({ stream }) => streamKey(stream));
  return [...streams, ...(guard ? [guard.project] : [])].map((scope) => turnKey(tenant, scope));
}

function isRefused(error: unknown): boolean {
  return error instanceof Refusal || error instanceof StaleSequence || error instanceof NameTaken;
}

function isRace(error: unknown): error is SequenceConflict | GuardConflict {
  return error instanceof SequenceConflict || error instanceof GuardConflict;
}
