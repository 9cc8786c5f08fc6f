import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type EventQuery, EventStore } from '../../../eventstore/eventstore.js';
import { Refusal } from '../../../eventstore/refusal.js';
import type { EventView } from '../../../eventstore/event-view.js';
import { EventRenderer } from '../../../eventstore/event-view.js';
import { resolveProject } from '../../projects/projects.module.js';

/** A page of a tenant's log; `project` is a key or an id. */
export class QueryEvents extends Query<EventView[]> {
  constructor(
    readonly tenant: string,
    readonly query: EventQuery,
  ) {
    super();
  }
}

@QueryHandler(QueryEvents)
export class QueryEventsHandler implements IQueryHandler<QueryEvents> {
  constructor(
    private readonly store: EventStore,
    private readonly renderer: EventRenderer,
  ) {}

  async execute({ tenant, query }: QueryEvents): Promise<EventView[]> {
    const project =
      query.project === undefined ? undefined : await resolveProject(this.store, tenant, query.project);
    const events = await this.store.query(tenant, {
      ...query,
      ...(project === undefined ? {} : { project }),
    });
    return await this.renderer.render(tenant, events);
  }
}

/**
 * One event by its position. Refuses (not_found) a position that the log has not reached, and one that stands outside of
 * the projects in `within` (ids; null: anywhere).
 */
export class GetEvent extends Query<EventView> {
  constructor(
    readonly tenant: string,
    readonly position: number,
    readonly within: readonly string[] | null,
  ) {
    super();
  }
}

@QueryHandler(GetEvent)
export class GetEventHandler implements IQueryHandler<GetEvent> {
  constructor(
    private readonly store: EventStore,
    private readonly renderer: EventRenderer,
  ) {}

  async execute({ tenant, position, within }: GetEvent): Promise<EventView> {
    const found = await this.store.readPositions(tenant, [position]);
    const events = found.filter(({ project }) => within === null || within.includes(project ?? ''));
    const [view] = await this.renderer.render(tenant, events);
    if (!view) throw new Refusal('not_found', `the log has no event at position ${position}`, '/position');
    return view;
  }
}
