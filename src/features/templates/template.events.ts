import type { RecordedEvent, StreamRef } from '../../eventstore/event.js';

/** How much an item matters to a gate; a person may set an `optional` item aside alone. */
export const LEVELS = ['required', 'recommended', 'optional'] as const;
export type Level = (typeof LEVELS)[number];

/** When an item is to be done, relative to going live. */
export const PHASES = ['before', 'go-live', 'after'] as const;
export type Phase = (typeof PHASES)[number];

/**
 * What settles a parent: all of its children (the default), any one of them (a choice), or a
 * decision of its own.
 */
export const SETTLEMENTS = ['all_children', 'any_child', 'itself'] as const;
export type Settlement = (typeof SETTLEMENTS)[number];

/** Where an item stands in its source document. Lines count from 1, both ends included. */
export type SourceRange = {
  from_line: number;
  to_line: number;
  /** SHA-256 (hex) of the item's own source text: what tells a moved item from a reworded one. */
  sha256: string;
};

export type Link = {
  title: string;
  url: string;
};

/** What a summary item summarises: the rest of its section, or everything above it. */
export const SUMMARIES = ['section', 'above'] as const;
export type Summary = (typeof SUMMARIES)[number];

/** A bound that a measured value has to keep. `value` is a decimal number as text, since payloads hold integers only. */
export type Threshold = { bound: 'at_most' | 'at_least'; value: string; unit: string };

/** What an item is subject to beside level and phase; each member is there only where it is said. */
export type ItemRules = {
  /** Asked of a project only where the condition has this answer. */
  when?: { condition: string; answer: boolean };
  /** An attestation holds for so many days. */
  recurs_days?: number;
  /** Services cannot decide on it. */
  human_only?: boolean;
  /** Follows from other items and is not decided by hand. */
  summary?: Summary;
  /** Checking needs a measured value that keeps this bound. */
  threshold?: Threshold;
  /** Can be neither waived nor set aside as not applicable. */
  invariant?: boolean;
};

export type ItemDefinition = ItemRules & {
  /** Opaque, `itm_…`; carried across versions through rewording and moving. */
  id: string;
  /** Readable alias, NFC, at most 64 characters, unique in its template. */
  key: string;
  /** Plain text, without Markdown syntax. */
  title: string;
  description?: string;
  links?: Link[];
  level: Level;
  phase: Phase;
  /** Only on parents; absent means `all_children`. */
  settled_by?: Settlement;
  source?: SourceRange;
  /** True where the source document had the box ticked: a claim, told apart from an attestation. */
  claimed?: boolean;
  items: ItemDefinition[];
};

export type SectionDefinition = {
  key: string;
  /** Empty for items that stand before any heading. */
  title: string;
  /** Titles of the headings above, outermost first. */
  path: string[];
  source?: { from_line: number; to_line: number };
  items: ItemDefinition[];
};

/** A line such as `Security Lead: ____ Date: ____`: a role that is to sign. */
export type SignOffDefinition = {
  role: string;
  title: string;
  source?: { from_line: number; to_line: number };
};

/** A yes-or-no question that a project answers once, whatever asks it. */
export type ConditionDefinition = { key: string; question: string };

export type TemplateDefinition = {
  title: string;
  description?: string;
  conditions?: ConditionDefinition[];
  sections: SectionDefinition[];
  sign_offs: SignOffDefinition[];
};

export type TemplateEvent = {
  type: 'template.version_published';
  revision: 1;
  payload: {
    key: string;
    version: number;
    definition: TemplateDefinition;
    /** SHA-256 of the definition (hex), see parsing/content-hash.ts. */
    content_hash: string;
    /** Where it was imported from text: hash of the bytes (kept as a blob), and how they were read. */
    source: { sha256: string; media_type: string; repaired: boolean } | null;
  };
};

export const TEMPLATE_EVENT_TYPES: readonly TemplateEvent['type'][] = ['template.version_published'];

export function templateStream(id: string): StreamRef {
  return { type: 'template', id };
}

/** Kind of the names that templates' keys are. */
export const TEMPLATE_NAME = 'template';

export function asTemplateEvent(event: RecordedEvent): TemplateEvent | null {
  return event.type === 'template.version_published' ? (event as unknown as TemplateEvent) : null;
}

export function describeTemplateEvent(event: TemplateEvent): string {
  return `published version ${event.payload.version} of the template ${event.payload.key}`;
}

/** How many items, titled sections and sign-off roles a definition has. */
export function countDefinition(definition: TemplateDefinition): {
  items: number;
  sections: number;
  sign_offs: number;
} {
  const countItems = (items: readonly ItemDefinition[]): number =>
    items.reduce((sum, item) => sum + 1 + countItems(item.items), 0);
  return {
    items: definition.sections.reduce((sum, section) => sum + countItems(section.items), 0),
    sections: definition.sections.filter((section) => section.title !== '').length,
    sign_offs: definition.sign_offs.length,
  };
}
