import type { RecordedEvent, StreamRef } from '../../eventstore/event.js';

/** A project's answers to the yes-or-no questions that its items stand under. */
export type ConditionEvent =
  | {
      type: 'condition.answered';
      revision: 1;
      payload: {
        project_key: string;
        key: string;
        before: { answer: boolean | null };
        after: { answer: boolean };
        person: string | null;
        /** `relaxed` where the tenant's policy asked for no second person then. */
        four_eyes: 'required' | 'relaxed';
      };
      private: { reason: string };
    }
  | {
      type: 'condition.approved';
      revision: 1;
      payload: { project_key: string; key: string; answer: boolean; person: string | null };
      private?: { reason: string };
    };

export const CONDITION_EVENT_TYPES: readonly ConditionEvent['type'][] = [
  'condition.answered',
  'condition.approved',
];

/** One stream a project and condition; the id of the project leads, so that it is unique. */
export function conditionStream(projectId: string, key: string): StreamRef {
  return { type: 'condition', id: `${projectId}/${key}` };
}

export function asConditionEvent(event: RecordedEvent): ConditionEvent | null {
  return CONDITION_EVENT_TYPES.some((type) => type === event.type)
    ? (event as unknown as ConditionEvent)
    : null;
}

export function describeConditionEvent(event: ConditionEvent): string {
  switch (event.type) {
    case 'condition.answered':
      return `answered the condition ${event.payload.key} with ${yesOrNo(event.payload.after.answer)}`;
    case 'condition.approved':
      return `agreed to the answer ${yesOrNo(event.payload.answer)} of the condition ${event.payload.key}`;
  }
}

function yesOrNo(answer: boolean): string {
  return answer ? 'yes' : 'no';
}
