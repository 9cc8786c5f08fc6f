import type {
  ConditionDefinition,
  ItemRules,
  Level,
  Link,
  Phase,
  Settlement,
  SignOffDefinition,
  SourceRange,
} from '../template.events.js';

/** The two kinds of text a checklist is read from. */
export type ChecklistMediaType = 'text/markdown' | 'text/plain';

/** An item as the text gives it: without id, and with a key only where a marker names one. */
export interface ParsedItem extends ItemRules {
  key?: string;
  title: string;
  description?: string;
  links?: Link[];
  level: Level;
  phase: Phase;
  settled_by?: Settlement;
  source: SourceRange;
  claimed?: boolean;
  items: ParsedItem[];
}

export interface ParsedSection {
  key?: string;
  /** Empty for items that stand before any heading. */
  title: string;
  path: string[];
  source?: { from_line: number; to_line: number };
  items: ParsedItem[];
}

export interface ParsedDefinition {
  title: string;
  description?: string;
  conditions?: ConditionDefinition[];
  sections: ParsedSection[];
  sign_offs: SignOffDefinition[];
}

export type DiagnosticCode =
  | 'bad_front_matter'
  | 'bad_marker'
  | 'box_outside_list'
  | 'broken_item'
  | 'callout_boxes'
  | 'description_shortened'
  | 'duplicate_key'
  | 'duplicate_sign_off'
  | 'duplicate_title'
  | 'empty_box'
  | 'glued_items'
  | 'malformed_box'
  | 'placeholder'
  | 'prose_with_bullets'
  | 'sign_off_line'
  | 'split_item'
  | 'stray_fence'
  | 'table_of_items'
  | 'title_too_long'
  | 'unclosed_comment'
  | 'unclosed_fence';

/** Something in the text that looks broken or needs a person's eye. Lines count from 1, both included. */
export interface Diagnostic {
  code: DiagnosticCode;
  message: string;
  from_line: number;
  to_line: number;
  /** The text that would stand there instead; applied when repairs are accepted. */
  repair?: string;
}

export interface ChecklistCounts {
  items: number;
  /** Sections with a heading: items before any heading belong to none. */
  sections: number;
  sign_offs: number;
}

export interface ParsedChecklist {
  definition: ParsedDefinition;
  counts: ChecklistCounts;
  diagnostics: Diagnostic[];
}

export interface ParseOptions {
  /** Title to use when the text has none of its own. */
  name?: string;
  /** True applies the repairs that the diagnostics propose. */
  repair: boolean;
}
