import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import { commentOnItem } from '../item.js';
import { type ItemRef, ItemScope } from '../item-scope.js';
import { type ItemAnswer, runOnItem } from './run-on-item.js';

/** Says something about an item; changes nothing else. */
export class CommentOnItem extends Command<ItemAnswer> {
  constructor(
    readonly meta: CommandMeta,
    readonly ref: ItemRef,
    readonly text: string,
    readonly ifMatch: number | null,
  ) {
    super();
  }
}

@CommandHandler(CommentOnItem)
export class CommentOnItemHandler implements ICommandHandler<CommentOnItem> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly scope: ItemScope,
  ) {}

  async execute({ text, ...command }: CommentOnItem): Promise<ItemAnswer> {
    return await runOnItem(this.runner, this.scope, command, ({ target: { subject } }) =>
      commentOnItem(subject, text),
    );
  }
}
