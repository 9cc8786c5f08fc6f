import type { RecordedEvent, StreamRef } from '../../eventstore/event.js';

type AppliedTemplate = {
  template_id: string;
  template_key: string;
  template_version: number;
  /** SHA-256 of the definition that was applied (hex). */
  content_hash: string;
  /** Position of the `template.version_published` event that holds the definition. */
  template_position: number;
};

/** An item that an upgrade would ask less of. The rules at `floor_position` hold until a second person approves. */
export type Weakened = {
  id: string;
  item: string;
  item_key: string;
  /** What is less: see upgrade.rules.ts; `removed` where the item is gone. */
  kinds: string[];
  /** Position of the template version whose rules stay in force; for `parent`, `removed` and `question` see projections/floors.ts. */
  floor_position: number;
};

export type ChecklistEvent =
  | {
      type: 'checklist.applied';
      revision: 1;
      payload: AppliedTemplate & { key: string; title: string; project_key: string };
    }
  | {
      type: 'checklist.upgraded';
      revision: 1;
      payload: AppliedTemplate & {
        key: string;
        title: string;
        project_key: string;
        before: { template_version: number };
        after: { template_version: number };
        counts: { kept: number; reworded: number; moved: number; added: number; removed: number };
        weakened: Weakened[];
        /** Ids of all items of both versions, and of those still waiting: the rows that change. */
        items: string[];
        /** Ids of items whose wording changed. */
        reworded: string[];
        /** Who changed it and who brought the change in: neither can be the second person about them. */
        editors: (string | null)[];
        person: string | null;
        four_eyes: 'required' | 'relaxed';
      };
    }
  | {
      type: 'checklist.closing_requested' | 'checklist.closed';
      revision: 1;
      /** `unsettled` counts the items some gate counts that were open, failed, waived or to be attested anew. */
      payload: { key: string; project_key: string; person: string | null; unsettled: number };
      private: { reason: string };
    };

export const CHECKLIST_EVENT_TYPES: readonly ChecklistEvent['type'][] = [
  'checklist.applied',
  'checklist.upgraded',
  'checklist.closing_requested',
  'checklist.closed',
];

export function checklistStream(id: string): StreamRef {
  return { type: 'checklist', id };
}

/** Kind of the names that checklists' keys are; a key is unique in its project. */
export const CHECKLIST_NAME = 'checklist';
export function checklistName(projectId: string, key: string): string {
  return `${projectId}/${key}`;
}

export function asChecklistEvent(event: RecordedEvent): ChecklistEvent | null {
  return CHECKLIST_EVENT_TYPES.some((type) => type === event.type)
    ? (event as unknown as ChecklistEvent)
    : null;
}

export function describeChecklistEvent(event: ChecklistEvent): string {
  switch (event.type) {
    case 'checklist.applied': {
      const { key, template_key, template_version } = event.payload;
      return `applied version ${template_version} of the template ${template_key} as checklist ${key}`;
    }
    case 'checklist.upgraded': {
      const { key, template_key, before, after, weakened } = event.payload;
      const second = weakened.length === 0 ? '' : `; ${weakened.length} items wait for a second person`;
      return `upgraded the checklist ${key} from version ${before.template_version} to ${after.template_version} of the template ${template_key}${second}`;
    }
    case 'checklist.closing_requested':
      return `asked to close the checklist ${event.payload.key} with ${event.payload.unsettled} items unsettled`;
    case 'checklist.closed':
      return `closed the checklist ${event.payload.key}`;
  }
}
