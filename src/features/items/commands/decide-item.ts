import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import { opaqueId } from '../../../eventstore/random.js';
import type { DecisionType } from '../item.events.js';
import { decideItem, type Evidence } from '../item.js';
import { type ItemRef, ItemScope } from '../item-scope.js';
import { type ItemAnswer, runOnItem } from './run-on-item.js';

export type NewEvidence = Omit<Evidence, 'id'>;

/** Checks, reopens, fails or excludes an item. */
export class DecideItem extends Command<ItemAnswer> {
  constructor(
    readonly meta: CommandMeta,
    readonly ref: ItemRef,
    readonly decision: {
      readonly type: DecisionType;
      readonly reason: string | null;
      readonly evidence: readonly NewEvidence[];
      readonly effectiveAt: string | null;
      readonly measured: string | null;
    },
    readonly ifMatch: number | null,
  ) {
    super();
  }
}

@CommandHandler(DecideItem)
export class DecideItemHandler implements ICommandHandler<DecideItem> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly scope: ItemScope,
  ) {}

  async execute({ meta, ref, decision: asked, ifMatch }: DecideItem): Promise<ItemAnswer> {
    return await runOnItem(
      this.runner,
      this.scope,
      { meta, ref, ifMatch },
      async ({ loaded, target }, decision) =>
        decideItem(loaded.state, {
          ...asked,
          ...target,
          fourEyes:
            asked.type === 'item.marked_not_applicable' ? await this.scope.fourEyes(decision) : 'required',
          setAsideId: opaqueId('sas'),
          evidence: asked.evidence.map((entry) => ({ ...entry, id: opaqueId('evd') })),
          now: new Date().toISOString(),
          itemsTogether: meta.itemsTogether,
        }),
    );
  }
}
