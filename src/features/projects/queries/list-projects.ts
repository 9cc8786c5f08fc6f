import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { textArray } from '../../../database/array-literal.js';
import { sqlFile } from '../../../database/sql-file.js';
import {
  type Consistency,
  ProjectionReader,
  type Reflected,
} from '../../../eventstore/projections/projection-reader.js';
import { ProjectsProjector } from '../project-projector.js';
import { type ProjectRow, projectView, type ProjectView } from './project-view.js';

const LIST_PROJECTS = sqlFile(import.meta.url, './sql/list-projects.sql');
const LIST_AMONG = sqlFile(import.meta.url, './sql/list-projects-among.sql');

/** Projects, or those in `within` (ids) alone, in the order they were created, behind a position. */
export class ListProjects extends Query<Reflected<ProjectView[]>> {
  constructor(
    readonly tenant: string,
    readonly within: readonly string[] | null,
    readonly after: number,
    readonly limit: number,
    readonly consistency: Consistency,
  ) {
    super();
  }
}

@QueryHandler(ListProjects)
export class ListProjectsHandler implements IQueryHandler<ListProjects> {
  constructor(
    private readonly reader: ProjectionReader,
    private readonly projector: ProjectsProjector,
  ) {}

  async execute({
    tenant,
    within,
    after,
    limit,
    consistency,
  }: ListProjects): Promise<Reflected<ProjectView[]>> {
    const { value, ...reflected } = await this.reader.read(this.projector, tenant, consistency, (sql) =>
      within === null
        ? sql.unsafe<ProjectRow[]>(LIST_PROJECTS, [tenant, after, limit], { prepare: true })
        : sql.unsafe<ProjectRow[]>(LIST_AMONG, [tenant, after, limit, textArray(within)], { prepare: true }),
    );
    return { ...reflected, value: value.map((row) => projectView(row)) };
  }
}
