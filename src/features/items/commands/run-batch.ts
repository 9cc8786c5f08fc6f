import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import { StaleSequence } from '../../../eventstore/errors.js';
import { streamKey } from '../../../eventstore/event.js';
import { EventStore, type IdempotencyClaim } from '../../../eventstore/eventstore.js';
import { Refusal } from '../../../eventstore/refusal.js';
import { ItemScope } from '../item-scope.js';
import {
  type BatchEntry,
  type EventsLeft,
  eventsOf,
  EventsUsedUp,
  isWrong,
  itemStreams,
  type Verdict,
  type WrongEntry,
} from './batch.js';

/**
 * Sends the commands of a batch, each with a verdict of its own. Those on one item keep their order; the others run
 * side by side, so that the group commit puts them into few transactions. Where the tenant may not record all of it today,
 * they go one by one, for as long as it may.
 */
export class RunBatch<Answer extends object> extends Command<Answer> {
  constructor(
    readonly meta: CommandMeta,
    readonly project: string,
    readonly entries: readonly (BatchEntry | WrongEntry)[],
    /** Makes the answer; kept beside the idempotency key, it is what a repetition gets. */
    readonly render: (verdicts: readonly Verdict[]) => Answer,
    /** Null: as many as it likes. */
    readonly eventsLeft: EventsLeft | null = null,
  ) {
    super();
  }
}

const USED_UP = 'The tenant may record no more events today (UTC).';

@CommandHandler(RunBatch)
export class RunBatchHandler implements ICommandHandler<RunBatch<object>> {
  constructor(
    private readonly commands: CommandBus,
    private readonly runner: CommandRunner,
    private readonly scope: ItemScope,
    private readonly store: EventStore,
  ) {}

  /**
   * Throws Refusal not_found for the project, IdempotencyKeyReused, and what stood in the way of all commands where
   * that was no verdict of the rules.
   */
  async execute({ meta, project, entries, render, eventsLeft }: RunBatch<object>): Promise<object> {
    const lanes = await this.lanes(meta, project, entries);
    const { tenant, idempotency } = meta;
    const kept = idempotency && (await this.begin(tenant, idempotency));
    if (kept) return kept;

    const verdicts = entries.map((entry): Verdict => ({
      kind: 'refused',
      error: isWrong(entry) ? entry.error : new Error('was not sent'),
    }));
    const own = { ...meta, itemsTogether: lanes.length };
    if (eventsLeft === null || (await eventsLeft()) >= eventsOf(entries))
      await Promise.all(
        lanes.map(async (lane) => {
          for (const { entry, index } of lane) verdicts[index] = await this.verdict(own, entry, index);
        }),
      );
    else await this.oneByOne(own, entries, verdicts, eventsLeft);

    const open = verdicts.filter((verdict) => !isFinal(verdict));
    if (open.length === verdicts.length && open[0]?.kind === 'refused') throw open[0].error;
    const answer = render(verdicts);
    // What is not known for good is asked for again, under the keys of the commands.
    if (idempotency && open.length === 0)
      await this.store.keepAnswer(tenant, idempotency, JSON.stringify(answer));
    return answer;
  }

  /** Sends the commands in their order for as long as the tenant may record anything, as if each came by itself. */
  private async oneByOne(
    meta: CommandMeta,
    entries: readonly (BatchEntry | WrongEntry)[],
    verdicts: Verdict[],
    eventsLeft: EventsLeft,
  ): Promise<void> {
    let isUsedUp = false;
    for (const [index, entry] of entries.entries()) {
      if (isWrong(entry)) continue;
      isUsedUp ||= (await eventsLeft()) <= 0;
      verdicts[index] = isUsedUp
        ? { kind: 'refused', error: new EventsUsedUp(USED_UP) }
        : await this.verdict(meta, entry, index);
    }
  }

  /** The commands that can be sent, those on one item behind one another. */
  private async lanes(
    meta: CommandMeta,
    project: string,
    entries: readonly (BatchEntry | WrongEntry)[],
  ): Promise<{ entry: BatchEntry; index: number }[][]> {
    const sent = entries.flatMap((entry, index) => (isWrong(entry) ? [] : [{ entry, index }]));
    const refs = sent.map(({ entry }) => entry.ref);
    const streams = await itemStreams(this.runner, this.scope, meta, project, refs);
    const byItem = Map.groupBy(sent, (_, at) => {
      const stream = streams[at];
      return stream ? streamKey(stream) : `unknown ${at}`;
    });
    return [...byItem.values()];
  }

  /** The answer of this request where it was given before. Throws IdempotencyKeyReused. */
  private async begin(tenant: string, claim: IdempotencyClaim): Promise<object | null> {
    if ((await this.store.keepKey(tenant, claim, null)) === null) return null;
    const answer = await this.store.keptAnswer(tenant, claim);
    return answer === null ? null : (JSON.parse(answer) as object);
  }

  private async verdict(meta: CommandMeta, entry: BatchEntry, index: number): Promise<Verdict> {
    try {
      const { appended } = await this.commands.execute(entry.command(ofCommand(meta, index)));
      return { kind: 'done', events: appended.events };
    } catch (error) {
      return { kind: 'refused', error };
    }
  }
}

/** Each command has a key of its own, which no caller can send: a space stands in it. */
function ofCommand({ idempotency, ...meta }: CommandMeta, index: number): CommandMeta {
  if (!idempotency) return meta;
  return { ...meta, idempotency: { ...idempotency, key: `batch ${index} ${idempotency.key}` } };
}

/** Whether trying once more could bring nothing else, unless something changes. */
function isFinal(verdict: Verdict): boolean {
  if (verdict.kind === 'done') return true;
  const { error } = verdict;
  if (error instanceof EventsUsedUp) return false;
  return error instanceof Refusal || error instanceof StaleSequence || error instanceof InvalidEntry;
}

/** A command of a batch that is not well formed. */
export class InvalidEntry extends Error {
  override readonly name = 'InvalidEntry';
}
