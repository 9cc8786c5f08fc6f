import { Injectable } from '@nestjs/common';
import type { Decision } from '../../eventstore/command-runner.js';
import { StaleSequence } from '../../eventstore/errors.js';
import type { StreamRef } from '../../eventstore/event.js';
import { EventStore } from '../../eventstore/eventstore.js';
import { notBefore } from '../../eventstore/now.js';
import { Refusal } from '../../eventstore/refusal.js';
import { resolveId } from '../../eventstore/resolve.js';
import { callerOf } from '../access/access.module.js';
import type { FourEyes } from '../access/person.rules.js';
import { type Board, BoardReader } from '../checklists/checklists.module.js';
import { FOUR_EYES_STREAM } from '../policies/policy.events.js';
import { fourEyesFold } from '../policies/policies.module.js';
import { projectStream } from '../projects/project.events.js';
import { projectFold, resolveProject } from '../projects/projects.module.js';
import { DEFAULT_GATE } from '../readiness/readiness.rules.js';
import { type Judged, ReadinessReader } from '../readiness/readiness.module.js';
import { gateFold, type GateState, type GateTarget } from './gate.js';
import { GATE_NAME, gateName, gateStream } from './gate.events.js';

/** Which gate a command means, each by key or id. */
export interface GateRef {
  readonly project: string;
  readonly gate: string;
}

export interface GateInScope {
  readonly id: string;
  readonly stream: StreamRef;
  readonly state: GateState;
  readonly target: GateTarget;
}

/** A verdict with the position that it reflects, which the append is guarded against. */
export interface JudgedNow {
  readonly board: Board;
  readonly judged: Judged;
  readonly position: number;
  readonly now: string;
}

/** Finds the gate that a command means and what is decided on. */
@Injectable()
export class GateScope {
  constructor(
    private readonly store: EventStore,
    private readonly boards: BoardReader,
    private readonly readiness: ReadinessReader,
  ) {}

  /** The project that a command means, with who acts. Throws Refusal not_found. */
  async target(decision: Decision, project: string): Promise<GateTarget> {
    const { tenant } = decision.meta;
    const projectId = await resolveProject(this.store, tenant, project);
    const { state } = await decision.load(projectStream(projectId), projectFold);
    const by = await callerOf(this.store, decision.meta);
    return { projectId, projectKey: state?.key ?? '', by };
  }

  /** Throws Refusal not_found, and StaleSequence where `ifMatch` is not the gate's sequence. */
  async load(decision: Decision, ref: GateRef, ifMatch: number | null): Promise<GateInScope> {
    const target = await this.target(decision, ref.project);
    const id = await resolveGate(this.store, decision.meta.tenant, target.projectId, ref.gate);
    const stream = gateStream(id);
    const { state, sequence } = await decision.load(stream, gateFold);
    if (!state) throw new Refusal('not_found', `the project has no gate "${ref.gate}"`, '/gate');
    if (ifMatch !== null && ifMatch !== sequence) throw new StaleSequence(stream, ifMatch, sequence);
    return { id, stream, state, target };
  }

  async fourEyes(decision: Decision): Promise<FourEyes> {
    return (await decision.load(FOUR_EYES_STREAM, fourEyesFold)).state;
  }

  async board(tenant: string, projectId: string): Promise<Board> {
    return (await this.boards.read(tenant, projectId)).value;
  }

  /**
   * Judges the project as it is and guards the append against everything recorded in it since: so what is signed or
   * attested is what there is when it is recorded.
   */
  async judge(decision: Decision, projectId: string, gate: string): Promise<JudgedNow> {
    const { tenant } = decision.meta;
    const { value: board, position, asOf } = await this.boards.read(tenant, projectId);
    const now = notBefore(asOf);
    const judged = await this.readiness.judge(tenant, board, gate, now);
    decision.guard(projectId, position);
    return { board, judged, position, now };
  }
}

const ID_PREFIX = 'gat_';

/** The id of a project's gate that is given by key or id. Throws Refusal not_found for one that is not there. */
export async function resolveGate(
  store: EventStore,
  tenant: string,
  projectId: string,
  ref: string,
): Promise<string> {
  const name = gateName(projectId, ref);
  const id = await resolveId(store, tenant, {
    what: 'gate',
    idPrefix: ID_PREFIX,
    nameKind: GATE_NAME,
    name,
    ref,
  }).catch((error: unknown) => {
    if (!(error instanceof Refusal) || ref.normalize('NFC').toLowerCase() !== DEFAULT_GATE.key) throw error;
    throw new Refusal(
      'not_found',
      `nobody has defined the gate ${DEFAULT_GATE.key} of this project: until then it is what is required before and while ` +
        'going live, and nobody signs it',
      '/gate',
    );
  });
  // A key leads to a gate of the project; an id may be made up or be another project's.
  if (ref.startsWith(ID_PREFIX)) {
    const [events] = await store.readStreams(tenant, [gateStream(id)]);
    if (events?.[0]?.project !== projectId)
      throw new Refusal('not_found', `the project has no gate "${ref}"`, '/gate');
  }
  return id;
}
