import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import type { Appended } from '../../../eventstore/eventstore.js';
import { opaqueId } from '../../../eventstore/random.js';
import { PROJECT_NAME, projectStream } from '../project.events.js';
import { createProject } from '../project.js';

/** Creates a project under a key that nobody in the tenant has. */
export class CreateProject extends Command<Appended> {
  constructor(
    readonly meta: CommandMeta,
    readonly key: string,
    readonly name: string,
    readonly description: string | null,
  ) {
    super();
  }
}

@CommandHandler(CreateProject)
export class CreateProjectHandler implements ICommandHandler<CreateProject> {
  constructor(private readonly runner: CommandRunner) {}

  async execute({ meta, key, name, description }: CreateProject): Promise<Appended> {
    const id = opaqueId('prj');
    return await this.runner.run(meta, async (decision) => {
      decision.claimName({ kind: PROJECT_NAME, name: key, owner: id });
      decision.append(projectStream(id), id, createProject(null, { key, name, description }));
    });
  }
}
