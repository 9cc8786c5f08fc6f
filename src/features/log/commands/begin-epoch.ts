import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandMeta } from '../../../eventstore/command-runner.js';
import type { Appended } from '../../../eventstore/eventstore.js';
import { LogEpochs } from '../log-epochs.js';

/** Begins a new epoch of a log that was halted; `checkpoint` is the newest note of the old one that is known. */
export class BeginEpoch extends Command<Appended> {
  constructor(
    readonly meta: CommandMeta,
    readonly reason: string,
    readonly checkpoint: string | null,
  ) {
    super();
  }
}

@CommandHandler(BeginEpoch)
export class BeginEpochHandler implements ICommandHandler<BeginEpoch> {
  constructor(private readonly epochs: LogEpochs) {}

  /** Refuses (invalid) a log that is not halted, and a checkpoint that is none. */
  async execute({ meta, reason, checkpoint }: BeginEpoch): Promise<Appended> {
    return await this.epochs.begin(meta, reason, checkpoint);
  }
}
