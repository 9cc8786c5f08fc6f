import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { EventStore } from '../../../eventstore/eventstore.js';
import { type Moment, NOW } from '../../../eventstore/moment.js';
import type { ReadConsistency, Reflected } from '../../../eventstore/projections/projection-reader.js';
import { BoardAt } from '../../checklists/checklists.module.js';
import { resolveProject } from '../../projects/projects.module.js';
import { AskedConditions } from '../asked-conditions.js';

/** A condition of a project as the API shows it. */
export interface ConditionView {
  key: string;
  question: string;
  /** How later checklists put it, where they do so in other words. */
  other_questions: string[];
  /** Null while nobody has answered. */
  answer: boolean | null;
  /** `open`, `pending` until a second person agrees, `approved`, or `relaxed` where the policy asked for none. */
  state: string;
  answered_by: { id: string; kind: string } | null;
  answered_at: string | null;
  approved_by: string | null;
  approved_at: string | null;
  items: { yes: number; no: number };
  sequence: number;
}

/** The conditions that a project's open checklists ask, with its answers. */
export class ListConditions extends Query<Reflected<ConditionView[]>> {
  constructor(
    readonly tenant: string,
    readonly project: string,
    readonly consistency: ReadConsistency,
    readonly moment: Moment = NOW,
  ) {
    super();
  }
}

@QueryHandler(ListConditions)
export class ListConditionsHandler implements IQueryHandler<ListConditions> {
  constructor(
    private readonly store: EventStore,
    private readonly boards: BoardAt,
    private readonly asked: AskedConditions,
  ) {}

  async execute({
    tenant,
    project,
    consistency,
    moment,
  }: ListConditions): Promise<Reflected<ConditionView[]>> {
    const projectId = await resolveProject(this.store, tenant, project);
    const { board, ...reflected } = await this.boards.at(tenant, projectId, moment, consistency);
    const asked = await this.asked.of(tenant, board);
    const value = [...asked.values()].map(({ key, question, otherQuestions, items }): ConditionView => {
      const given = board.conditions.get(key);
      return {
        key,
        question,
        other_questions: [...otherQuestions],
        answer: given?.answer ?? null,
        state: !given ? 'open' : given.isRelaxed ? 'relaxed' : given.isApproved ? 'approved' : 'pending',
        answered_by: given?.answeredBy ?? null,
        answered_at: given?.answeredAt ?? null,
        approved_by: given?.approvedBy ?? null,
        approved_at: given?.approvedAt ?? null,
        items: { ...items },
        sequence: given?.sequence ?? 0,
      };
    });
    return { ...reflected, value };
  }
}
