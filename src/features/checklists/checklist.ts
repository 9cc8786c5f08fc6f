import type { Fold } from '../../eventstore/decider.js';
import { Refusal } from '../../eventstore/refusal.js';
import { asChecklistEvent, type ChecklistEvent } from './checklist.events.js';

/** Null before the checklist is applied. */
export type ChecklistState = ChecklistEvent['payload'] & { readonly projectId: string };

export const checklistFold: Fold<ChecklistState | null> = {
  initial: null,
  evolve: (state, recorded) => {
    const event = asChecklistEvent(recorded);
    if (!event) return state;
    switch (event.type) {
      case 'checklist.applied':
        return { ...event.payload, projectId: recorded.project ?? '' };
    }
  },
};

/** Applies a template version to a project: a pinned copy. Refuses a checklist that is there already. */
export function applyChecklist(
  state: ChecklistState | null,
  payload: ChecklistEvent['payload'],
): ChecklistEvent[] {
  if (state) throw new Refusal('already_exists', 'the checklist has been applied');
  return [{ type: 'checklist.applied', revision: 1, payload }];
}
