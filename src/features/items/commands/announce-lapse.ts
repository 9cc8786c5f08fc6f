import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import type { Appended } from '../../../eventstore/eventstore.js';
import { itemStream, type ItemSubject } from '../item.events.js';
import { announcedFold, announceLapse, type LapseKind } from '../lapse.rules.js';

/** A moment at which something of an item ran out. */
export interface Lapse {
  readonly projectId: string;
  readonly checklistId: string;
  readonly itemId: string;
  readonly subject: ItemSubject;
  readonly kind: LapseKind;
  readonly dueAt: string;
}

/** Tells the log of a lapse, as the system actor; records nothing where that was done, by this node or another. */
export class AnnounceLapse extends Command<Appended> {
  constructor(
    readonly meta: CommandMeta,
    readonly lapse: Lapse,
  ) {
    super();
  }
}

@CommandHandler(AnnounceLapse)
export class AnnounceLapseHandler implements ICommandHandler<AnnounceLapse> {
  constructor(private readonly runner: CommandRunner) {}

  async execute({ meta, lapse }: AnnounceLapse): Promise<Appended> {
    const { projectId, checklistId, itemId, subject, kind, dueAt } = lapse;
    return await this.runner.run(meta, async (decision) => {
      const stream = itemStream(checklistId, itemId);
      const { state } = await decision.load(stream, announcedFold);
      decision.append(stream, projectId, announceLapse(state, subject, kind, dueAt));
    });
  }
}
