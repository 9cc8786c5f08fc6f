import { ReadQuery } from '../../../http/consistency.dto.js';
import { MomentQuery } from '../../../http/moment.dto.js';
import { QueryInteger, QueryTimestamp } from '../../../http/query-values.js';
import { Line, Omittable } from '../../../http/validators.js';

export class ReadinessQuery extends MomentQuery {
  /** Key of a gate. @example 'go-live' */
  @Omittable()
  @Line({ max: 64 })
  gate?: string;
}

export class ForecastQuery extends ReadQuery {
  /** Key or id of a gate. @example 'go-live' */
  @Omittable()
  @Line({ max: 64 })
  gate?: string;

  /** How far to look; left out: as far as anything is known to run out. */
  @Omittable()
  @QueryTimestamp()
  until?: string;
}

export class TimelineQuery {
  /** Key or id of a gate. @example 'go-live' */
  @Omittable()
  @Line({ max: 64 })
  gate?: string;

  /** Left out: when the project was created. */
  @Omittable()
  @QueryTimestamp()
  from?: string;

  /** Left out: now. */
  @Omittable()
  @QueryTimestamp()
  to?: string;

  /** How many moments, the first and the last included. Left out: 50. */
  @Omittable()
  @QueryInteger({ min: 2, max: 200 })
  points?: number;
}

export class CountsBody {
  /** @example 39 */
  total!: number;
  /** All but those that are not applicable. @example 38 */
  applicable!: number;
  /** @example 33 */
  checked!: number;
  /** @example 4 */
  open!: number;
  /** @example 1 */
  failed!: number;
  /** @example 1 */
  not_applicable!: number;
  /** @example 0 */
  waived!: number;
}

export class SectionCounts extends CountsBody {
  /** Key of the section. @example 'ha-setup' */
  section!: string;
}

export class LevelCounts extends CountsBody {
  /** @example 'required' */
  level!: string;
}

export class PhaseCounts extends CountsBody {
  /** @example 'before' */
  phase!: string;
}

/** How the items that are checked came to be so. */
export class AttestedBody {
  /** @example 30 */
  by_humans!: number;
  /** @example 3 */
  by_services!: number;
  /** By one of the item's own owners. @example 4 */
  by_owners!: number;
  /** By a human within two seconds of another attestation of hers. @example 0 */
  in_bulk!: number;
  /** @example 12 */
  without_evidence!: number;
}

export class ReasonBody {
  /** `item_open`, `item_failed`, `item_expired`, `item_stale`, `set_aside_pending`, `item_waived`, `sign_off_missing`, `sign_off_rejected`, `sign_off_stale` or `nothing_to_assess`. @example 'item_open' */
  code!: string;
  /** Key of the item. @example 'ha-setup.test-the-restore' */
  item!: string | null;
  /** Key of its checklist. @example 'go-live' */
  checklist!: string | null;
  /** The role that has to sign. @example null */
  role!: string | null;
  /** @example '“Test the restore” in go-live is open' */
  message!: string;
}

export class SignerBody {
  /** @example 'mem_3kq0v9…' */
  id!: string;
  /** @example 'human' */
  kind!: string;
}

export class RoleSignOff {
  /** @example 'sgn_0r8s…' */
  id!: string;
  by!: SignerBody;
  /** `approve`, `reject` or `acknowledge`. @example 'approve' */
  meaning!: string;
  at!: string;
  position!: number;
  /** The position at which the signer read what was signed. */
  bound_position!: number;
  digest!: string;
  /** True where there is something else now than what was signed. */
  stale!: boolean;
}

/** How a role that has to sign stands. */
export class RoleBody {
  /** @example 'technical-lead' */
  role!: string;
  /** @example 'Technical Lead' */
  title!: string;
  /** How many persons have to approve. @example 1 */
  quorum!: number;
  settled!: boolean;
  signed!: RoleSignOff[];
}

export class AnsweredCondition {
  /** @example 'self-hosted-database' */
  condition!: string;
  /** @example false */
  answer!: boolean;
  /** False: what it excludes counts while it is required, until a second person agrees. */
  approved!: boolean;
}

export class PolicyBody {
  /** `required` or `relaxed`. @example 'required' */
  four_eyes!: string;
  /** When one person was enough since the project had something to settle: what was set aside then stands. */
  relaxed!: RelaxedTime[];
}

/** Positions of the events that relaxed the four eyes and that asked for them again. */
export class RelaxedTime {
  /** @example 12 */
  from!: number;
  /** Null where they are still relaxed. @example 40 */
  to!: number | null;
}

/** Whether a project is ready, with every reason against it. */
export class ReadinessBody {
  /** @example 'payments-api' */
  project!: string;
  /** @example 'go-live' */
  gate!: string;
  /** 0 for the gate that nobody has defined. @example 1 */
  gate_version!: number;
  /** `ready`, `ready_with_exceptions` or `not_ready`. @example 'not_ready' */
  verdict!: string;
  /** Checked over applicable; null where there is nothing to assess. @example 0.8684 */
  score!: number | null;
  counts!: CountsBody;
  by_section!: SectionCounts[];
  by_level!: LevelCounts[];
  by_phase!: PhaseCounts[];
  attested!: AttestedBody;
  reasons!: ReasonBody[];
  sign_offs!: RoleBody[];
  conditions!: AnsweredCondition[];
  policy!: PolicyBody;
  /** Position of the newest event in the answer. @example 42 */
  position!: number;
  /** The time that was asked for; else since when nothing was recorded and nothing ran out: the answer has been this one since. */
  as_of!: string;
  /** Until when it holds if nothing happens; null for ever. */
  valid_until!: string | null;
  /** SHA-256 (hex) over what was judged: what a sign-off names. */
  digest!: string;
}

/** What comes by itself at one moment. */
export class ForecastStepBody {
  at!: string;
  /** @example 'not_ready' */
  verdict!: string;
  /** @example 0.8684 */
  score!: number | null;
  /** Reasons that come at that moment. */
  added!: ReasonBody[];
  /** Reasons that go. */
  removed!: ReasonBody[];
}

/** What will become of a verdict if nobody does anything. */
export class ForecastBody {
  /** @example 'payments-api' */
  project!: string;
  /** @example 'go-live' */
  gate!: string;
  /** The verdict now. @example 'ready' */
  verdict!: string;
  as_of!: string;
  /** @example 42 */
  position!: number;
  /** When it becomes `not_ready` by itself; null where it does not, or is so already. */
  red_at!: string | null;
  /** The first 100 moments at which something changes. */
  steps!: ForecastStepBody[];
}

export class TimelinePointBody {
  at!: string;
  /** Position of the newest event of the project by then, -1 for none. @example 42 */
  position!: number;
  /** @example 'not_ready' */
  verdict!: string;
  /** @example 0.8684 */
  score!: number | null;
  counts!: CountsBody;
}

/** How a verdict came about. */
export class TimelineBody {
  /** @example 'payments-api' */
  project!: string;
  /** @example 'go-live' */
  gate!: string;
  from!: string;
  to!: string;
  points!: TimelinePointBody[];
}
