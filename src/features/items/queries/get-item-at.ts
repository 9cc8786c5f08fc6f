import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { EventStore } from '../../../eventstore/eventstore.js';
import { BoardReader, settledChecklist } from '../../checklists/checklists.module.js';
import { ItemDetailsReader, shownRows } from './item-details.js';
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
    private readonly boards: BoardReader,
    private readonly details: ItemDetailsReader,
  ) {}

  async execute({ tenant, ids, position }: GetItemAt): Promise<ItemView> {
    const board = await this.boards.before(tenant, ids.projectId, position + 1);
    const [event] = await this.store.readPositions(tenant, [position]);
    const checklist = board.checklists.find(({ id }) => id === ids.checklistId);
    const now = event?.createdAt ?? '';
    const { states } = checklist ? settledChecklist(checklist, board, now, null) : { states: [] };
    const shown = shownRows(checklist?.rows ?? [], states).filter(({ row }) => row.id === ids.itemId);
    const [view] = await this.details.views(tenant, shown, now);
    if (!view) throw new Error(`item ${ids.itemId} did not stand in its checklist at position ${position}`);
    return view;
  }
}
