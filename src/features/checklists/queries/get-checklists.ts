import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { sqlFile } from '../../../database/sql-file.js';
import { EventStore } from '../../../eventstore/eventstore.js';
import { type Moment, NOW } from '../../../eventstore/moment.js';
import {
  ProjectionReader,
  type ReadConsistency,
  type Reflected,
  whyAbsent,
} from '../../../eventstore/projections/projection-reader.js';
import { Refusal } from '../../../eventstore/refusal.js';
import { resolveProject } from '../../projects/projects.module.js';
import { BoardAt } from '../board-at.js';
import { BoardReader } from '../board-reader.js';
import { ItemsProjector } from '../items-projector.js';
import { resolveChecklist } from '../resolve-checklist.js';
import { type ChecklistRow, checklistView, type ChecklistView } from './checklist-view.js';

const CHECKLISTS = sqlFile(import.meta.url, './sql/checklists.sql');

/** A project's checklists in the order they were applied, or the one that is named, as of a moment. */
export class GetChecklists extends Query<Reflected<ChecklistView[]>> {
  constructor(
    readonly tenant: string,
    readonly project: string,
    readonly checklist: string | null,
    readonly consistency: ReadConsistency,
    readonly moment: Moment = NOW,
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
    private readonly boards: BoardReader,
    private readonly boardAt: BoardAt,
  ) {}

  async execute({
    tenant,
    project,
    checklist,
    consistency,
    moment,
  }: GetChecklists): Promise<Reflected<ChecklistView[]>> {
    const projectId = await resolveProject(this.store, tenant, project);
    const id = checklist === null ? null : await resolveChecklist(this.store, tenant, projectId, checklist);
    const past = await this.boardAt.past(tenant, moment);
    const { value, ...reflected } = past
      ? { ...past, value: await this.rowsBefore(tenant, projectId, id, past.end) }
      : await this.reader.read(
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

  private async rowsBefore(
    tenant: string,
    project: string,
    id: string | null,
    end: number,
  ): Promise<ChecklistRow[]> {
    const rows = await this.boards.rowsBefore(tenant, project, end);
    const items = rows.all('items');
    return (rows.all('checklists') as unknown as ChecklistRow[])
      .filter(({ checklist }) => id === null || checklist === id)
      .map((row) => ({ ...row, items: items.filter((item) => item['checklist'] === row.checklist).length }))
      .toSorted((a, b) => a.applied_position - b.applied_position);
  }
}
