import { ApiProperty } from '@nestjs/swagger';
import { IsKey, Line, Omittable, rule } from '../../../http/validators.js';
import { WriteAnswerBase } from '../../../http/write-answer.dto.js';

export class ApplyChecklistBody {
  /** Key or id of the template. @example 'small-server-deployment' */
  @Line({ max: 128 })
  template!: string;

  /** Left out: the newest. @example 1 */
  @Omittable()
  @ApiProperty({ type: 'integer', minimum: 1 })
  @rule(
    'integer',
    (value) => Number.isSafeInteger(value) && (value as number) >= 1,
    'must be an integer from 1',
  )
  version?: number;

  /** Unique in the project; left out: the template's key. */
  @Omittable()
  @IsKey()
  key?: string;
}

export class AppliedTemplate {
  /** @example 'tpl_5v0h…' */
  id!: string;
  /** @example 'small-server-deployment' */
  key!: string;
  /** @example 1 */
  version!: number;
  content_hash!: string;
}

export class AppliedBy {
  id!: string;
  /** @example 'human' */
  kind!: string;
}

/** A template version applied to a project: a pinned copy. */
export class ChecklistAnswerBody {
  /** @example 'chk_9b1m…' */
  id!: string;
  /** @example 'go-live' */
  key!: string;
  title!: string;
  template!: AppliedTemplate;
  /** How many items it has. @example 39 */
  items!: number;
  applied_at!: string;
  applied_by!: AppliedBy;
  position!: number;
  sequence!: number;
}

export class ChecklistWriteAnswer extends WriteAnswerBase {
  resource!: ChecklistAnswerBody;
}

export class ChecklistPage {
  data!: ChecklistAnswerBody[];
  next_cursor!: string | null;
}
