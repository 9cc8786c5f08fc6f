import { ApiProperty } from '@nestjs/swagger';
import { Line, Omittable, rule, Text } from '../../../http/validators.js';
import { WriteAnswerBase } from '../../../http/write-answer.dto.js';

/** So many positions in one erasure at most. */
const MOST_POSITIONS = 1_000;

function isPositions(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length <= MOST_POSITIONS &&
    value.every((one) => Number.isSafeInteger(one) && (one as number) >= 0)
  );
}

export class ErasureBody {
  /** Positions of events whose private parts are to go, 1,000 at most. @example [42, 43] */
  @Omittable()
  @rule('positions', isPositions, `must be a list of at most ${MOST_POSITIONS} positions`)
  @ApiProperty({ type: 'array', items: { type: 'integer', minimum: 0 }, maxItems: MOST_POSITIONS })
  positions?: number[];

  /** Id of an account whose profiles are to go: its name and address. */
  @Omittable()
  @Line({ max: 128 })
  account?: string;

  /** On what ground. @example 'Request of the person concerned, 3 March' */
  @Text({ max: 2_000 })
  reason!: string;
}

export class PrivacyReasonBody {
  /** @example 'The case is closed' */
  @Text({ max: 2_000 })
  reason!: string;
}

export class HoldBody {
  /** Key or id of a project; with neither this nor an account everything is held. @example 'payments-api' */
  @Omittable()
  @Line({ max: 128 })
  project?: string;

  /** Id of an account: what it did, and its profiles. */
  @Omittable()
  @Line({ max: 128 })
  account?: string;

  /** @example 'Lawsuit 12/2026' */
  @Text({ max: 2_000 })
  reason!: string;
}

/** An erasure and how it stands. */
export class ErasureAnswer {
  /** @example 'era_0123456789abcdefghjk' */
  id!: string;
  /** `requested`, `rejected` or `erased`. @example 'requested' */
  status!: string;
  /** From and to, both included. @example [[42, 43]] */
  @ApiProperty({ type: 'array', items: { type: 'array', items: { type: 'integer' } }, example: [[42, 43]] })
  ranges!: number[][];
  /** @example 2 */
  events!: number;
  account!: string | null;
  reason!: string | null;
  /** Id of the person who asked. */
  requested_by!: string;
  requested_at!: string;
  decided_by!: string | null;
  decided_at!: string | null;
  /** Position of the event that erased it. */
  erased_by!: number | null;
}

export class ErasuresAnswer {
  data!: ErasureAnswer[];
  next_cursor!: string | null;
}

export class ErasureWriteAnswer extends WriteAnswerBase {
  resource!: ErasureAnswer;
}

/** A legal hold. */
export class HoldAnswer {
  /** @example 'hold_0123456789abcdefghjk' */
  id!: string;
  /** Id of the project. */
  project!: string | null;
  account!: string | null;
  reason!: string | null;
  placed_by!: string;
  placed_at!: string;
  released!: boolean;
}

export class HoldsAnswer {
  data!: HoldAnswer[];
  next_cursor!: string | null;
}

export class HoldWriteAnswer extends WriteAnswerBase {
  resource!: HoldAnswer;
}
