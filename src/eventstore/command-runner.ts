import { setTimeout as delay } from 'node:timers/promises';
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

/** What a handler decides in: it loads streams, and says what is to be appended to which. */
export class Decision {
  private readonly expectations = new Map<string, { stream: StreamRef; expected: number }>();
  private readonly writes: { stream: StreamRef; events: readonly EventData[]; project: string | null }[] = [];
  private readonly names: NameClaim[] = [];
  private scope: { project: string; since: number } | undefined;

  constructor(
    private readonly store: EventStore,
    readonly meta: CommandMeta,
  ) {}

  /** Reads a stream and makes its sequence part of what the append expects. */
  async load<State>(stream: StreamRef, fold: Fold<State>): Promise<Loaded<State>> {
    const [loaded] = await this.loadAll([stream], fold);
    if (!loaded) throw new Error('readStreams gave no answer for its stream');
    return loaded;
  }

  /** Reads several streams in one round trip. */
  async loadAll<State>(streams: readonly StreamRef[], fold: Fold<State>): Promise<Loaded<State>[]> {
    const histories = await this.store.readStreams(this.meta.tenant, streams);
    return streams.map((stream, index) => {
      const events = histories[index] ?? [];
      const sequence = events.at(-1)?.sequence ?? 0;
      this.expectations.set(streamKey(stream), { stream, expected: sequence });
      const state = events.reduce(fold.evolve, fold.initial);
      return { state, sequence, position: events.at(-1)?.position ?? null };
    });
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
 * Reads, decides, appends, and decides again on the newest state when another append came between (up to 5 times).
 * After the first conflict on a stream this node's commands for it go one after the other, so that many callers of
 * one item do not wear each other out.
 */
export class CommandRunner {
  private readonly turns = new Map<string, Promise<unknown>>();

  constructor(private readonly store: EventStore) {}

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
    const { tenant, idempotency } = meta;
    if (!idempotency) return await this.decideAndAppend(meta, decide);
    const repeated = await this.store.findRepeated(tenant, idempotency);
    if (repeated) return { repeated: true, events: repeated };
    try {
      return await this.decideAndAppend(meta, decide);
    } catch (error) {
      // The same request may have been done on another node meanwhile: then what is refused is only its repetition.
      const done =
        isRace(error) || isRefused(error) ? await this.store.findRepeated(tenant, idempotency) : null;
      if (done) return { repeated: true, events: done };
      throw error;
    }
  }

  private async decideAndAppend(
    meta: CommandMeta,
    decide: (decision: Decision) => Promise<void>,
  ): Promise<Appended> {
    const request = await this.decided(meta, decide);
    if (request === null) return NOTHING;
    // Whoever comes to a stream that others wait for waits behind them: appending at once would make them lose again.
    const waitedFor = turnKeys(request).find((key) => this.turns.has(key));
    if (waitedFor !== undefined) return await this.inTurn(waitedFor, () => this.retry(meta, decide));
    try {
      return await this.store.append(request);
    } catch (error) {
      if (!isRace(error)) throw error;
      const scope = error instanceof SequenceConflict ? streamKey(error.stream) : error.project;
      return await this.inTurn(turnKey(meta.tenant, scope), () => this.retry(meta, decide));
    }
  }

  private async retry(meta: CommandMeta, decide: (decision: Decision) => Promise<void>): Promise<Appended> {
    for (let attempt = 2; ; attempt += 1) {
      try {
        const request = await this.decided(meta, decide);
        return request ? await this.store.append(request) : NOTHING;
      } catch (error) {
        if (!isRace(error) || attempt >= ATTEMPTS) throw error;
        await delay(Math.random() * 10 * attempt);
      }
    }
  }

  private async decided(
    meta: CommandMeta,
    decide: (decision: Decision) => Promise<void>,
  ): Promise<AppendRequest | null> {
    const decision = new Decision(this.store, meta);
    await decide(decision);
    return decision.request();
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

const NOTHING: Appended = { repeated: false, events: [] };

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
