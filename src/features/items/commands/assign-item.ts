import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import { Refusal } from '../../../eventstore/refusal.js';
import { accountStream } from '../../access/access.events.js';
import { assignItem } from '../item.js';
import { type ItemRef, ItemScope } from '../item-scope.js';
import { type ItemAnswer, runOnItem } from './run-on-item.js';

/** Says who is to see to an item: ids of accounts, none for nobody. */
export class AssignItem extends Command<ItemAnswer> {
  constructor(
    readonly meta: CommandMeta,
    readonly ref: ItemRef,
    readonly owners: readonly string[],
    readonly ifMatch: number | null,
  ) {
    super();
  }
}

@CommandHandler(AssignItem)
export class AssignItemHandler implements ICommandHandler<AssignItem> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly scope: ItemScope,
  ) {}

  /** Refuses (invalid) an owner that is no account. */
  async execute({ owners, ...command }: AssignItem): Promise<ItemAnswer> {
    return await runOnItem(this.runner, this.scope, command, async ({ loaded, target }, decision) => {
      const accounts = await decision.lookup.readStreams(command.meta.tenant, owners.map(accountStream));
      const unknown = accounts.findIndex((events) => events.length === 0);
      if (unknown >= 0)
        throw new Refusal(
          'invalid',
          `there is no member or service account "${owners[unknown] ?? ''}"`,
          `/owners/${unknown}`,
        );
      return assignItem(loaded.state, target.subject, owners);
    });
  }
}
