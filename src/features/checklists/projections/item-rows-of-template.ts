import type { RecordedEvent } from '../../../eventstore/event.js';
import type { Row } from '../../../eventstore/projections/table-spec.js';
import { wordingHash } from '../../templates/content-hash.rules.js';
import {
  asTemplateEvent,
  type ItemDefinition,
  type SectionDefinition,
  type TemplateDefinition,
} from '../../templates/template.events.js';
import type { RuleColumns } from './items-tables.js';

/** An item of a template version with its place in it. */
export interface Placed {
  readonly item: ItemDefinition;
  readonly section: SectionDefinition;
  readonly parent: string | null;
  readonly root: string;
  readonly ordinal: number;
}

/** The definition that an event at `position` published. Throws where there is none. */
export function definitionAt(
  referenced: ReadonlyMap<number, RecordedEvent>,
  position: number,
  contentHash: string | null,
): TemplateDefinition {
  const event = referenced.get(position);
  const published = event && asTemplateEvent(event);
  if (!published || (contentHash !== null && published.payload.content_hash !== contentHash))
    throw new Error(`position ${position} does not hold the template version that was applied`);
  return published.payload.definition;
}

/** All items of a definition in document order, by id. */
export function placedItems(definition: TemplateDefinition): Map<string, Placed> {
  const placed = new Map<string, Placed>();
  const place = (
    item: ItemDefinition,
    section: SectionDefinition,
    above: string | null,
    top: string,
  ): void => {
    placed.set(item.id, { item, section, parent: above, root: top, ordinal: placed.size });
    for (const child of item.items) place(child, section, item.id, top);
  };
  for (const section of definition.sections)
    for (const item of section.items) place(item, section, null, item.id);
  return placed;
}

/** What a template version says of an item in words: the part of its row that is shown. */
export function wordColumns({ item, root, ordinal }: Placed): Row {
  return {
    item: item.id,
    key: item.key,
    title: item.title,
    description: item.description ?? null,
    links: JSON.stringify(item.links ?? []),
    root,
    ordinal,
    claimed: item.claimed ?? false,
    wording_hash: wordingHash(item),
  };
}

/** What it says of it in rules. */
export function ruleColumns({ item, section, parent }: Placed): RuleColumns {
  return {
    level: item.level,
    phase: item.phase,
    section: section.key,
    section_title: section.title,
    parent,
    settled_by: item.items.length === 0 ? null : (item.settled_by ?? 'all_children'),
    condition: item.when?.condition ?? null,
    condition_answer: item.when?.answer ?? null,
    recurs_days: item.recurs_days ?? null,
    human_only: item.human_only ?? false,
    summary: item.items.length === 0 ? (item.summary ?? null) : null,
    threshold: item.threshold ? JSON.stringify(item.threshold) : null,
    invariant: item.invariant ?? false,
  };
}

/** The row of an item that nothing has happened to yet, without what the template says. */
export const UNTOUCHED = {
  pending_upgrade: null,
  imported_claim: null,
  status: 'open',
  decided_by: null,
  decided_by_kind: null,
  decided_at: null,
  decided_wording: null,
  decision_position: null,
  effective_at: null,
  measured: null,
  set_aside: null,
  evidence: '[]',
  newer_evidence: false,
  waivers: '[]',
  owners: '[]',
  due_on: null,
  tickets: '[]',
  announced: '[]',
  comments: 0,
  sequence: 0,
} as const;
