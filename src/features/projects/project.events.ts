import type { RecordedEvent, StreamRef } from '../../eventstore/event.js';

export type ProjectEvent =
  | {
      type: 'project.created';
      revision: 1;
      payload: { key: string; name: string };
      private?: { description: string };
    }
  | {
      type: 'project.renamed';
      revision: 1;
      payload: { key: string; before: { name: string }; after: { name: string } };
    }
  | { type: 'project.described'; revision: 1; payload: { key: string }; private: { description: string } };

export const PROJECT_EVENT_TYPES: readonly ProjectEvent['type'][] = [
  'project.created',
  'project.renamed',
  'project.described',
];

export function projectStream(id: string): StreamRef {
  return { type: 'project', id };
}

/** Kind of the names that projects' keys are. */
export const PROJECT_NAME = 'project';

export function asProjectEvent(event: RecordedEvent): ProjectEvent | null {
  return PROJECT_EVENT_TYPES.some((type) => type === event.type) ? (event as unknown as ProjectEvent) : null;
}

export function describeProjectEvent(event: ProjectEvent): string {
  switch (event.type) {
    case 'project.created':
      return `created the project ${event.payload.key}`;
    case 'project.renamed':
      return `renamed the project ${event.payload.key} from “${event.payload.before.name}” to “${event.payload.after.name}”`;
    case 'project.described':
      return `changed the description of the project ${event.payload.key}`;
  }
}
