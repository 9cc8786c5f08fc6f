import type { ActorKind } from '../../../eventstore/event.js';

/** A checklist as the API shows it. */
export interface ChecklistView {
  id: string;
  key: string;
  title: string;
  template: { id: string; key: string; version: number; content_hash: string };
  items: number;
  /** `open`, `closing` until a second person closes it, or `closed`. */
  state: string;
  closed_at: string | null;
  applied_at: string;
  applied_by: { id: string; kind: ActorKind };
  /** Position of its application: what pages go by. */
  position: number;
  sequence: number;
}

export interface ChecklistRow {
  readonly checklist: string;
  readonly key: string;
  readonly title: string;
  readonly template: string;
  readonly template_key: string;
  readonly template_version: number;
  readonly content_hash: string;
  readonly closing_by: string | null;
  readonly closed_at: string | null;
  readonly applied_by: string;
  readonly applied_by_kind: ActorKind;
  readonly applied_at: string;
  readonly applied_position: number;
  readonly sequence: number;
  readonly items: number;
}

export function checklistView(row: ChecklistRow): ChecklistView {
  return {
    id: row.checklist,
    key: row.key,
    title: row.title,
    template: {
      id: row.template,
      key: row.template_key,
      version: row.template_version,
      content_hash: row.content_hash,
    },
    items: row.items,
    state: row.closed_at !== null ? 'closed' : row.closing_by !== null ? 'closing' : 'open',
    closed_at: row.closed_at,
    applied_at: row.applied_at,
    applied_by: { id: row.applied_by, kind: row.applied_by_kind },
    position: row.applied_position,
    sequence: row.sequence,
  };
}
