import type { Fold } from '../../eventstore/decider.js';
import type { By, FourEyes } from '../access/person.rules.js';
import { asConditionEvent, type ConditionEvent } from './condition.events.js';

/** Null before the first answer. */
export interface ConditionState {
  readonly answer: boolean;
  readonly person: string | null;
  readonly isApproved: boolean;
  /** It was another one before: who agrees says to which. */
  readonly isChanged: boolean;
  /** How the question was put when it was answered or agreed to; null where an older event does not say. */
  readonly questions: readonly string[] | null;
}

export const conditionFold: Fold<ConditionState | null> = {
  initial: null,
  evolve: (state, recorded) => {
    const event = asConditionEvent(recorded);
    if (!event) return state;
    switch (event.type) {
      case 'condition.answered': {
        const { before, after, person, four_eyes, questions = null } = event.payload;
        const isChanged =
          (before.answer !== null && before.answer !== after.answer) ||
          (before.answer === after.answer && state?.isChanged === true && !state.isApproved);
        return { answer: after.answer, person, isApproved: four_eyes === 'relaxed', isChanged, questions };
      }
      case 'condition.approved':
        return state && { ...state, isApproved: true, questions: event.payload.questions ?? state.questions };
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
  /** How the project's open checklists put the question. */
  readonly questions: readonly string[];
}

/** The event of an answer; `questions` are those of the target unless given. */
export function answered(
  state: ConditionState | null,
  target: ConditionTarget,
  given: {
    readonly answer: boolean;
    readonly reason: string;
    readonly questions?: readonly string[];
    readonly askedAnewBy?: string;
  },
): ConditionEvent {
  return {
    type: 'condition.answered',
    revision: 1,
    payload: {
      project_key: target.projectKey,
      key: target.key,
      before: { answer: state?.answer ?? null },
      after: { answer: given.answer },
      person: target.by.person,
      four_eyes: target.fourEyes,
      questions: [...(given.questions ?? target.questions)],
      ...(given.askedAnewBy === undefined ? {} : { asked_anew_by: given.askedAnewBy }),
    },
    private: { reason: given.reason },
  };
}

/**
 * A checklist puts the question in other words than those that the answer was given and agreed to under: the answer
 * stays, but what it excludes waits for a second person again. None where the words are known.
 */
export function askAnew(
  state: ConditionState | null,
  target: ConditionTarget,
  checklist: string,
): ConditionEvent[] {
  if (!state || target.questions.every((question) => state.questions?.includes(question))) return [];
  const questions = [...new Set([...(state.questions ?? []), ...target.questions])];
  const reason = `the checklist ${checklist} puts the question otherwise`;
  return [answered(state, target, { answer: state.answer, reason, questions, askedAnewBy: checklist })];
}
