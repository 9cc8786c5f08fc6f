import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import { Ties } from '../../access/access.module.js';
import { type ItemRef, ItemScope } from '../item-scope.js';
import { approveSetAside, approveWaiver, revokeWaiver } from '../waiver.js';
import { type ItemAnswer, runOnItem } from './run-on-item.js';

/** What a second person does about something that waits on an item, by its id. */
export class SecondPerson extends Command<ItemAnswer> {
  constructor(
    readonly meta: CommandMeta,
    readonly ref: ItemRef,
    readonly action: 'approve_waiver' | 'revoke_waiver' | 'approve_set_aside',
    readonly id: string,
    /** Needed to revoke. */
    readonly reason: string | null,
    readonly ifMatch: number | null,
  ) {
    super();
  }
}

@CommandHandler(SecondPerson)
export class SecondPersonHandler implements ICommandHandler<SecondPerson> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly scope: ItemScope,
    private readonly ties: Ties,
  ) {}

  async execute({ action, id, reason, ...command }: SecondPerson): Promise<ItemAnswer> {
    return await runOnItem(this.runner, this.scope, command, async (item, decision) => {
      const { loaded, target, editors, upgrade } = item;
      if (action === 'revoke_waiver')
        return revokeWaiver(loaded.state, id, { ...target, reason: reason ?? '' });
      const fourEyes = await this.scope.fourEyes(decision);
      const by = await this.ties.of(command.meta, target.by);
      const approval = { ...target, by, fourEyes, editors, reason, now: new Date().toISOString() };
      return action === 'approve_waiver'
        ? approveWaiver(loaded.state, id, approval)
        : approveSetAside(loaded.state, id, upgrade, approval);
    });
  }
}
