import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  isString,
  maxLength,
  MaxLength,
  ValidateIf,
} from 'class-validator';
import { eachOf } from '../../../http/member-errors.js';
import { QueryBoolean, QueryInteger } from '../../../http/query-values.js';
import { IsKey, Line, ListOf, Omittable, rule, Text, EachOnOneLine } from '../../../http/validators.js';
import { ConditionBody, ItemRulesBody } from './item-rules.dto.js';
import { LIMITS } from '../parsing/limits.js';
import { isLinkTarget } from '../link-target.rules.js';
import { LEVELS, type Level, PHASES, type Phase, type Settlement, SETTLEMENTS } from '../template.events.js';

export class ImportQuery {
  /** What the template is called; its key is made of it. Left out: the document's title. @example 'go-live' */
  @Omittable()
  @Line({ max: 200 })
  name?: string;

  /** True: nothing is recorded, the answer says what would be. */
  @Omittable()
  @QueryBoolean()
  dry_run?: boolean;

  /** True: the repairs that the diagnostics propose are made. */
  @Omittable()
  @QueryBoolean()
  repair?: boolean;

  /** Corrections of the matching with the version before, `new=old` with commas between. @example 'line:12=network.firewall' */
  @Omittable()
  @Line({ max: 4000 })
  map?: string;
}

export class VersionQuery {
  /** Left out: the newest. */
  @Omittable()
  @QueryInteger({ min: 1, max: 1_000_000 })
  version?: number;
}

const CONTROL = /\p{Cc}/u;

/** What an import takes for a link, by the same rule. It is kept as it is given: rewriting it could make it lead elsewhere. */
function IsLinkTarget(): PropertyDecorator {
  const says = `must be a relative address or one of http, https or mailto, of 1 to ${LIMITS.url} characters without control characters`;
  const test = (url: unknown) =>
    typeof url === 'string' &&
    url.length >= 1 &&
    url.length <= LIMITS.url &&
    !CONTROL.test(url) &&
    isLinkTarget(url);
  return applyDecorators(
    rule('link', test, says),
    ApiProperty({ type: String, format: 'uri-reference', minLength: 1, maxLength: LIMITS.url }),
  );
}

/** Null stands for a member that is left out, as versions are read. */
function OrNull(): PropertyDecorator {
  return applyDecorators(
    Omittable(),
    ValidateIf((_, value) => value !== null),
    ApiProperty({ nullable: true, required: false }),
  );
}

export class LinkBody {
  @Line({ min: 0, max: 500 })
  title!: string;

  /** Relative addresses and anchors too. @example '../runbooks/restore.md#steps' */
  @IsLinkTarget()
  url!: string;
}

export class ItemBody extends ItemRulesBody {
  /** Only on items that the version before has: keeps their answers through every change. */
  @Omittable()
  @Line({ max: 64 })
  id?: string;

  /** Left out: made of section and title. */
  @Omittable()
  @IsKey()
  key?: string;

  /** @example 'Test the restore' */
  @Line({ max: 500 })
  title!: string;

  @Omittable()
  @Text({ max: 10_000 })
  description?: string;

  @Omittable()
  @ListOf(() => LinkBody, { max: 50 })
  links?: LinkBody[];

  /** Left out: required. */
  @Omittable()
  @ApiProperty({ enum: LEVELS, default: 'required' })
  @IsIn(LEVELS)
  level?: Level;

  /** Left out: before. */
  @Omittable()
  @ApiProperty({ enum: PHASES, default: 'before' })
  @IsIn(PHASES)
  phase?: Phase;

  /** What settles a parent. Left out: all of its children. */
  @Omittable()
  @ApiProperty({ enum: SETTLEMENTS })
  @IsIn(SETTLEMENTS)
  settled_by?: Settlement;

  /** As a version is read: true where the source had the box ticked. */
  @Omittable()
  @IsBoolean()
  claimed?: boolean;

  /** As a version is read; not taken from here, an item keeps its place in the source by its id. */
  @Omittable()
  @IsObject()
  source?: object;

  /** Items below this one, at most 10 levels deep. */
  @Omittable()
  @ListOf(() => ItemBody, { max: 2000 })
  items?: ItemBody[];
}

export class SectionBody {
  @Omittable()
  @IsKey()
  key?: string;

  /** @example 'HA Setup' */
  @Line({ min: 0, max: 500 })
  title!: string;

  /** Titles of the headings above, outermost first. */
  @Omittable()
  @IsArray()
  @ArrayMaxSize(10)
  @IsString(eachOf(isString, 'must be a text'))
  @MaxLength(500, eachOf((step) => maxLength(step, 500), 'must have at most 500 characters'))
  @EachOnOneLine()
  path?: string[];

  /** As a version is read; not taken from here. */
  @Omittable()
  @IsObject()
  source?: object;

  @ListOf(() => ItemBody, { max: 2000 })
  items!: ItemBody[];
}

export class TemplateSignOffBody {
  /** @example 'technical-lead' */
  @IsKey()
  role!: string;

  /** @example 'Technical Lead' */
  @Line({ max: 200 })
  title!: string;

  /** As a version is read; not taken from here. */
  @Omittable()
  @IsObject()
  source?: object;
}

class DefinitionBody {
  /** @example 'Go-live of the shop' */
  @Line({ max: 500 })
  title!: string;

  /** Yes-or-no questions that items stand under; one that an item names need not be here. */
  @Omittable()
  @ListOf(() => ConditionBody, { max: LIMITS.conditions })
  conditions?: ConditionBody[];

  @ListOf(() => SectionBody, { max: 500 })
  sections!: SectionBody[];

  @Omittable()
  @ListOf(() => TemplateSignOffBody, { max: 50 })
  sign_offs?: TemplateSignOffBody[];
}

/** A version as it is read can be sent back with changes: what is only read of it is taken and not looked at. */
export class VersionBody extends DefinitionBody {
  @OrNull()
  @Text({ max: 10_000 })
  description?: string | null;

  /** As a version is read; not taken from here. */
  @Omittable()
  @IsString()
  id?: string;

  /** As a version is read; not taken from here. */
  @Omittable()
  @IsString()
  key?: string;

  /** As a version is read; not taken from here. */
  @Omittable()
  @ApiProperty({ type: 'integer' })
  @IsInt()
  version?: number;

  /** As a version is read; not taken from here. */
  @Omittable()
  @ApiProperty({ type: 'integer' })
  @IsInt()
  newest_version?: number;

  /** As a version is read; not taken from here. */
  @Omittable()
  @IsString()
  content_hash?: string;

  /** As a version is read; not taken from here. */
  @Omittable()
  @ApiProperty({ type: 'object', additionalProperties: true })
  @IsObject()
  counts?: object;

  /** As a version is read; not taken from here. */
  @OrNull()
  @ApiProperty({ type: 'object', additionalProperties: true })
  @IsObject()
  source?: object | null;

  /** As a version is read; not taken from here. */
  @Omittable()
  @IsString()
  published_at?: string;

  /** As a version is read; not taken from here. */
  @Omittable()
  @ApiProperty({ type: 'object', additionalProperties: true })
  @IsObject()
  published_by?: object;

  /** As a version is read; not taken from here. */
  @Omittable()
  @ApiProperty({ type: 'integer' })
  @IsInt()
  position?: number;

  /** As a version is read; not taken from here. */
  @Omittable()
  @ApiProperty({ type: 'integer' })
  @IsInt()
  sequence?: number;
}

export class TemplateBody extends DefinitionBody {
  /** Unique in the tenant, whatever its case. */
  @IsKey()
  key!: string;

  @Omittable()
  @Text({ max: 10_000 })
  description?: string;
}
