import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { EventStore } from '../../../eventstore/eventstore.js';
import type { Moment } from '../../../eventstore/moment.js';
import type { Consistency } from '../../../eventstore/projections/projection-reader.js';
import { Refusal } from '../../../eventstore/refusal.js';
import { BoardAt } from '../../checklists/checklists.module.js';
import { projectStream } from '../../projects/project.events.js';
import { projectFold, type ProjectState, resolveProject } from '../../projects/projects.module.js';
import { ReadinessReader } from '../readiness-reader.js';
import { readinessView, type ReadinessView } from './readiness-view.js';

/** Readiness now, as of a position or a time of recording, or at a time to come if nothing happens until then. */
export class GetReadiness extends Query<ReadinessView> {
  constructor(
    readonly tenant: string,
    readonly project: string,
    readonly gate: string | null,
    readonly moment: Moment,
    readonly consistency: Consistency,
  ) {
    super();
  }
}

@QueryHandler(GetReadiness)
export class GetReadinessHandler implements IQueryHandler<GetReadiness> {
  constructor(
    private readonly store: EventStore,
    private readonly boards: BoardAt,
    private readonly readiness: ReadinessReader,
  ) {}

  /** Refuses a project or gate that is not there (not_found), and a position the log has not reached (invalid). */
  async execute({ tenant, moment, gate, consistency, ...query }: GetReadiness): Promise<ReadinessView> {
    const projectId = await resolveProject(this.store, tenant, query.project);
    const project = await this.project(tenant, projectId, query.project);
    const { board, now, since, position, setAside, end } = await this.boards.at(
      tenant,
      projectId,
      moment,
      consistency,
    );
    const judged = await this.readiness.judge(tenant, board, gate, now, end);
    return readinessView(project.key, board, judged, { position, setAside, since });
  }

  private async project(tenant: string, id: string, ref: string): Promise<ProjectState> {
    const [events] = await this.store.readStreams(tenant, [projectStream(id)]);
    const state = (events ?? []).reduce(projectFold.evolve, projectFold.initial);
    if (!state) throw new Refusal('not_found', `there is no project "${ref}"`, '/project');
    return state;
  }
}
