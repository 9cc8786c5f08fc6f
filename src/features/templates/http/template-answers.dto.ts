import { ApiProperty } from '@nestjs/swagger';
import { WriteAnswerBase, WriteReceipt, WrittenEvent } from '../../../http/write-answer.dto.js';
import type { Level, Phase, Settlement } from '../template.events.js';
import { ConditionBody, ItemRulesBody } from './item-rules.dto.js';

export class SourceRangeAnswer {
  /** @example 12 */
  from_line!: number;
  /** @example 14 */
  to_line!: number;
  sha256!: string;
}

export class LinesAnswer {
  /** @example 12 */
  from_line!: number;
  /** @example 14 */
  to_line!: number;
}

export class TemplateLinkAnswer {
  title!: string;
  url!: string;
}

export class TemplateItemAnswer extends ItemRulesBody {
  id!: string;
  /** @example 'ha-setup.test-the-restore' */
  key!: string;
  /** @example 'Test the restore' */
  title!: string;
  description?: string;
  links?: TemplateLinkAnswer[];
  /** @example 'required' */
  level!: Level;
  /** @example 'before' */
  phase!: Phase;
  settled_by?: Settlement;
  /** Lines of the source, from 1, both included. */
  source?: SourceRangeAnswer;
  claimed?: boolean;
  @ApiProperty({ type: () => TemplateItemAnswer, isArray: true })
  items!: TemplateItemAnswer[];
}

export class TemplateSectionAnswer {
  /** @example 'ha-setup' */
  key!: string;
  /** @example 'HA Setup' */
  title!: string;
  path!: string[];
  source?: LinesAnswer;
  items!: TemplateItemAnswer[];
}

export class SignOffAnswer {
  role!: string;
  title!: string;
  source?: LinesAnswer;
}

export class TemplateCounts {
  /** @example 39 */
  items!: number;
  /** @example 5 */
  sections!: number;
  /** @example 0 */
  sign_offs!: number;
}

export class TemplateSource {
  sha256!: string;
  /** @example 'text/markdown' */
  media_type!: string;
  repaired!: boolean;
}

export class PublisherBody {
  id!: string;
  /** @example 'human' */
  kind!: string;
}

/** A template version as lists show it. */
export class TemplateSummaryAnswer {
  id!: string;
  /** @example 'small-server-deployment' */
  key!: string;
  title!: string;
  description!: string | null;
  /** @example 1 */
  version!: number;
  /** @example 1 */
  newest_version!: number;
  content_hash!: string;
  counts!: TemplateCounts;
  source!: TemplateSource | null;
  published_at!: string;
  published_by!: PublisherBody;
  position!: number;
  sequence!: number;
}

/** A template version with what is in it. */
export class TemplateAnswer extends TemplateSummaryAnswer {
  /** Questions that its items stand under. */
  conditions!: ConditionBody[];
  sections!: TemplateSectionAnswer[];
  sign_offs!: SignOffAnswer[];
}

export class TemplateWriteAnswer extends WriteAnswerBase {
  resource!: TemplateAnswer;
}

export class TemplatePage {
  data!: TemplateSummaryAnswer[];
  next_cursor!: string | null;
}

export class DiagnosticAnswer {
  /** @example 'glued_items' */
  code!: string;
  message!: string;
  from_line!: number;
  to_line!: number;
  /** What would stand there instead; made with `repair=true`. */
  repair?: string;
}

export class MatchAnswer {
  id!: string;
  key!: string;
  title!: string;
}

export class ChangeAnswer {
  id!: string;
  key!: string;
  from!: string;
  to!: string;
}

export class MatchesAnswer {
  kept!: MatchAnswer[];
  reworded!: ChangeAnswer[];
  moved!: ChangeAnswer[];
  added!: MatchAnswer[];
  removed!: MatchAnswer[];
}

export class ImportedTemplateAnswer {
  /** Null for a dry run of a new template. */
  id!: string | null;
  /** @example 'go-live' */
  key!: string;
  /** @example 1 */
  version!: number;
  title!: string;
  sections!: TemplateSectionAnswer[];
  sign_offs!: SignOffAnswer[];
}

/** What an import made, or would make. */
export class ImportAnswer {
  template!: ImportedTemplateAnswer;
  counts!: TemplateCounts;
  diagnostics!: DiagnosticAnswer[];
  /** How the items stand to those of the version before. */
  matches!: MatchesAnswer;
  dry_run!: boolean;
  /** Null where nothing was recorded. */
  position!: number | null;
  events!: WrittenEvent[];
  /** Null where nothing was recorded. */
  receipt!: WriteReceipt | null;
}
