import type { Fold } from '../../eventstore/decider.js';
import { AuditedRefusal, Refusal } from '../../eventstore/refusal.js';
import { type By, type FourEyes, whyNotSecond } from '../access/person.rules.js';
import { asConditionEvent, type ConditionEvent } from './condition.events.js';

/** Null before the first answer. */
export interface ConditionState {
  readonly answer: boolean;
  readonly person: string | null;
  readonly isApproved: boolean;
}

export const conditionFold: Fold<ConditionState | null> = {
  initial: null,
  evolve: (state, recorded) => {
    const event = asConditionEvent(recorded);
    if (!event) return state;
    switch (event.type) {
      case 'condition.answered': {
        const { after, person, four_eyes } = event.payload;
        return { answer: after.answer, person, isApproved: four_eyes === 'relaxed' };
      }
      case 'condition.approved':
        return state && { ...state, isApproved: true };
    }
  },
};

/** The condition as a command meets it. */
export interface ConditionTarget {
  readonly key: string;
  readonly projectId: string;
  readonly projectKey: string;
  readonly by: By;
  readonly fourEyes: FourEyes;
}

/** Answers a condition, or answers it otherwise; what an answer excludes waits for a second person where it is required. */
export function answerCondition(
  state: ConditionState | null,
  target: ConditionTarget,
  given: { readonly answer: boolean; readonly reason: string },
): ConditionEvent[] {
  // What nobody answers for can be approved by nobody: a person may say the same again.
  const isOrphan = state?.person === null && !state.isApproved && target.by.person !== null;
  if (state?.answer === given.answer && !isOrphan)
    throw new Refusal('no_change', `the condition ${target.key} has this answer already`);
  return [
    {
      type: 'condition.answered',
      revision: 1,
      payload: {
        project_key: target.projectKey,
        key: target.key,
        before: { answer: state?.answer ?? null },
        after: { answer: given.answer },
        person: target.by.person,
        four_eyes: target.fourEyes,
      },
      private: { reason: given.reason },
    },
  ];
}

/** A second person agrees to the answer. */
export function approveCondition(
  state: ConditionState | null,
  target: ConditionTarget,
  reason: string | null,
): ConditionEvent[] {
  const { by, key, projectId, projectKey } = target;
  if (!state) throw new Refusal('not_found', `the condition ${key} has no answer yet`, '/condition');
  if (state.isApproved) throw new Refusal('no_change', 'the answer is approved already');
  const against = whyNotSecond(by, state.person, target.fourEyes);
  if (against !== null)
    throw new AuditedRefusal('four_eyes', 'not_allowed', against, {
      project: projectId,
      payload: { project_key: projectKey, condition: key, action: 'condition approval' },
    });
  return [
    {
      type: 'condition.approved',
      revision: 1,
      payload: { project_key: projectKey, key, answer: state.answer, person: by.person },
      ...(reason === null ? {} : { private: { reason } }),
    },
  ];
}
