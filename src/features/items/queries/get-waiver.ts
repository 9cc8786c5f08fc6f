import { type IQueryHandler, Query, QueryBus, QueryHandler } from '@nestjs/cqrs';
import type { Consistency, Reflected } from '../../../eventstore/projections/projection-reader.js';
import { Refusal } from '../../../eventstore/refusal.js';
import type { ItemRef } from '../item-scope.js';
import { EventStore } from '../../../eventstore/eventstore.js';
import { projectStream } from '../../projects/project.events.js';
import { projectFold, resolveProject } from '../../projects/projects.module.js';
import { GetItem } from './get-item.js';
import type { WaiverView } from './waiver-view.js';

/** A waiver with the item that it is of. */
export interface ItemWaiverView extends WaiverView {
  project: string;
  checklist: string;
  item: string;
  sequence: number;
}

/** One waiver of an item. Refuses what is not there (not_found). */
export class GetWaiver extends Query<Reflected<ItemWaiverView>> {
  constructor(
    readonly tenant: string,
    readonly ref: ItemRef,
    readonly waiver: string,
    readonly consistency: Consistency,
  ) {
    super();
  }
}

@QueryHandler(GetWaiver)
export class GetWaiverHandler implements IQueryHandler<GetWaiver> {
  constructor(
    private readonly queries: QueryBus,
    private readonly store: EventStore,
  ) {}

  async execute({ tenant, ref, waiver: id, consistency }: GetWaiver): Promise<Reflected<ItemWaiverView>> {
    const { value: item, ...reflected } = await this.queries.execute(new GetItem(tenant, ref, consistency));
    const waiver = item.waivers.find((entry) => entry.id === id);
    if (!waiver) throw new Refusal('not_found', `the item has no waiver "${id}"`, '/waiver');
    const projectId = await resolveProject(this.store, tenant, ref.project);
    const [events] = await this.store.readStreams(tenant, [projectStream(projectId)]);
    const project = (events ?? []).reduce(projectFold.evolve, projectFold.initial);
    const value = {
      ...waiver,
      project: project?.key ?? projectId,
      checklist: item.checklist,
      item: item.key,
      sequence: item.sequence,
    };
    return { ...reflected, value };
  }
}
