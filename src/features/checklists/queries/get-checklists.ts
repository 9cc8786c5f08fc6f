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
import { resolveProject } from '../../projects/projects.module.js';
import { ItemsProjector } from '../items-projector.js';
import { resolveChecklist } from '../resolve-checklist.js';
import { type ChecklistRow, checklistView, type ChecklistView } from './checklist-view.js';

const CHECKLISTS = sqlFile(import.meta.url, './sql/checklists.sql');

/** A project's checklists in the order they were applied, or the one that is named. */
export class GetChecklists extends Query<Reflected<ChecklistView[]>> {
  constructor(
    readonly tenant: string,
    readonly project: string,
    readonly checklist: string | null,
    readonly consistency: ReadConsistency,
  ) {
    super();
  }
}

@QueryHandler(GetChecklists)
export class GetChecklistsHandler implements IQueryHandler<GetChecklists> {
  constructor(
    private readonly store: EventStore,
    private readonly reader: ProjectionReader,
    private readonly projector: ItemsProjector,
  ) {}

  async execute({
    tenant,
    project,
    checklist,
    consistency,
  }: GetChecklists): Promise<Reflected<ChecklistView[]>> {
    const projectId = await resolveProject(this.store, tenant, project);
    const id = checklist === null ? null : await resolveChecklist(this.store, tenant, projectId, checklist);
    const { value, ...reflected } = await this.reader.read(
      this.projector,
      tenant,
      consistency,
      (sql) => sql.unsafe<ChecklistRow[]>(CHECKLISTS, [tenant, projectId, id], { prepare: true }),
      projectId,
    );
    if (id !== null && value.length === 0) {
      const absent = new Refusal(
        'not_found',
        `the project has no checklist "${checklist ?? ''}"`,
        '/checklist',
      );
      throw whyAbsent(this.projector, reflected.setAside, absent);
    }
    return { ...reflected, value: value.map((row) => checklistView(row)) };
  }
}
