import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import type { Fold } from '../../../eventstore/decider.js';
import type { Appended } from '../../../eventstore/eventstore.js';
import { ProjectionRegistry } from '../../../eventstore/projections/projection-registry.js';
import { Refusal } from '../../../eventstore/refusal.js';
import { FailedEvents } from '../queries/failed-events.js';
import { asProjectionEvent, type ProjectionEvent, projectionStream } from '../projection.events.js';

/** Leaves a failed event out of its projection for good; `id` is `<projection>.<position>`. */
export class DismissFailedEvent extends Command<Appended> {
  constructor(
    readonly meta: CommandMeta,
    readonly id: string,
    readonly reason: string,
  ) {
    super();
  }
}

/** What has been dismissed of a projection, as `version.position`. */
const dismissals: Fold<ReadonlySet<string>> = {
  initial: new Set(),
  evolve: (state, event) => {
    const dismissed = asProjectionEvent(event);
    return dismissed ? new Set([...state, placeOf(dismissed.payload)]) : state;
  },
};

@CommandHandler(DismissFailedEvent)
export class DismissFailedEventHandler implements ICommandHandler<DismissFailedEvent> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly failedEvents: FailedEvents,
    private readonly registry: ProjectionRegistry,
  ) {}

  /**
   * The event first, then the tables: broken off in between, the event is recorded and a repeated request only does
   * what is left. Refuses what is not there (not_found) or was dismissed before (no_change).
   */
  async execute({ meta, id, reason }: DismissFailedEvent): Promise<Appended> {
    const failed = await this.failedEvents.get(meta.tenant, id);
    const { projection, version, position, event_type, partition } = failed;
    const event: ProjectionEvent = {
      type: 'projection.failure_dismissed',
      revision: 1,
      payload: { projection, version, position, event_type, partition },
      private: { reason },
    };
    const appended = await this.runner.run(meta, async (decision) => {
      const { state } = await decision.load(projectionStream(projection), dismissals);
      if (failed.state === 'dismissed')
        throw new Refusal('no_change', `the event ${id} was dismissed before`);
      if (!state.has(placeOf(event.payload)))
        decision.append(projectionStream(projection), failed.project, [event]);
    });
    await this.registry.projector(projection).dismiss(meta.tenant, position);
    return appended;
  }
}

function placeOf({ version, position }: ProjectionEvent['payload']): string {
  return `${version}.${position}`;
}
