import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { EventStore } from '../../../eventstore/eventstore.js';
import { ProjectionReader } from '../../../eventstore/projections/projection-reader.js';
import { foldProject } from '../../../eventstore/projections/time-travel.js';
import { itemRow, ItemsProjector, itemsProjection } from '../../checklists/checklists.module.js';
import { ItemDetailsReader } from './item-details.js';
import type { ItemView } from './item-view.js';

/**
 * An item as it was after the event at a position, by its ids: what the answer to that write shows when others have
 * written since, or when the same request is repeated later.
 */
export class GetItemAt extends Query<ItemView> {
  constructor(
    readonly tenant: string,
    readonly ids: { readonly projectId: string; readonly checklistId: string; readonly itemId: string },
    readonly position: number,
  ) {
    super();
  }
}

@QueryHandler(GetItemAt)
export class GetItemAtHandler implements IQueryHandler<GetItemAt> {
  constructor(
    private readonly store: EventStore,
    private readonly reader: ProjectionReader,
    private readonly projector: ItemsProjector,
    private readonly details: ItemDetailsReader,
  ) {}

  async execute({ tenant, ids, position }: GetItemAt): Promise<ItemView> {
    const dismissed = await this.reader.dismissed(this.projector, tenant, ids.projectId);
    const end = position + 1;
    const rows = await foldProject(this.store, itemsProjection, tenant, ids.projectId, end, dismissed);
    const checklist = rows
      .all('items')
      .filter((row) => row['checklist'] === ids.checklistId)
      .sort((a, b) => Number(a['ordinal']) - Number(b['ordinal']))
      .map((row) => itemRow(row));
    const item = checklist.filter((row) => row.id === ids.itemId);
    const [view] = await this.details.views(tenant, checklist, item);
    if (!view) throw new Error(`item ${ids.itemId} did not stand in its checklist at position ${position}`);
    return view;
  }
}
