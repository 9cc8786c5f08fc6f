import { setTimeout as delay } from 'node:timers/promises';
import { AggregateLoader } from './aggregate-loader.js';
import { type CommandMeta, Decision } from './decision.js';
import { GuardConflict, NameTaken, SequenceConflict, StaleSequence } from './errors.js';
import { opaqueId } from './random.js';
import { refusalEvent, refusalStream } from './refusal.events.js';
import { AuditedRefusal, Refusal } from './refusal.js';
import { streamKey } from './event.js';
import type { Appended, AppendRequest, EventStore } from './eventstore.js';

export { type CommandMeta, Decision, type Lookup } from './decision.js';

const NOTHING: Appended = { repeated: false, events: [] };

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
   * AuditedRefusal is recorded first. A command that is decided within another decision (`meta.within`) joins it: see
   * Decision.join.
   */
  async run(meta: CommandMeta, decide: (decision: Decision) => Promise<void>): Promise<Appended> {
    if (meta.within) return await meta.within.join(decide);
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
