import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { ListQuery } from '../../../http/consistency.dto.js';
import {
  IsDay,
  IsHttpUrl,
  IsSha256,
  IsTimestamp,
  Line,
  ListOf,
  Omittable,
  Text,
} from '../../../http/validators.js';
import { WriteAnswerBase } from '../../../http/write-answer.dto.js';
import { LEVELS, PHASES } from '../../templates/template.events.js';
import { ITEM_STATUSES, type ItemStatus } from '../item.events.js';

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

export class ItemsQuery extends ListQuery {
  /** Key or id of a checklist. */
  @Omittable()
  @Line({ max: 64 })
  checklist?: string;

  /** Key of a section. */
  @Omittable()
  @Line({ max: 64 })
  section?: string;

  @Omittable()
  @IsIn(ITEM_STATUSES)
  status?: string;

  @Omittable()
  @IsIn(LEVELS)
  level?: string;

  @Omittable()
  @IsIn(PHASES)
  phase?: string;
}

export class ActorBody {
  /** @example 'mem_3kq0v9…' */
  id!: string;
  /** `human`, `service`, `integration` or `system`. @example 'human' */
  kind!: string;
  /** The name as it was then; null where there is none or it was erased. @example 'Ana' */
  name!: string | null;
}

export class ItemLink {
  title!: string;
  url!: string;
}

export class EvidenceAnswer {
  id!: string;
  /** Null where it was erased. */
  title!: string | null;
  url!: string | null;
  sha256!: string | null;
  media_type!: string | null;
  /** @example '2025-03-03' */
  effective_on!: string;
  attached_at!: string;
}

export class DecisionAnswer {
  /** @example 'checked' */
  status!: ItemStatus;
  by!: ActorBody;
  at!: string;
  effective_at!: string;
  reason!: string | null;
  position!: number;
}

export class SectionRef {
  /** @example 'ha-setup' */
  key!: string;
  /** @example 'HA Setup' */
  title!: string;
}

/** An item with its state. */
export class ItemAnswerBody {
  /** @example 'itm_0r8s…' */
  id!: string;
  /** @example 'ha-setup.test-the-restore' */
  key!: string;
  /** @example 'Test the restore' */
  title!: string;
  description!: string | null;
  links!: ItemLink[];
  /** `open`, `checked`, `failed` or `not_applicable`; of a parent, as its children make it. @example 'open' */
  status!: ItemStatus;
  /** What makes the status other than the item's own decision: `from_children`, `from_parent`, `not_chosen`. */
  derived!: string[];
  /** @example 'required' */
  level!: string;
  /** @example 'before' */
  phase!: string;
  section!: SectionRef;
  /** Key of the checklist. @example 'go-live' */
  checklist!: string;
  /** Key of the item above. */
  parent!: string | null;
  settled_by!: string | null;
  /** True where the source document had the box ticked: a claim, no attestation. */
  claimed!: boolean;
  checked_by!: ActorBody | null;
  checked_at!: string | null;
  decision!: DecisionAnswer | null;
  measured!: string | null;
  evidence!: EvidenceAnswer[];
  /** Null until there are waivers. */
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true, example: null })
  waiver!: null;
  tickets!: string[];
  comments!: number;
  wording_hash!: string;
  /** Number of the item's newest event; the ETag. */
  sequence!: number;
}

export class ItemWriteAnswer extends WriteAnswerBase {
  resource!: ItemAnswerBody;
}

export class ItemPage {
  data!: ItemAnswerBody[];
  next_cursor!: string | null;
}
