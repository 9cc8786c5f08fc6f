import { setImmediate as breathe } from 'node:timers/promises';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { EventStore } from '../../../eventstore/eventstore.js';
import { timestampNow } from '../../../eventstore/now.js';
import { Refusal } from '../../../eventstore/refusal.js';
import { BoardReader } from '../../checklists/checklists.module.js';
import { projectStream } from '../../projects/project.events.js';
import { projectFold, resolveProject } from '../../projects/projects.module.js';
import type { Counts } from '../counts.rules.js';
import type { Verdict } from '../readiness.rules.js';
import { ReadinessReader } from '../readiness-reader.js';

export interface TimelinePoint {
  at: string;
  /** Position of the newest event of the project by then, -1 for none. */
  position: number;
  verdict: Verdict;
  score: number | null;
  counts: Counts;
}

export interface TimelineView {
  project: string;
  gate: string;
  from: string;
  to: string;
  points: TimelinePoint[];
}

/** How a verdict came about: counts and score at moments that divide a span of time evenly, for a burn-up chart. */
export class GetTimeline extends Query<TimelineView> {
  constructor(
    readonly tenant: string,
    readonly project: string,
    readonly gate: string | null,
    /** Null: when the project was created, and now. */
    readonly span: { readonly from: string | null; readonly to: string | null },
    readonly points: number,
  ) {
    super();
  }
}

@QueryHandler(GetTimeline)
export class GetTimelineHandler implements IQueryHandler<GetTimeline> {
  constructor(
    private readonly store: EventStore,
    private readonly boards: BoardReader,
    private readonly readiness: ReadinessReader,
  ) {}

  /** Refuses a span that ends before it begins (invalid). The log is read once, whatever the number of points. */
  async execute({ tenant, project, gate, span, points }: GetTimeline): Promise<TimelineView> {
    const projectId = await resolveProject(this.store, tenant, project);
    const [events = []] = await this.store.readStreams(tenant, [projectStream(projectId)]);
    const state = events.reduce(projectFold.evolve, projectFold.initial);
    const from = span.from ?? events[0]?.createdAt ?? timestampNow();
    const to = span.to ?? timestampNow();
    if (to < from) throw new Refusal('invalid', 'the span ends before it begins', '/to');
    const current = await this.boards.read(tenant, projectId);
    const named = await this.readiness.judge(tenant, current.value, gate, to);
    const moments = momentsBetween(from, to, points);
    const found: TimelinePoint[] = [];
    for await (const { at, board, position } of this.boards.through(tenant, projectId, moments)) {
      const isDefined = named.gateRow === null || board.gates.some(({ key }) => key === named.gate.key);
      const judged = await this.readiness.judge(tenant, board, isDefined ? gate : null, at, position + 1);
      const { verdict, score, counts } = judged;
      found.push({ at, position, verdict, score, counts });
      await breathe();
    }
    return { project: state?.key ?? '', gate: named.gate.key, from, to, points: found };
  }
}

function momentsBetween(from: string, to: string, points: number): string[] {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  const inner = Array.from({ length: Math.max(0, points - 2) }, (_, at) => {
    const time = start + ((end - start) * (at + 1)) / (points - 1);
    return `${new Date(time).toISOString().slice(0, -1)}000Z`;
  });
  return [from, ...inner, to];
}
