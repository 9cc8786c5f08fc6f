import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { textArray } from '../../../database/array-literal.js';
import { sqlFile } from '../../../database/sql-file.js';
import { EventStore } from '../../../eventstore/eventstore.js';
import { notBefore } from '../../../eventstore/now.js';
import {
  type Consistency,
  ProjectionReader,
  type Reflected,
} from '../../../eventstore/projections/projection-reader.js';
import { itemRow, ItemsProjector, type SqlRow } from '../../checklists/checklists.module.js';
import { resolveProject } from '../../projects/projects.module.js';
import type { ItemWaiverView } from './get-waiver.js';
import { ItemDetailsReader } from './item-details.js';
import { waiverViews } from './waiver-view.js';

const LIST_WAIVERS = sqlFile(import.meta.url, './sql/list-waivers.sql');

/** A page of a tenant's waivers, or of those of the projects in `within` (ids) alone, in the order they were asked for, behind a position. */
export class ListWaivers extends Query<Reflected<ItemWaiverView[]>> {
  constructor(
    readonly tenant: string,
    readonly filter: { readonly project: string | null; readonly activeAt: string | null },
    readonly within: readonly string[] | null,
    readonly after: number,
    readonly limit: number,
    readonly consistency: Consistency,
  ) {
    super();
  }
}

@QueryHandler(ListWaivers)
export class ListWaiversHandler implements IQueryHandler<ListWaivers> {
  constructor(
    private readonly store: EventStore,
    private readonly reader: ProjectionReader,
    private readonly projector: ItemsProjector,
    private readonly details: ItemDetailsReader,
  ) {}

  async execute({
    tenant,
    filter,
    within,
    after,
    limit,
    consistency,
  }: ListWaivers): Promise<Reflected<ItemWaiverView[]>> {
    const { project, activeAt } = filter;
    const projectId = project === null ? null : await resolveProject(this.store, tenant, project);
    const among = within === null ? null : textArray(within);
    const parameters = [tenant, after, limit, projectId, activeAt, among];
    const { value: rows, ...reflected } = await this.reader.read(
      this.projector,
      tenant,
      consistency,
      (sql) => sql.unsafe<SqlRow[]>(LIST_WAIVERS, parameters, { prepare: true }),
      projectId,
    );
    const items = rows.map(itemRow);
    const lookups = await this.details.lookups(tenant, items);
    const now = notBefore(reflected.asOf);
    const value = items.flatMap((item, at) =>
      waiverViews(item, lookups, now)
        .filter(({ id }) => id === rows[at]?.['waiver'])
        .map((waiver) => ({
          ...waiver,
          project: String(rows[at]?.['project_key'] ?? rows[at]?.['project']),
          checklist: item.checklistKey,
          item: item.key,
          sequence: item.sequence,
        })),
    );
    return { ...reflected, value };
  }
}
