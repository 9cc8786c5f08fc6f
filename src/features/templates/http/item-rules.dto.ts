import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn } from 'class-validator';
import { IsKey, Line, Nested, Omittable, rule } from '../../../http/validators.js';
import { SUMMARIES, type Summary, type Threshold } from '../template.events.js';

/** A yes-or-no question that a project answers once. */
export class ConditionBody {
  /** @example 'self-hosted-database' */
  @IsKey()
  key!: string;

  /** @example 'Do you host the database yourself?' */
  @Line({ max: 500 })
  question!: string;
}

export class WhenBody {
  /** Key of the condition. @example 'self-hosted-database' */
  @IsKey()
  condition!: string;

  /** The answer for which the item is asked. @example true */
  @IsBoolean()
  answer!: boolean;
}

const BOUNDS = ['at_most', 'at_least'] as const;
const DECIMAL = /^-?\d{1,15}(?:\.\d{1,6})?$/;

/** A bound that a measured value has to keep. */
export class ThresholdBody {
  @ApiProperty({ enum: BOUNDS })
  @IsIn(BOUNDS)
  bound!: Threshold['bound'];

  /** A decimal number, as text. @example '200' */
  @ApiProperty({ pattern: DECIMAL.source })
  @rule(
    'decimal',
    (value) => typeof value === 'string' && DECIMAL.test(value),
    'must be a decimal number as text',
  )
  value!: string;

  /** @example 'ms' */
  @Line({ min: 0, max: 20 })
  unit!: string;
}

/** What an item is subject to beside level and phase. */
export class ItemRulesBody {
  /** Asked only where a condition has this answer. */
  @Omittable()
  @Nested(() => WhenBody)
  when?: WhenBody;

  /** An attestation holds for so many days. @example 90 */
  @Omittable()
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 3650 })
  @rule(
    'integer',
    (value) => Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= 3650,
    'must be an integer from 1 to 3650',
  )
  recurs_days?: number;

  /** True: services cannot decide on it. */
  @Omittable()
  @IsBoolean()
  human_only?: boolean;

  /** Follows from the rest of its section, or from everything above it; not on an item with items below. */
  @Omittable()
  @ApiProperty({ enum: SUMMARIES })
  @IsIn(SUMMARIES)
  summary?: Summary;

  @Omittable()
  @Nested(() => ThresholdBody)
  threshold?: ThresholdBody;

  /** True: can be neither waived nor set aside. */
  @Omittable()
  @IsBoolean()
  invariant?: boolean;
}
