import type { RecordedEvent, StreamRef } from '../../eventstore/event.js';

export type ChecklistEvent = {
  type: 'checklist.applied';
  revision: 1;
  payload: {
    key: string;
    title: string;
    project_key: string;
    template_id: string;
    template_key: string;
    template_version: number;
    /** SHA-256 of the definition that was applied (hex). */
    content_hash: string;
    /** Position of the `template.version_published` event that holds the definition. */
    template_position: number;
  };
};

export const CHECKLIST_EVENT_TYPES: readonly ChecklistEvent['type'][] = ['checklist.applied'];

export function checklistStream(id: string): StreamRef {
  return { type: 'checklist', id };
}

/** Kind of the names that checklists' keys are; a key is unique in its project. */
export const CHECKLIST_NAME = 'checklist';
export function checklistName(projectId: string, key: string): string {
  return `${projectId}/${key}`;
}

export function asChecklistEvent(event: RecordedEvent): ChecklistEvent | null {
  return event.type === 'checklist.applied' ? (event as unknown as ChecklistEvent) : null;
}

export function describeChecklistEvent(event: ChecklistEvent): string {
  const { key, template_key, template_version } = event.payload;
  return `applied version ${template_version} of the template ${template_key} as checklist ${key}`;
}
