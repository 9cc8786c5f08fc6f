import type { ActorKind } from '../../../eventstore/event.js';
import type { ConditionDefinition, SectionDefinition, SignOffDefinition } from '../template.events.js';

/** A template version as lists show it. */
export interface TemplateSummary {
  id: string;
  key: string;
  title: string;
  description: string | null;
  version: number;
  newest_version: number;
  content_hash: string;
  counts: { items: number; sections: number; sign_offs: number };
  source: { sha256: string; media_type: string; repaired: boolean } | null;
  published_at: string;
  published_by: { id: string; kind: ActorKind };
  /** Position of the event that published the version. */
  position: number;
  sequence: number;
}

/** A template version with what is in it. */
export interface TemplateView extends TemplateSummary {
  conditions: ConditionDefinition[];
  sections: SectionDefinition[];
  sign_offs: SignOffDefinition[];
}

export interface TemplateVersionRow {
  readonly template: string;
  readonly key: string;
  readonly newest: number;
  readonly sequence: number;
  readonly template_position: number;
  readonly version: number;
  readonly title: string;
  readonly description: string | null;
  readonly content_hash: string;
  readonly items: number;
  readonly sections: number;
  readonly sign_offs: number;
  readonly source_sha256: string | null;
  readonly media_type: string | null;
  readonly repaired: boolean;
  readonly published_at: string;
  readonly published_by: string;
  readonly published_by_kind: ActorKind;
  readonly position: number;
}

export function templateSummary(row: TemplateVersionRow): TemplateSummary {
  return {
    id: row.template,
    key: row.key,
    title: row.title,
    description: row.description,
    version: row.version,
    newest_version: row.newest,
    content_hash: row.content_hash,
    counts: { items: row.items, sections: row.sections, sign_offs: row.sign_offs },
    source:
      row.source_sha256 === null
        ? null
        : { sha256: row.source_sha256, media_type: row.media_type ?? '', repaired: row.repaired },
    published_at: row.published_at,
    published_by: { id: row.published_by, kind: row.published_by_kind },
    position: row.position,
    sequence: row.sequence,
  };
}
