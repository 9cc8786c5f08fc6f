import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { EventStore } from '../../../eventstore/eventstore.js';
import { NOW } from '../../../eventstore/moment.js';
import type { Consistency } from '../../../eventstore/projections/projection-reader.js';
import { BoardAt } from '../../checklists/checklists.module.js';
import { projectStream } from '../../projects/project.events.js';
import { projectFold, resolveProject } from '../../projects/projects.module.js';
import { END_OF_TIME } from '../../items/instants.rules.js';
import type { Reason, Verdict } from '../readiness.rules.js';
import { type Judged, ReadinessReader } from '../readiness-reader.js';

/** What comes by itself at one moment. */
export interface ForecastStep {
  at: string;
  verdict: Verdict;
  score: number | null;
  /** Reasons that come, and that go, at that moment. */
  added: Reason[];
  removed: Reason[];
}

export interface ForecastView {
  project: string;
  gate: string;
  verdict: Verdict;
  as_of: string;
  position: number;
  /** When the verdict becomes `not_ready` by itself; null where it does not, or is so already. */
  red_at: string | null;
  steps: ForecastStep[];
}

/** What will become of a verdict if nobody does anything: what runs out, and when. */
export class GetForecast extends Query<ForecastView & { setAside: number | null }> {
  constructor(
    readonly tenant: string,
    readonly project: string,
    readonly gate: string | null,
    /** Up to this time (RFC 3339). */
    readonly until: string | null,
    readonly consistency: Consistency,
  ) {
    super();
  }
}

const MOST_STEPS = 100;

@QueryHandler(GetForecast)
export class GetForecastHandler implements IQueryHandler<GetForecast> {
  constructor(
    private readonly store: EventStore,
    private readonly boards: BoardAt,
    private readonly readiness: ReadinessReader,
  ) {}

  async execute({
    tenant,
    project,
    gate,
    until,
    consistency,
  }: GetForecast): Promise<ForecastView & { setAside: number | null }> {
    const projectId = await resolveProject(this.store, tenant, project);
    const [events] = await this.store.readStreams(tenant, [projectStream(projectId)]);
    const state = (events ?? []).reduce(projectFold.evolve, projectFold.initial);
    const { board, now, position, setAside } = await this.boards.at(tenant, projectId, NOW, consistency);
    const first = await this.readiness.judge(tenant, board, gate, now);
    const steps: ForecastStep[] = [];
    let before: Judged = first;
    const end = until ?? END_OF_TIME;
    for (let at = first.validUntil; at !== null && at < end && steps.length < MOST_STEPS;) {
      const judged = await this.readiness.judge(tenant, board, gate, at);
      const change = {
        added: without(judged.reasons, before.reasons),
        removed: without(before.reasons, judged.reasons),
      };
      if (change.added.length > 0 || change.removed.length > 0 || judged.verdict !== before.verdict)
        steps.push({ at, verdict: judged.verdict, score: judged.score, ...change });
      before = judged;
      at = judged.validUntil;
    }
    const red =
      first.verdict === 'not_ready' ? undefined : steps.find(({ verdict }) => verdict === 'not_ready');
    return {
      project: state?.key ?? '',
      gate: first.gate.key,
      verdict: first.verdict,
      as_of: now,
      position,
      red_at: red?.at ?? null,
      steps,
      setAside,
    };
  }
}

function without(reasons: readonly Reason[], others: readonly Reason[]): Reason[] {
  const known = new Set(others.map(nameOf));
  return reasons.filter((reason) => !known.has(nameOf(reason)));
}

function nameOf({ code, checklist, item, role }: Reason): string {
  return JSON.stringify([code, checklist, item, role]);
}
