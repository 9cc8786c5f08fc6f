import type { ActorKind, JsonObject } from '../../../eventstore/event.js';
import type { ItemRow } from '../../checklists/checklists.module.js';
import type { ItemStatus } from '../item.events.js';
import type { Settled } from '../settlement.rules.js';

export interface ActorView {
  id: string;
  kind: ActorKind;
  name: string | null;
}

export interface EvidenceView {
  id: string;
  /** Null where it was erased. */
  title: string | null;
  url: string | null;
  sha256: string | null;
  media_type: string | null;
  effective_on: string;
  attached_at: string;
}

/** An item as the API shows it. */
export interface ItemView {
  id: string;
  key: string;
  title: string;
  description: string | null;
  links: { title: string; url: string }[];
  status: ItemStatus;
  /** What follows from something else than a decision on the item: `from_children`, `from_parent`, `not_chosen`. */
  derived: string[];
  level: string;
  phase: string;
  section: { key: string; title: string };
  checklist: string;
  /** Key of the parent item, null at the top. */
  parent: string | null;
  settled_by: string | null;
  /** True where the source document had the box ticked. */
  claimed: boolean;
  checked_by: ActorView | null;
  checked_at: string | null;
  /** The newest decision, whatever it was. */
  decision: {
    status: ItemStatus;
    by: ActorView;
    at: string;
    effective_at: string;
    reason: string | null;
    position: number;
  } | null;
  measured: string | null;
  evidence: EvidenceView[];
  waiver: null;
  tickets: never[];
  comments: number;
  wording_hash: string;
  sequence: number;
}

/** What a view needs beside the row: private parts by position, names by position of the decision. */
export interface ItemDetails {
  readonly privates: ReadonlyMap<number, JsonObject>;
  readonly names: ReadonlyMap<number, string | null>;
  readonly parentKey: string | null;
  readonly settled: Settled;
}

const DERIVED: Record<Settled['from'], string[]> = {
  own: [],
  children: ['from_children'],
  parent: ['from_parent'],
  choice: ['not_chosen'],
};

export function itemView(row: ItemRow, details: ItemDetails): ItemView {
  const decision = decisionView(row, details);
  const isChecked = row.status === 'checked' && decision !== null;
  return {
    id: row.id,
    key: row.key,
    title: row.title,
    description: row.description,
    links: row.links,
    status: details.settled.status,
    derived: DERIVED[details.settled.from],
    level: row.level,
    phase: row.phase,
    section: { key: row.section, title: row.sectionTitle },
    checklist: row.checklistKey,
    parent: details.parentKey,
    settled_by: row.settledBy,
    claimed: row.claimed,
    checked_by: isChecked ? decision.by : null,
    checked_at: isChecked ? decision.at : null,
    decision,
    measured: row.measured,
    evidence: row.evidence.map((entry) => {
      const body = details.privates.get(entry.position);
      return {
        id: entry.id,
        title: textOf(body?.['title']),
        url: textOf(body?.['url']),
        sha256: entry.sha256,
        media_type: entry.media_type,
        effective_on: entry.effective_on,
        attached_at: entry.attached_at,
      };
    }),
    waiver: null,
    tickets: [],
    comments: row.comments,
    wording_hash: row.wordingHash,
    sequence: row.sequence,
  };
}

function decisionView(row: ItemRow, details: ItemDetails): ItemView['decision'] {
  if (row.decidedBy === null || row.decidedAt === null || row.decisionPosition === null) return null;
  const { id, kind } = row.decidedBy;
  return {
    status: row.status,
    by: { id, kind: kind as ActorKind, name: details.names.get(row.decisionPosition) ?? null },
    at: row.decidedAt,
    effective_at: row.effectiveAt ?? row.decidedAt,
    reason: textOf(details.privates.get(row.decisionPosition)?.['reason']),
    position: row.decisionPosition,
  };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
