import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner, type Decision } from '../../../eventstore/command-runner.js';
import { StaleSequence } from '../../../eventstore/errors.js';
import { AuditedRefusal, Refusal } from '../../../eventstore/refusal.js';
import { itemFold } from '../item.js';
import { ItemScope } from '../item-scope.js';
import {
  type BatchEntry,
  type EventsLeft,
  eventsOf,
  EventsUsedUp,
  isWrong,
  sharedOut,
  type Verdict,
  type WrongEntry,
} from './batch.js';
import { InvalidEntry } from './run-batch.js';

/** Events that an atomic batch may record: one transaction, which others wait for. */
const MOST_ATOMIC_EVENTS = 2_000;

/** An atomic batch of which nothing was recorded, since some of its commands are refused. */
export class BatchRefused extends Refusal {
  override readonly name = 'BatchRefused';

  constructor(
    /** By the command's place in the batch, what its own route would have answered with. */
    readonly failures: ReadonlyMap<number, Error>,
    readonly size: number,
  ) {
    super('batch_refused', `${failures.size} of ${size} commands are refused, so that nothing was done`);
  }
}

/** Records the commands of a batch in one append, or nothing. Each is decided on what those before it leave behind. */
export class RunAtomicBatch extends Command<Verdict[]> {
  constructor(
    readonly meta: CommandMeta,
    readonly project: string,
    readonly entries: readonly (BatchEntry | WrongEntry)[],
    /** Null: as many as it likes. */
    readonly eventsLeft: EventsLeft | null = null,
  ) {
    super();
  }
}

@CommandHandler(RunAtomicBatch)
export class RunAtomicBatchHandler implements ICommandHandler<RunAtomicBatch> {
  constructor(
    private readonly commands: CommandBus,
    private readonly runner: CommandRunner,
    private readonly scope: ItemScope,
  ) {}

  /**
   * Throws BatchRefused with all that stands against it, Refusal not_found (project) and limit_reached, EventsUsedUp where
   * it does not fit into what the tenant may record today, and what an append throws.
   */
  async execute({ meta, project, entries, eventsLeft }: RunAtomicBatch): Promise<Verdict[]> {
    const good = entries.filter((entry): entry is BatchEntry => !isWrong(entry));
    const events = eventsOf(entries);
    if (events > MOST_ATOMIC_EVENTS)
      throw new Refusal(
        'limit_reached',
        `an atomic batch records ${MOST_ATOMIC_EVENTS} events at most, not ${events}; evidence counts as events`,
        '/commands',
      );
    try {
      const appended = await this.runner.run(meta, async (decision) => {
        await this.decide(decision, project, entries);
        const left = (await eventsLeft?.()) ?? Infinity;
        if (left < events)
          throw new EventsUsedUp(
            `It records ${events} events, and the tenant may record ${left} more today (UTC).`,
          );
      });
      return sharedOut(good, appended.events).map((own) => ({ kind: 'done', events: own }));
    } catch (error) {
      if (error instanceof BatchRefused) await this.recordRefusals(meta, error);
      throw error;
    }
  }

  private async decide(
    decision: Decision,
    project: string,
    entries: readonly (BatchEntry | WrongEntry)[],
  ): Promise<void> {
    await this.scope.project(decision, project);
    const refs = entries.flatMap((entry) => (isWrong(entry) ? [] : [entry.ref]));
    const streams = await Promise.all(refs.map((ref) => this.scope.stream(decision, ref)));
    // All at once: the commands go one after the other, and would each wait for theirs.
    const distinct = new Map(streams.flatMap((stream) => (stream ? [[stream.id, stream]] : [])));
    await decision.loadAll([...distinct.values()], itemFold);

    const { tenant, context } = decision.meta;
    const failures = new Map<number, Error>();
    for (const [index, entry] of entries.entries())
      try {
        if (isWrong(entry)) throw entry.error;
        await this.commands.execute(
          entry.command({ tenant, context, within: decision, itemsTogether: distinct.size }),
        );
      } catch (error) {
        if (!isVerdict(error)) throw error;
        failures.set(index, error);
      }
    if (failures.size > 0) throw new BatchRefused(failures, entries.length);
  }

  private async recordRefusals(meta: CommandMeta, { failures }: BatchRefused): Promise<void> {
    const audited = [...failures.values()].filter((error) => error instanceof AuditedRefusal);
    await Promise.all(audited.map((refusal) => this.runner.recordRefusal(meta, refusal)));
  }
}

function isVerdict(error: unknown): error is Error {
  return error instanceof Refusal || error instanceof StaleSequence || error instanceof InvalidEntry;
}
