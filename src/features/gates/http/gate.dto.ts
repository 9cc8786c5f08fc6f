import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  MaxLength,
  Min,
} from 'class-validator';
import {
  EachOnOneLine,
  IsKey,
  IsPosition,
  IsSha256,
  Line,
  ListOf,
  Nested,
  Omittable,
  rule,
  Text,
} from '../../../http/validators.js';
import { LEVELS, type Level, PHASES, type Phase } from '../../templates/template.events.js';
import { type Meaning, MEANINGS } from '../gate.events.js';

export class GatePath {
  /** @example 'payments-api' */
  @Line({ max: 128 })
  project!: string;

  /** @example 'go-live' */
  @Line({ max: 64 })
  gate!: string;
}

export class NewGatePath {
  /** @example 'payments-api' */
  @Line({ max: 128 })
  project!: string;

  /** @example 'go-live' */
  @IsKey()
  gate!: string;
}

export class EvaluationPath extends GatePath {
  /** @example 'rcp_7d2k…' */
  @Line({ max: 128 })
  evaluation!: string;
}

export class SignOffPath extends GatePath {
  /** @example 'sgn_7d2k…' */
  @Line({ max: 128 })
  sign_off!: string;
}

/** A role that has to sign. */
export class RoleOfGate {
  /** @example 'technical-lead' */
  @IsKey()
  role!: string;

  /** Left out: the role. @example 'Technical Lead' */
  @Omittable()
  @Line({ max: 200 })
  title?: string;

  /** Other names for it, at most 10. @example ['tech-lead'] */
  @Omittable()
  @IsArray()
  @ArrayMaxSize(10)
  @IsString({ each: true })
  @MaxLength(64, { each: true })
  @EachOnOneLine()
  aliases?: string[];

  /** How many persons have to approve. Left out: 1. @example 1 */
  @Omittable()
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 20, default: 1 })
  @rule(
    'integer',
    (value) => Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= 20,
    'must be an integer from 1 to 20',
  )
  quorum?: number;

  /** Ids of the members who may sign in it, at most 50. Left out: any member. */
  @Omittable()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(64, { each: true })
  holders?: string[];
}

/** Which items have to be settled, and who signs. */
export class GateBody {
  /** Left out: the key. @example 'Go-live' */
  @Omittable()
  @Line({ max: 200 })
  title?: string;

  /** Left out: required. */
  @Omittable()
  @ApiProperty({ enum: LEVELS, isArray: true, default: ['required'] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(LEVELS, { each: true })
  levels?: Level[];

  /** Left out: before and go-live. */
  @Omittable()
  @ApiProperty({ enum: PHASES, isArray: true, default: ['before', 'go-live'] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(PHASES, { each: true })
  phases?: Phase[];

  /** Keys of sections; left out: all there are and will be. */
  @Omittable()
  @IsArray()
  @ArrayMaxSize(500)
  @IsString({ each: true })
  @MaxLength(64, { each: true })
  sections?: string[];

  /** Keys of checklists; left out: all there are and will be. */
  @Omittable()
  @IsArray()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @MaxLength(64, { each: true })
  checklists?: string[];

  /** Left out: the roles that the applied templates name. */
  @Omittable()
  @ListOf(() => RoleOfGate, { max: 50 })
  sign_offs?: RoleOfGate[];

  /** True: who asked for the sign-offs may approve, and one person may sign in several roles. */
  @Omittable()
  @IsBoolean()
  same_person?: boolean;
}

export class AgreeToGateBody {
  /** The version that is agreed to. Needed where it took the place of one that waited; another one is refused. @example 3 */
  @Omittable()
  @IsInt()
  @Min(1)
  version?: number;

  /** @example 'Agreed in the review of 3 March' */
  @Omittable()
  @Text({ max: 4000 })
  reason?: string;
}

export class GateReasonBody {
  /** @example 'Agreed in the review of 3 March' */
  @Omittable()
  @Text({ max: 4000 })
  reason?: string;
}

/** A signature on what the signer read. */
export class SignOffBody {
  /** The role, its title or an alias. @example 'technical-lead' */
  @Line({ max: 200 })
  role!: string;

  @ApiProperty({ enum: MEANINGS })
  @IsIn(MEANINGS)
  meaning!: Meaning;

  /** `position` of the readiness that was read. @example 42 */
  @IsPosition()
  position!: number;

  /** Its `digest`. */
  @IsSha256()
  digest!: string;

  /** @example 'Seen with the team' */
  @Omittable()
  @Text({ max: 4000 })
  comment?: string;
}

export class SubjectBody {
  /** @example 'payments-api' */
  @Line({ max: 200 })
  name!: string;

  /** @example 'sha256:9f86d081884c7d65…' */
  @Line({ max: 200 })
  digest!: string;

  /** @example 'production' */
  @Line({ max: 200 })
  environment!: string;
}

/** What a pipeline is about to do. */
export class EvaluateBody {
  @Nested(() => SubjectBody)
  subject!: SubjectBody;
}
