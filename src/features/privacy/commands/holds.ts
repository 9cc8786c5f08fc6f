import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import { type Appended, EventStore } from '../../../eventstore/eventstore.js';
import { opaqueId } from '../../../eventstore/random.js';
import { resolveProject } from '../../projects/projects.module.js';
import { placeHold, privacyFold, releaseHold } from '../privacy.js';
import { privacyStream } from '../privacy.events.js';

/** Keeps everything, or what is of a project or an account, from being erased; `project` is a key or an id. */
export class PlaceHold extends Command<{ id: string; appended: Appended }> {
  constructor(
    readonly meta: CommandMeta,
    readonly scope: { readonly project: string | null; readonly account: string | null },
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(PlaceHold)
export class PlaceHoldHandler implements ICommandHandler<PlaceHold> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly store: EventStore,
  ) {}

  async execute({ meta, scope, reason }: PlaceHold): Promise<{ id: string; appended: Appended }> {
    const { tenant } = meta;
    const project = scope.project === null ? null : await resolveProject(this.store, tenant, scope.project);
    const id = opaqueId('hold');
    const appended = await this.runner.run(meta, async (decision) => {
      await decision.load(privacyStream(tenant), privacyFold);
      decision.append(privacyStream(tenant), null, [placeHold(id, { ...scope, project }, reason)]);
    });
    const payload = appended.events[0]?.payload as { hold_id: string } | undefined;
    return { id: payload?.hold_id ?? id, appended };
  }
}

export class ReleaseHold extends Command<Appended> {
  constructor(
    readonly meta: CommandMeta,
    readonly id: string,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(ReleaseHold)
export class ReleaseHoldHandler implements ICommandHandler<ReleaseHold> {
  constructor(private readonly runner: CommandRunner) {}

  async execute({ meta, id, reason }: ReleaseHold): Promise<Appended> {
    return await this.runner.run(meta, async (decision) => {
      const { state } = await decision.load(privacyStream(meta.tenant), privacyFold);
      decision.append(privacyStream(meta.tenant), null, [releaseHold(state, id, reason)]);
    });
  }
}
