import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { EventStore } from '../../../../eventstore/eventstore.js';
import { Refusal } from '../../../../eventstore/refusal.js';
import { resolveProject } from '../../../projects/projects.module.js';
import { EventHubs, type Joined } from './event-hubs.js';
import type { EventFilter } from './event-match.js';
import type { Outlet } from './outlet.js';

export interface StreamRequest {
  readonly tenant: string;
  /** Whose credential listens. */
  readonly actorId: string;
  /** Project by key or id. */
  readonly filter: EventFilter;
  /** Position of the last event that is not wanted any more; null: from now on. */
  readonly after: number | null;
  /** Whether the credential may listen still, to the project of this id or to all (null). May throw StoreUnavailable. */
  readonly isAllowed: (project: string | null) => Promise<boolean>;
  readonly outlet: Outlet;
}

/**
 * A tenant's events as they come, each once: first what there is behind `after`, then what is appended, by this node or
 * another. Nothing is kept for a reader that is slow: it is given the rest from the log when it takes it. Refuses
 * (not_found) a project that is not there, and (invalid) a position that nothing is at yet: whoever has it has it from
 * another log, or from one that was put back to an older state, and would hear nothing. Throws StoreUnavailable.
 */
export class StreamEvents extends Query<Joined> {
  constructor(readonly asked: StreamRequest) {
    super();
  }
}

/** A stream is asked for behind a position that nothing is at yet. */
export class PositionAhead extends Refusal {
  override readonly name = 'PositionAhead';

  constructor(message: string) {
    super('invalid', message, '/after');
  }
}

@QueryHandler(StreamEvents)
export class StreamEventsHandler implements IQueryHandler<StreamEvents> {
  constructor(
    private readonly store: EventStore,
    private readonly hubs: EventHubs,
  ) {}

  async execute({ asked }: StreamEvents): Promise<Joined> {
    const { tenant, actorId, filter, after, isAllowed, outlet } = asked;
    const project =
      filter.project === undefined ? null : await resolveProject(this.store, tenant, filter.project);
    if (after !== null) await this.refuseAhead(tenant, after);
    const resolved = { ...filter, ...(project === null ? {} : { project }) };
    const listener = { tenant, actorId, filter: resolved, isAllowed: () => isAllowed(project) };
    return await this.hubs.join(listener, after, outlet);
  }

  private async refuseAhead(tenant: string, after: number): Promise<void> {
    const { nextPosition } = await this.store.head(tenant);
    if (after >= nextPosition)
      throw new PositionAhead(`there is no event at ${after}: the log ends at position ${nextPosition - 1}`);
  }
}
