import { setImmediate as breathe } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { EventStore } from '../../eventstore/eventstore.js';
import type { FourEyes } from '../access/person.rules.js';
import {
  type Board,
  type BoardChecklist,
  type GateRow,
  settledChecklist,
} from '../checklists/checklists.module.js';
import { type RoleStanding, roleStandings } from '../gates/sign-offs.rules.js';
import { earlier } from '../items/instants.rules.js';
import type { Settlements } from '../items/settlement.rules.js';
import { FOUR_EYES_STREAM } from '../policies/policy.events.js';
import { fourEyesFold, relaxedFold, type RelaxedSpan } from '../policies/policies.module.js';
import { type Attested, attested, noneAttested } from './attested.rules.js';
import { type DigestPart, digestPart, readinessDigest } from './digest.rules.js';
import {
  type Assessment,
  assessChecklist,
  type Conclusion,
  conclude,
  type GateRules,
} from './readiness.rules.js';
import { gateNamed } from './gate-named.js';
import { signOffReasons } from './sign-off-reasons.rules.js';

/** A verdict with all that it was made of. */
export interface Judged extends Conclusion {
  readonly gate: GateRules;
  /** Null for the gate that nobody defined. */
  readonly gateRow: GateRow | null;
  readonly assessments: readonly Assessment[];
  readonly attested: Attested;
  readonly digest: string;
  readonly roles: readonly RoleStanding[];
  readonly fourEyes: FourEyes;
  /** When one person was enough, since the project had something to settle. */
  readonly relaxed: readonly RelaxedSpan[];
  /** The next moment at which something runs out by itself, null for never. */
  readonly validUntil: string | null;
}

interface Part {
  readonly attested: Attested;
  readonly assessment: Assessment;
  readonly digest: DigestPart;
}

const parts = new WeakMap<Settlements, Map<string, Part>>();
/** Others get their turn after so many milliseconds of judging. */
const TURN_MS = 8;

/** Judges boards: what was found out about a checklist is kept for as long as it holds. */
@Injectable()
export class ReadinessReader {
  constructor(private readonly store: EventStore) {}

  /**
   * The verdict of a gate (null: `go-live`) at a time. `end` is the position before which the tenant's policy is looked
   * at, null for now. Throws Refusal not_found for a gate that is not there.
   */
  async judge(
    tenant: string,
    board: Board,
    gateRef: string | null,
    now: string,
    end: number | null = null,
  ): Promise<Judged> {
    const [policy, { gate, row }] = [await this.policy(tenant, board, end), gateNamed(board, gateRef)];
    const found: Part[] = [];
    let validUntil: string | null = null;
    let turn = performance.now();
    for (const checklist of board.checklists) {
      if (checklist.isClosed) continue;
      const limited = isLimitedTo(checklist, gate.key) ? gate.key : null;
      const settlements = settledChecklist(checklist, board, now, limited);
      validUntil = earlier(validUntil, settlements.validUntil);
      found.push(partOf(checklist, settlements, gate));
      if (performance.now() - turn < TURN_MS) continue;
      await breathe();
      turn = performance.now();
    }
    const digest = readinessDigest(
      gate,
      found.map((part) => part.digest),
      board.conditions,
    );
    const roles = row?.definition ? roleStandings(row.definition, row.signOffs, digest) : [];
    const assessments = found.map((part) => part.assessment);
    const sum = noneAttested();
    for (const part of found)
      for (const name of Object.keys(sum) as (keyof Attested)[]) sum[name] += part.attested[name];
    const conclusion = conclude(assessments, signOffReasons(roles));
    return {
      ...conclusion,
      gate,
      gateRow: row,
      assessments,
      attested: sum,
      digest,
      roles,
      ...policy,
      validUntil,
    };
  }

  private async policy(
    tenant: string,
    { checklists, gates }: Board,
    end: number | null,
  ): Promise<Pick<Judged, 'fourEyes' | 'relaxed'>> {
    const [events = []] = await this.store.readStreams(tenant, [FOUR_EYES_STREAM]);
    const then = events.filter((event) => end === null || event.position < end);
    const since = Math.min(
      ...checklists.map(({ appliedPosition }) => appliedPosition),
      ...gates.map(({ position }) => position),
    );
    return {
      fourEyes: then.reduce(fourEyesFold.evolve, fourEyesFold.initial),
      relaxed: then
        .reduce(relaxedFold.evolve, relaxedFold.initial)
        .filter(({ to }) => to === null || to > since),
    };
  }
}

function partOf(checklist: BoardChecklist, settlements: Settlements, gate: GateRules): Part {
  const known = parts.get(settlements) ?? new Map<string, Part>();
  parts.set(settlements, known);
  const name = `${gate.key}/${gate.version}`;
  const kept = known.get(name);
  if (kept) return kept;
  const assessment = assessChecklist(checklist.rows, settlements.states, gate);
  const part = {
    assessment,
    digest: digestPart(checklist.rows, settlements.states, assessment.scope),
    attested: attested(checklist.rows, settlements.states),
  };
  known.set(name, part);
  return part;
}

const limits = new WeakMap<BoardChecklist, ReadonlySet<string>>();

// Most checklists have no waiver that is limited to a gate, so their states are the same for all gates.
function isLimitedTo(checklist: BoardChecklist, gate: string): boolean {
  let gates = limits.get(checklist);
  if (!gates) {
    gates = new Set(checklist.rows.flatMap((row) => row.waivers.flatMap((waiver) => waiver.gate ?? [])));
    limits.set(checklist, gates);
  }
  return gates.has(gate);
}
