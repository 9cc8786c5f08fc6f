import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import { StaleSequence } from '../../../eventstore/errors.js';
import { type Appended } from '../../../eventstore/eventstore.js';
import { projectStream } from '../project.events.js';
import { changeProject, projectFold } from '../project.js';
import { resolveProject } from '../resolve-project.js';

/** Changes a project's name or description; null leaves one as it is. */
export class ChangeProject extends Command<Appended> {
  constructor(
    readonly meta: CommandMeta,
    readonly project: string,
    readonly change: { readonly name: string | null; readonly description: string | null },
    readonly ifMatch: number | null,
  ) {
    super();
  }
}

@CommandHandler(ChangeProject)
export class ChangeProjectHandler implements ICommandHandler<ChangeProject> {
  constructor(private readonly runner: CommandRunner) {}

  async execute({ meta, project, change, ifMatch }: ChangeProject): Promise<Appended> {
    return await this.runner.run(meta, async (decision) => {
      const id = await resolveProject(decision.lookup, meta.tenant, project);
      const { state, sequence } = await decision.load(projectStream(id), projectFold);
      if (state && ifMatch !== null && ifMatch !== sequence)
        throw new StaleSequence(projectStream(id), ifMatch, sequence);
      decision.append(projectStream(id), id, changeProject(state, change));
    });
  }
}
