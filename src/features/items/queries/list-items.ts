import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { EventStore } from '../../../eventstore/eventstore.js';
import {
  type Consistency,
  ProjectionReader,
  type Reflected,
} from '../../../eventstore/projections/projection-reader.js';
import { Refusal } from '../../../eventstore/refusal.js';
import {
  type ItemRow,
  ItemsProjector,
  readItemRows,
  resolveChecklist,
} from '../../checklists/checklists.module.js';
import { projectStream } from '../../projects/project.events.js';
import { projectFold, resolveProject } from '../../projects/projects.module.js';
import { ItemDetailsReader, settledRows } from './item-details.js';
import type { ItemView } from './item-view.js';

export interface ItemFilter {
  readonly checklist: string | null;
  readonly section: string | null;
  readonly status: string | null;
  readonly level: string | null;
  readonly phase: string | null;
}

/** A page of a project's items in document order, behind the item that `after` names (`checklist/item` ids). */
export class ListItems extends Query<Reflected<{ items: ItemView[]; last: string | null }>> {
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

  /** `last` names the last item of the page where there are more behind it. */
  async execute(query: ListItems): Promise<Reflected<{ items: ItemView[]; last: string | null }>> {
    const { tenant, filter, limit } = query;
    const projectId = await this.existingProject(tenant, query.project);
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
    const start = query.after === null ? 0 : rows.findIndex((row) => placeOf(row) === query.after) + 1;
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

  private async existingProject(tenant: string, ref: string): Promise<string> {
    const id = await resolveProject(this.store, tenant, ref);
    const [events] = await this.store.readStreams(tenant, [projectStream(id)]);
    if (!events || !events.reduce(projectFold.evolve, projectFold.initial))
      throw new Refusal('not_found', `there is no project "${ref}"`);
    return id;
  }
}

function placeOf(row: ItemRow): string {
  return `${row.checklist}/${row.id}`;
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
