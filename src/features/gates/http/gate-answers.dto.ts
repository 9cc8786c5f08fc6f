import { ApiProperty } from '@nestjs/swagger';
import { WriteAnswerBase } from '../../../http/write-answer.dto.js';

export class GateActor {
  /** @example 'mem_3kq0v9…' */
  id!: string;
  /** @example 'human' */
  kind!: string;
}

export class GateRoleAnswer {
  /** @example 'technical-lead' */
  role!: string;
  /** @example 'Technical Lead' */
  title!: string;
  aliases!: string[];
  /** @example 1 */
  quorum!: number;
  holders!: string[];
}

export class GateDefinitionAnswer {
  title!: string;
  /** @example ['required'] */
  levels!: string[];
  /** @example ['before', 'go-live'] */
  phases!: string[];
  @ApiProperty({ type: 'array', items: { type: 'string' }, nullable: true })
  sections!: string[] | null;
  @ApiProperty({ type: 'array', items: { type: 'string' }, nullable: true })
  checklists!: string[] | null;
  sign_offs!: GateRoleAnswer[];
  same_person!: boolean;
}

export class PendingGateAnswer {
  /** @example 2 */
  version!: number;
  definition!: GateDefinitionAnswer;
  /** What it asks less of. @example ['levels'] */
  narrowed!: string[];
  by!: GateActor;
}

export class GateRequest {
  by!: GateActor;
  at!: string;
}

export class GateSignature {
  /** @example 'sgn_0r8s…' */
  id!: string;
  by!: GateActor;
  /** `approve`, `reject` or `acknowledge`. @example 'approve' */
  meaning!: string;
  at!: string;
  position!: number;
  bound_position!: number;
  digest!: string;
  /** True where there is something else now than what was signed. */
  stale!: boolean;
}

export class GateRoleStanding {
  /** @example 'technical-lead' */
  role!: string;
  /** @example 'Technical Lead' */
  title!: string;
  /** @example 1 */
  quorum!: number;
  settled!: boolean;
  signed!: GateSignature[];
}

/** A named decision. */
export class GateAnswer {
  /** @example 'gat_5v0h…' */
  id!: string;
  /** @example 'go-live' */
  key!: string;
  /** 0 while no definition is in force. @example 1 */
  version!: number;
  definition!: GateDefinitionAnswer | null;
  /** A definition that asks less and waits for a second person. */
  pending!: PendingGateAnswer | null;
  /** Who asked for the sign-offs last. */
  requested!: GateRequest | null;
  /** @example 'not_ready' */
  verdict!: string;
  /** What a sign-off names. */
  digest!: string;
  sign_offs!: GateRoleStanding[];
  position!: number;
  sequence!: number;
}

export class GateWriteAnswer extends WriteAnswerBase {
  resource!: GateAnswer;
}

export class GatePage {
  data!: GateAnswer[];
  next_cursor!: string | null;
}

export class SignOffAnswerBody extends GateSignature {
  /** @example 'technical-lead' */
  role!: string;
  /** Key of the gate. @example 'go-live' */
  gate!: string;
}

export class SignOffWriteAnswer extends WriteAnswerBase {
  resource!: SignOffAnswerBody;
}

export class SignOffPage {
  data!: SignOffAnswerBody[];
  next_cursor!: string | null;
}

export class ReceiptSubject {
  name!: string;
  digest!: string;
  /** @example 'production' */
  environment!: string;
}

export class ReceiptChecklistAnswer {
  key!: string;
  template!: string;
  /** @example 1 */
  template_version!: number;
  content_hash!: string;
}

export class ReceiptReason {
  /** @example 'item_open' */
  code!: string;
  checklist!: string | null;
  item!: string | null;
  role!: string | null;
}

/** From the event that relaxed the four eyes to the one that asked for them again. */
export class RelaxedSpan {
  /** @example 12 */
  from!: number;
  /** Null where they are still relaxed. @example 40 */
  to!: number | null;
}

/** The verdict that a pipeline was given, as the log keeps it. */
export class EvaluationAnswer {
  /** @example 'rcp_7d2k…' */
  id!: string;
  project!: string;
  /** @example 'go-live' */
  gate!: string;
  /** @example 1 */
  gate_version!: number;
  subject!: ReceiptSubject;
  /** `ready`, `ready_with_exceptions` or `not_ready`. @example 'ready' */
  verdict!: string;
  /** SHA-256 over what was judged. */
  digest!: string;
  /** The newest position that the verdict reflects. */
  decided_at_position!: number;
  /** The time it is for. */
  as_of!: string;
  checklists!: ReceiptChecklistAnswer[];
  /** The first 200. */
  reasons!: ReceiptReason[];
  /** @example 0 */
  reasons_total!: number;
  /** @example 'required' */
  four_eyes!: string;
  /** When one person was enough since the project had something to settle, as positions. */
  four_eyes_relaxed!: RelaxedSpan[];
  /** The newest signed checkpoint of the log at that time, as a signed note; null where there was none. */
  checkpoint!: string | null;
  by!: GateActor;
  recorded_at!: string;
  /** Where it stands in the log. */
  position!: number;
}

export class EvaluationWriteAnswer extends WriteAnswerBase {
  resource!: EvaluationAnswer;
}

export class EvaluationPage {
  data!: EvaluationAnswer[];
  next_cursor!: string | null;
}
