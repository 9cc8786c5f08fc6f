import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn } from 'class-validator';
import { IsKey, Line, Omittable, rule, Text } from '../../../http/validators.js';
import { WriteAnswerBase } from '../../../http/write-answer.dto.js';

/** Whether what a document says of items is taken over with them. */
const ANSWERS = ['none', 'source'] as const;

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

  /** `source`: boxes that the template's document had ticked are taken over as claims, which settle nothing. Left out, or `none`: not. */
  @Omittable()
  @ApiProperty({ enum: ANSWERS, default: 'none' })
  @IsIn(ANSWERS)
  answers?: (typeof ANSWERS)[number];
}

export class UpgradeBody {
  /** Left out: the newest. @example 2 */
  @Omittable()
  @ApiProperty({ type: 'integer', minimum: 1 })
  @rule(
    'integer',
    (value) => Number.isSafeInteger(value) && (value as number) >= 1,
    'must be an integer from 1',
  )
  version?: number;

  /** True: nothing is recorded, the answer says what would be. */
  @Omittable()
  @IsBoolean()
  dry_run?: boolean;

  /** `source`: boxes that the template's document had ticked are taken over as claims, which settle nothing. Left out, or `none`: not. */
  @Omittable()
  @ApiProperty({ enum: ANSWERS, default: 'none' })
  @IsIn(ANSWERS)
  answers?: (typeof ANSWERS)[number];
}

export class CloseBody {
  /** Why. @example 'Release 1 is out' */
  @Text({ max: 4000 })
  reason!: string;
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
  /** `open`, `closing` until a second person closes it, or `closed`. @example 'open' */
  state!: string;
  closed_at!: string | null;
  applied_at!: string;
  applied_by!: AppliedBy;
  position!: number;
  sequence!: number;
}

export class ChecklistWriteAnswer extends WriteAnswerBase {
  resource!: ChecklistAnswerBody;
}

export class ChecklistCloseAnswer extends ChecklistWriteAnswer {
  /** Whom it waits for where it is `closing`; null once it is closed. */
  note!: string | null;
}

export class ChecklistPage {
  data!: ChecklistAnswerBody[];
  next_cursor!: string | null;
}

export class UpgradeItem {
  /** @example 'itm_0r8s…' */
  id!: string;
  /** @example 'ha-setup.test-the-restore' */
  key!: string;
  /** @example 'Test the restore' */
  title!: string;
}

export class UpgradeWeakened {
  /** What a second person approves it under: `.../items/{item}/set-asides/{id}/approve`. */
  id!: string;
  /** Id of the item. */
  item!: string;
  item_key!: string;
  /** What is less, such as `level`, `condition` or `removed`. @example ['level'] */
  kinds!: string[];
}

export class UpgradeAnswer extends WriteAnswerBase {
  dry_run!: boolean;
  /** @example 1 */
  from_version!: number;
  /** @example 2 */
  to_version!: number;
  /** The same wording in the same place. */
  kept!: UpgradeItem[];
  /** Their answers are stale now: somebody has to answer anew. */
  reworded!: UpgradeItem[];
  /** Below another item or in another section; may be reworded as well. */
  moved!: UpgradeItem[];
  added!: UpgradeItem[];
  removed!: UpgradeItem[];
  /** What the version asks less of: the rules before hold until a second person approves. */
  weakened!: UpgradeWeakened[];
  resource!: ChecklistAnswerBody;
}
