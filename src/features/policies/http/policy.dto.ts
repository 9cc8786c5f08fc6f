import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { Text } from '../../../http/validators.js';
import { WriteAnswerBase } from '../../../http/write-answer.dto.js';
import type { FourEyes } from '../../access/person.rules.js';

const FOUR_EYES = ['required', 'relaxed'] as const;

export class FourEyesBody {
  /** `relaxed`: one person may approve what she asked for. Every verdict says so. */
  @ApiProperty({ enum: FOUR_EYES })
  @IsIn(FOUR_EYES)
  four_eyes!: FourEyes;

  /** Why. @example 'One person runs this installation' */
  @Text({ max: 4000 })
  reason!: string;
}

export class PolicySetBy {
  id!: string;
  /** @example 'human' */
  kind!: string;
}

/** Whether the tenant wants a second person where the rules ask for one. */
export class FourEyesAnswer {
  /** `required` or `relaxed`. @example 'required' */
  four_eyes!: string;
  set_at!: string | null;
  set_by!: PolicySetBy | null;
  /** Number of times it was set; the ETag. @example 0 */
  sequence!: number;
}

export class FourEyesWriteAnswer extends WriteAnswerBase {
  resource!: FourEyesAnswer;
}
