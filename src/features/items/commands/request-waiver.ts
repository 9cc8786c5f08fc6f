import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import { opaqueId } from '../../../eventstore/random.js';
import { type ItemRef, ItemScope } from '../item-scope.js';
import { requestWaiver } from '../waiver.js';
import { type ItemAnswer, runOnItem } from './run-on-item.js';

/** Asks for an exception; it holds once another person has approved it. */
export class RequestWaiver extends Command<ItemAnswer> {
  constructor(
    readonly meta: CommandMeta,
    readonly ref: ItemRef,
    readonly waiver: {
      readonly reason: string;
      readonly scope: string | null;
      readonly gate: string | null;
      readonly expiresAt: string;
    },
    readonly ifMatch: number | null,
  ) {
    super();
  }
}

@CommandHandler(RequestWaiver)
export class RequestWaiverHandler implements ICommandHandler<RequestWaiver> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly scope: ItemScope,
  ) {}

  async execute({ waiver, ...command }: RequestWaiver): Promise<ItemAnswer> {
    return await runOnItem(this.runner, this.scope, command, ({ loaded, target }) =>
      requestWaiver(loaded.state, {
        ...target,
        ...waiver,
        id: opaqueId('wvr'),
        now: new Date().toISOString(),
      }),
    );
  }
}
