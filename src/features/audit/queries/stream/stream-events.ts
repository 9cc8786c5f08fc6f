import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { EventStore } from '../../../../eventstore/eventstore.js';
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
 * (not_found) a project that is not there; throws StoreUnavailable.
 */
export class StreamEvents extends Query<Joined> {
  constructor(readonly asked: StreamRequest) {
    super();
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
    const resolved = { ...filter, ...(project === null ? {} : { project }) };
    const listener = { tenant, actorId, filter: resolved, isAllowed: () => isAllowed(project) };
    return await this.hubs.join(listener, after, outlet);
  }
}
