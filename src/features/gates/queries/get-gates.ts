import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { EventStore } from '../../../eventstore/eventstore.js';
import { type Moment, NOW } from '../../../eventstore/moment.js';
import type { ReadConsistency, Reflected } from '../../../eventstore/projections/projection-reader.js';
import { Refusal } from '../../../eventstore/refusal.js';
import { BoardAt, type GateRow } from '../../checklists/checklists.module.js';
import { resolveProject } from '../../projects/projects.module.js';
import { ReadinessReader, roleViews, type RoleView } from '../../readiness/readiness.module.js';
import type { GateDefinition } from '../gate.events.js';

/** A gate as the API shows it. */
export interface GateView {
  id: string;
  key: string;
  /** 0 while no definition is in force. */
  version: number;
  definition: GateDefinition | null;
  /** A definition that asks less and waits for a second person. */
  pending: {
    version: number;
    definition: GateDefinition;
    narrowed: string[];
    by: { id: string; kind: string };
  } | null;
  requested: { by: { id: string; kind: string }; at: string } | null;
  verdict: string;
  digest: string;
  sign_offs: RoleView[];
  position: number;
  sequence: number;
}

/** A project's gates in the order they were defined, or the one that is named, as of a moment. */
export class GetGates extends Query<Reflected<GateView[]>> {
  constructor(
    readonly tenant: string,
    readonly project: string,
    readonly gate: string | null,
    readonly consistency: ReadConsistency,
    readonly moment: Moment = NOW,
  ) {
    super();
  }
}

@QueryHandler(GetGates)
export class GetGatesHandler implements IQueryHandler<GetGates> {
  constructor(
    private readonly store: EventStore,
    private readonly boards: BoardAt,
    private readonly readiness: ReadinessReader,
  ) {}

  /** Refuses a gate that is not there (not_found). */
  async execute({ tenant, project, gate, consistency, moment }: GetGates): Promise<Reflected<GateView[]>> {
    const projectId = await resolveProject(this.store, tenant, project);
    const { board, now, end, ...reflected } = await this.boards.at(tenant, projectId, moment, consistency);
    const wanted = gate?.normalize('NFC').toLowerCase();
    const rows = board.gates.filter(
      ({ id, key }) => gate === null || id === gate || key.toLowerCase() === wanted,
    );
    if (gate !== null && rows.length === 0)
      throw new Refusal('not_found', `the project has no gate "${gate}"`, '/gate');
    const value: GateView[] = [];
    for (const row of rows) {
      const judged = await this.readiness.judge(tenant, board, row.id, now, end);
      value.push(gateView(row, judged.verdict, judged.digest, roleViews(judged)));
    }
    return { ...reflected, value };
  }
}

function gateView(row: GateRow, verdict: string, digest: string, sign_offs: RoleView[]): GateView {
  const { id, key, version, definition, pending, requested, position, sequence } = row;
  return {
    id,
    key,
    version,
    definition,
    pending: pending && {
      version: pending.version,
      definition: pending.definition,
      narrowed: [...pending.narrowed],
      by: pending.by,
    },
    requested: requested && { by: requested.by, at: requested.at },
    verdict,
    digest,
    sign_offs,
    position,
    sequence,
  };
}
