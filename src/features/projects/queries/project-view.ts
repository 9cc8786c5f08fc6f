import type { ActorKind } from '../../../eventstore/event.js';

/** A project as the API shows it. */
export interface ProjectView {
  id: string;
  key: string;
  name: string;
  description: string | null;
  created_at: string;
  created_by: { id: string; kind: ActorKind };
  changed_at: string;
  /** Position of its creation: what pages go by. */
  position: number;
  sequence: number;
}

export interface ProjectRow {
  readonly project: string;
  readonly key: string;
  readonly name: string;
  readonly description: string | null;
  readonly created_by: string;
  readonly created_by_kind: ActorKind;
  readonly created_at: string;
  readonly changed_at: string;
  readonly position: number;
  readonly sequence: number;
}

export function projectView(row: ProjectRow): ProjectView {
  const body = row.description === null ? null : (JSON.parse(row.description) as { description?: string });
  return {
    id: row.project,
    key: row.key,
    name: row.name,
    description: body?.description ?? null,
    created_at: row.created_at,
    created_by: { id: row.created_by, kind: row.created_by_kind },
    changed_at: row.changed_at,
    position: row.position,
    sequence: row.sequence,
  };
}
