import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import { opaqueId } from '../../../eventstore/random.js';
import { attachEvidence } from '../item.js';
import type { NewEvidence } from './decide-item.js';
import { type ItemRef, ItemScope } from '../item-scope.js';
import { type ItemAnswer, runOnItem } from './run-on-item.js';

/** Attaches evidence to an item without deciding on it. */
export class AttachEvidence extends Command<ItemAnswer> {
  constructor(
    readonly meta: CommandMeta,
    readonly ref: ItemRef,
    readonly evidence: NewEvidence,
    readonly ifMatch: number | null,
  ) {
    super();
  }
}

@CommandHandler(AttachEvidence)
export class AttachEvidenceHandler implements ICommandHandler<AttachEvidence> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly scope: ItemScope,
  ) {}

  async execute({ evidence, ...command }: AttachEvidence): Promise<ItemAnswer> {
    const now = new Date().toISOString();
    return await runOnItem(this.runner, this.scope, command, ({ target: { subject } }) =>
      attachEvidence(subject, { ...evidence, id: opaqueId('evd') }, now, ''),
    );
  }
}
