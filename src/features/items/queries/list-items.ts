import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { EventStore } from '../../../eventstore/eventstore.js';
import {
  type Consistency,
  ProjectionReader,
  type Reflected,
} from '../../../eventstore/projections/projection-reader.js';
import {
  type ItemRow,
  ItemsProjector,
  readItemRows,
  resolveChecklist,
} from '../../checklists/checklists.module.js';
import { resolveProject } from '../../projects/projects.module.js';
import { ItemDetailsReader, settledRows } from './item-details.js';
import type { ItemView } from './item-view.js';

export interface ItemFilter {
  readonly checklist: string | null;
  readonly section: string | null;
  readonly status: string | null;
  readonly level: string | null;
  readonly phase: string | null;
}

export interface ItemsPage {
  readonly items: ItemView[];
  /** The last item of the page where there are more behind it. */
  readonly last: string | null;
}

/** A page of a project's items in document order, behind the item that `after` names (`checklist/item` ids). */
export class ListItems extends Query<Reflected<ItemsPage | null>> {
  constructor(
    readonly tenant: string,
    readonly project: string,
    readonly filter: ItemFilter,
    readonly after: string | null,
    readonly limit: number,
    readonly consistency: Consistency,
  ) {
    super();
  }
}

@QueryHandler(ListItems)
export class ListItemsHandler implements IQueryHandler<ListItems> {
  constructor(
    private readonly store: EventStore,
    private readonly reader: ProjectionReader,
    private readonly projector: ItemsProjector,
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
    const { value: rows, ...reflected } = await this.reader.read(
      this.projector,
      tenant,
      query.consistency,
      (sql) => readItemRows(sql, tenant, projectId, checklistId),
      projectId,
    );
    const start = startBehind(rows, query.after);
    if (start === null) return { ...reflected, value: null };
    const matching = matchingRows(rows, filter, start);
    const page = matching.slice(0, limit);
    const last = page.at(-1);
    return {
      ...reflected,
      value: {
        items: await this.details.views(tenant, rows, page),
        last: last && matching.length > limit ? placeOf(last) : null,
      },
    };
  }
}

function placeOf(row: ItemRow): string {
  return `${row.checklist}/${row.id}`;
}

/** Where the page begins; null where the item to start behind is not among the rows. */
function startBehind(rows: readonly ItemRow[], after: string | null): number | null {
  if (after === null) return 0;
  const index = rows.findIndex((row) => placeOf(row) === after);
  return index === -1 ? null : index + 1;
}

function matchingRows(rows: readonly ItemRow[], filter: ItemFilter, start: number): ItemRow[] {
  const settled = settledRows(rows);
  return rows
    .slice(start)
    .filter(
      (row) =>
        (filter.section === null || row.section === filter.section) &&
        (filter.level === null || row.level === filter.level) &&
        (filter.phase === null || row.phase === filter.phase) &&
        (filter.status === null || (settled.get(placeOf(row))?.status ?? row.status) === filter.status),
    );
}
