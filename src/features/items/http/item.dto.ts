import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsIn, IsString, MaxLength, ValidateIf } from 'class-validator';
import { ListQuery } from '../../../http/consistency.dto.js';
import { MomentListQuery } from '../../../http/moment.dto.js';
import { QueryTimestamp } from '../../../http/query-values.js';
import {
  IsDay,
  IsHttpUrl,
  IsKey,
  IsSha256,
  IsTimestamp,
  Line,
  ListOf,
  Omittable,
  Text,
} from '../../../http/validators.js';
import { LEVELS, PHASES } from '../../templates/template.events.js';
import { DERIVED, STATUSES } from '../standing.rules.js';

/** What shows that something is so: a link, a file's hash, or both. */
export class EvidenceBody {
  /** What it shows. @example 'Restore drill, 12 minutes' */
  @Line({ max: 200 })
  title!: string;

  /** @example 'https://ci.example.com/runs/4711' */
  @Omittable()
  @IsHttpUrl()
  url?: string;

  @Omittable()
  @IsSha256()
  sha256?: string;

  /** @example 'application/pdf' */
  @Omittable()
  @Line({ max: 100 })
  media_type?: string;

  /** The day it is of, not the day it is given. */
  @IsDay()
  effective_on!: string;
}

/** A decision on an item. `reason` may be left out for check alone. */
export class DecisionBody {
  /** Why. @example 'Restore drill passed on staging' */
  @Omittable()
  @Text({ max: 4000 })
  reason?: string;

  /** At most 20. */
  @Omittable()
  @ListOf(() => EvidenceBody, { max: 20 })
  evidence?: EvidenceBody[];

  /** When it was so; never later than now. Left out: now. */
  @Omittable()
  @IsTimestamp()
  effective_at?: string;

  /** A measured value, as text with its unit. @example '187 ms' */
  @Omittable()
  @Line({ max: 200 })
  measured?: string;
}

export class CommentBody {
  /** @example 'The drill is planned for Thursday' */
  @Text({ max: 4000 })
  text!: string;
}

export class ItemsQuery extends MomentListQuery {
  /** Key or id of a checklist. */
  @Omittable()
  @Line({ max: 64 })
  checklist?: string;

  /** Key of a section. */
  @Omittable()
  @Line({ max: 64 })
  section?: string;

  @Omittable()
  @ApiProperty({ enum: STATUSES })
  @IsIn(STATUSES)
  status?: string;

  /** What else is so of it: ran out, is late, was decided on under another wording, waits for a second person. */
  @Omittable()
  @ApiProperty({ enum: DERIVED })
  @IsIn(DERIVED)
  derived?: string;

  /** Id of an owner. */
  @Omittable()
  @Line({ max: 64 })
  owner?: string;

  /** Due on a day before this one. */
  @Omittable()
  @IsDay()
  due_before?: string;

  @Omittable()
  @IsIn(LEVELS)
  level?: string;

  @Omittable()
  @IsIn(PHASES)
  phase?: string;
}

/** Which items of all projects. */
export class FindItemsQuery extends ListQuery {
  /** Key of an item, or its id: the same wherever its template is applied. */
  @Omittable()
  @Line({ max: 128 })
  item?: string;

  @Omittable()
  @ApiProperty({ enum: STATUSES })
  @IsIn(STATUSES)
  status?: string;

  /** Id of an owner. */
  @Omittable()
  @Line({ max: 64 })
  owner?: string;

  /** Key of a ticket in its own system, such as `#12`, or the URL that it was linked with. */
  @Omittable()
  @Line({ max: 2048 })
  ticket?: string;
}

/** Who is to see to an item. */
export class AssignBody {
  /** Ids of members or service accounts, at most 20; none takes it from everybody. */
  @ApiProperty({ type: [String], example: ['mem_3kq0v9…'] })
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @MaxLength(64, { each: true })
  owners!: string[];
}

export class DueBody {
  /** The last day on which it is in time, in UTC; null takes the date away. */
  @ValidateIf((_, value) => value !== null)
  @IsDay()
  @ApiProperty({ type: String, format: 'date', nullable: true, example: '2026-03-01' })
  due_on!: string | null;
}

export class WaiverBody {
  /** Why it can be done without. @example 'The second region comes in March' */
  @Text({ max: 4000 })
  reason!: string;

  /** What it covers, in words. @example 'Staging only' */
  @Omittable()
  @Line({ max: 500 })
  scope?: string;

  /** Key of the gate that it is limited to; left out: all. @example 'go-live' */
  @Omittable()
  @IsKey()
  gate?: string;

  /** When it runs out by itself. */
  @IsTimestamp()
  expires_at!: string;
}

export class AgreeBody {
  /** @example 'Agreed in the review of 3 March' */
  @Omittable()
  @Text({ max: 4000 })
  reason?: string;
}

export class WhyBody {
  /** @example 'The second region is there' */
  @Text({ max: 4000 })
  reason!: string;
}

export class WaiversQuery extends ListQuery {
  /** Key or id of a project; left out: all. */
  @Omittable()
  @Line({ max: 128 })
  project?: string;

  /** Only those in force at this time. */
  @Omittable()
  @QueryTimestamp()
  active_at?: string;
}
