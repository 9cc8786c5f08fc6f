import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import { setDue } from '../item.js';
import { type ItemRef, ItemScope } from '../item-scope.js';
import { type ItemAnswer, runOnItem } from './run-on-item.js';

/** Sets the last day on which an item is in time (YYYY-MM-DD, UTC); null takes it away. */
export class SetDue extends Command<ItemAnswer> {
  constructor(
    readonly meta: CommandMeta,
    readonly ref: ItemRef,
    readonly dueOn: string | null,
    readonly ifMatch: number | null,
  ) {
    super();
  }
}

@CommandHandler(SetDue)
export class SetDueHandler implements ICommandHandler<SetDue> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly scope: ItemScope,
  ) {}

  async execute({ dueOn, ...command }: SetDue): Promise<ItemAnswer> {
    return await runOnItem(this.runner, this.scope, command, ({ loaded, target }) =>
      setDue(loaded.state, target.subject, dueOn),
    );
  }
}
