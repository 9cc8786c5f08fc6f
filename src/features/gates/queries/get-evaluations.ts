import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { RecordedEvent } from '../../../eventstore/event.js';
import { EventStore } from '../../../eventstore/eventstore.js';
import { Refusal } from '../../../eventstore/refusal.js';
import { resolveProject } from '../../projects/projects.module.js';
import { DEFAULT_GATE } from '../../readiness/readiness.rules.js';
import { gateFold } from '../gate.js';
import {
  asGateEvent,
  EVALUATION_TYPE,
  type EvaluationPayload,
  gateStream,
  receiptStream,
} from '../gate.events.js';
import { resolveGate } from '../gate-scope.js';

/** A receipt as the API shows it: the verdict that a pipeline was given, and where it stands in the log. */
export interface EvaluationView extends Omit<EvaluationPayload, 'key' | 'project_key' | 'receipt_id'> {
  id: string;
  project: string;
  gate: string;
  by: { id: string; kind: string };
  recorded_at: string;
  position: number;
}

/** Receipts of a gate (by key), oldest first, behind a position; or the one that is named. */
export class GetEvaluations extends Query<EvaluationView[]> {
  constructor(
    readonly tenant: string,
    readonly ref: { readonly project: string; readonly gate: string },
    readonly page: { readonly after: number; readonly limit: number } | { readonly id: string },
  ) {
    super();
  }
}

const PAGE = 500;

@QueryHandler(GetEvaluations)
export class GetEvaluationsHandler implements IQueryHandler<GetEvaluations> {
  constructor(private readonly store: EventStore) {}

  /** Refuses (not_found) a receipt that is not one of the gate. */
  async execute({ tenant, ref, page }: GetEvaluations): Promise<EvaluationView[]> {
    const project = await resolveProject(this.store, tenant, ref.project);
    const gate = await this.gateKey(tenant, project, ref.gate);
    if ('id' in page) {
      const [events] = await this.store.readStreams(tenant, [receiptStream(page.id)]);
      const found = (events ?? []).filter((event) => event.project === project).flatMap(evaluationView);
      if (found[0]?.gate !== gate)
        throw new Refusal('not_found', `the gate has no evaluation "${page.id}"`, '/evaluation');
      return found;
    }
    const views: EvaluationView[] = [];
    for (let { after } = page; views.length < page.limit;) {
      const query = { project, after, types: [EVALUATION_TYPE], order: 'asc', limit: PAGE } as const;
      const events = await this.store.query(tenant, query);
      views.push(...events.flatMap(evaluationView).filter((view) => view.gate === gate));
      const last = events.at(-1);
      if (!last || events.length < PAGE) break;
      after = last.position;
    }
    return views.slice(0, page.limit);
  }

  // Receipts say the key; who asks may say the id.
  private async gateKey(tenant: string, project: string, ref: string): Promise<string> {
    const key = ref.normalize('NFC').toLowerCase();
    if (key === DEFAULT_GATE.key) return key;
    const id = await resolveGate(this.store, tenant, project, ref);
    const [events] = await this.store.readStreams(tenant, [gateStream(id)]);
    return (events ?? []).reduce(gateFold.evolve, gateFold.initial)?.key ?? key;
  }
}

/** The receipt that an event is; none where it is another event. */
function evaluationView(event: RecordedEvent): EvaluationView[] {
  const evaluated = asGateEvent(event);
  if (evaluated?.type !== 'gate.evaluated') return [];
  const { key, project_key, receipt_id, ...payload } = evaluated.payload;
  const { actor, createdAt, position } = event;
  return [
    {
      ...payload,
      id: receipt_id,
      project: project_key,
      gate: key,
      by: actor,
      recorded_at: createdAt,
      position,
    },
  ];
}
