import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { sqlFile } from '../../../database/sql-file.js';
import { EventStore } from '../../../eventstore/eventstore.js';
import {
  ProjectionReader,
  type ReadConsistency,
  type Reflected,
  whyAbsent,
} from '../../../eventstore/projections/projection-reader.js';
import { Refusal } from '../../../eventstore/refusal.js';
import { ProjectsProjector } from '../project-projector.js';
import { resolveProject } from '../resolve-project.js';
import { type ProjectRow, projectView, type ProjectView } from './project-view.js';

const GET_PROJECT = sqlFile(import.meta.url, './sql/get-project.sql');

/** One project by key or id. Refuses what is not there (not_found). */
export class GetProject extends Query<Reflected<ProjectView>> {
  constructor(
    readonly tenant: string,
    readonly project: string,
    readonly consistency: ReadConsistency,
  ) {
    super();
  }
}

@QueryHandler(GetProject)
export class GetProjectHandler implements IQueryHandler<GetProject> {
  constructor(
    private readonly store: EventStore,
    private readonly reader: ProjectionReader,
    private readonly projector: ProjectsProjector,
  ) {}

  async execute({ tenant, project, consistency }: GetProject): Promise<Reflected<ProjectView>> {
    const id = await resolveProject(this.store, tenant, project);
    const { value, ...reflected } = await this.reader.read(
      this.projector,
      tenant,
      consistency,
      (sql) => sql.unsafe<ProjectRow[]>(GET_PROJECT, [tenant, id], { prepare: true }),
      id,
    );
    const row = value[0];
    if (!row) {
      const absent = new Refusal('not_found', `there is no project "${project}"`, '/project');
      throw whyAbsent(this.projector, reflected.setAside, absent);
    }
    return { ...reflected, value: projectView(row) };
  }
}
