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
        /** How open checklists put the question; an older event does not say. */
        questions?: string[];
        /** The checklist that puts it otherwise: the answer stays, and waits for agreement anew. */
        asked_anew_by?: string;
      };
      private: { reason: string };
    }
  | {
      type: 'condition.approved';
      revision: 1;
      payload: {
        project_key: string;
        key: string;
        answer: boolean;
        person: string | null;
        /** How open checklists put the question that was agreed to be answered so. */
        questions?: string[];
      };
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
      return event.payload.asked_anew_by === undefined
        ? `answered the condition ${event.payload.key} with ${yesOrNo(event.payload.after.answer)}`
        : `put the question of the condition ${event.payload.key} otherwise, by the checklist ${event.payload.asked_anew_by}`;
    case 'condition.approved':
      return `agreed to the answer ${yesOrNo(event.payload.answer)} of the condition ${event.payload.key}`;
  }
}

function yesOrNo(answer: boolean): string {
  return answer ? 'yes' : 'no';
}
