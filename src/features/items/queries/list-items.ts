import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { EventStore } from '../../../eventstore/eventstore.js';
import { type Moment, NOW } from '../../../eventstore/moment.js';
import type { Consistency, Reflected } from '../../../eventstore/projections/projection-reader.js';
import {
  BoardAt,
  type ItemRow,
  resolveChecklist,
  settledChecklist,
} from '../../checklists/checklists.module.js';
import { resolveProject } from '../../projects/projects.module.js';
import { ItemDetailsReader, type Shown, shownRows } from './item-details.js';
import type { ItemView } from './item-view.js';

export interface ItemFilter {
  readonly checklist: string | null;
  readonly section: string | null;
  readonly status: string | null;
  /** One of the words under `derived`. */
  readonly derived: string | null;
  readonly level: string | null;
  readonly phase: string | null;
  /** Id of an owner. */
  readonly owner: string | null;
  /** Due on a day before this one (YYYY-MM-DD). */
  readonly dueBefore: string | null;
}

export interface ItemsPage {
  readonly items: ItemView[];
  /** The last item of the page where there are more behind it. */
  readonly last: string | null;
}

/** A page of a project's items in document order, behind the item that `after` names (`checklist/item` ids), as of a moment. */
export class ListItems extends Query<Reflected<ItemsPage | null>> {
  constructor(
    readonly tenant: string,
    readonly project: string,
    readonly filter: ItemFilter,
    readonly after: string | null,
    readonly limit: number,
    readonly consistency: Consistency,
    readonly moment: Moment = NOW,
  ) {
    super();
  }
}

@QueryHandler(ListItems)
export class ListItemsHandler implements IQueryHandler<ListItems> {
  constructor(
    private readonly store: EventStore,
    private readonly boards: BoardAt,
    private readonly details: ItemDetailsReader,
  ) {}

  /** Null where `after` names no item of those that are listed. */
  async execute(query: ListItems): Promise<Reflected<ItemsPage | null>> {
    const { tenant, filter, limit } = query;
    const projectId = await resolveProject(this.store, tenant, query.project);
    const checklistId =
      filter.checklist === null
        ? null
        : await resolveChecklist(this.store, tenant, projectId, filter.checklist);
    const { board, now, ...reflected } = await this.boards.at(
      tenant,
      projectId,
      query.moment,
      query.consistency,
    );
    const all = board.checklists
      .filter(({ id }) => checklistId === null || id === checklistId)
      .flatMap((checklist) =>
        shownRows(checklist.rows, settledChecklist(checklist, board, now, null).states),
      );
    const start = startBehind(all, query.after);
    if (start === null) return { ...reflected, value: null };
    const matching = all.slice(start).filter((shown) => matches(shown, filter));
    const page = matching.slice(0, limit);
    const last = page.at(-1);
    return {
      ...reflected,
      value: {
        items: await this.details.views(tenant, page, now),
        last: last && matching.length > limit ? placeOf(last.row) : null,
      },
    };
  }
}

function placeOf(row: ItemRow): string {
  return `${row.checklist}/${row.id}`;
}

/** Where the page begins; null where the item to start behind is not among the rows. */
function startBehind(all: readonly Shown[], after: string | null): number | null {
  if (after === null) return 0;
  const index = all.findIndex(({ row }) => placeOf(row) === after);
  return index === -1 ? null : index + 1;
}

function matches({ row, settled }: Shown, filter: ItemFilter): boolean {
  const { section, level, phase, status, derived, owner, dueBefore } = filter;
  return (
    (section === null || row.section === section) &&
    (level === null || row.level === level) &&
    (phase === null || row.phase === phase) &&
    (status === null || settled.status === status) &&
    (derived === null || settled.derived.some((word) => word === derived)) &&
    (owner === null || row.owners.includes(owner)) &&
    (dueBefore === null || (row.dueOn !== null && row.dueOn < dueBefore))
  );
}
