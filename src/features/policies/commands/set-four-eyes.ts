import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import { StaleSequence } from '../../../eventstore/errors.js';
import type { Appended } from '../../../eventstore/eventstore.js';
import type { FourEyes } from '../../access/person.rules.js';
import { fourEyesFold, setFourEyes } from '../policy.js';
import { FOUR_EYES_STREAM } from '../policy.events.js';

/** Relaxes the four eyes for the tenant, or asks for them again. */
export class SetFourEyes extends Command<Appended> {
  constructor(
    readonly meta: CommandMeta,
    readonly fourEyes: FourEyes,
    readonly reason: string,
    readonly ifMatch: number | null,
  ) {
    super();
  }
}

@CommandHandler(SetFourEyes)
export class SetFourEyesHandler implements ICommandHandler<SetFourEyes> {
  constructor(private readonly runner: CommandRunner) {}

  async execute({ meta, fourEyes, reason, ifMatch }: SetFourEyes): Promise<Appended> {
    return await this.runner.run(meta, async (decision) => {
      const { state, sequence } = await decision.load(FOUR_EYES_STREAM, fourEyesFold);
      if (ifMatch !== null && ifMatch !== sequence)
        throw new StaleSequence(FOUR_EYES_STREAM, ifMatch, sequence);
      decision.append(FOUR_EYES_STREAM, null, setFourEyes(state, fourEyes, reason));
    });
  }
}
