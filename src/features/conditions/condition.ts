import { AuditedRefusal, Refusal } from '../../eventstore/refusal.js';
import { whyNotSecond } from '../access/person.rules.js';
import { answered, type ConditionState, type ConditionTarget } from './asked-anew.rules.js';
import type { ConditionEvent } from './condition.events.js';

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
  return [answered(state, target, given)];
}

/** A second person agrees to the answer, which is named where it was another one before. */
export function approveCondition(
  state: ConditionState | null,
  target: ConditionTarget,
  reason: string | null,
  named: boolean | null = null,
): ConditionEvent[] {
  const { by, key, projectId, projectKey } = target;
  if (!state) throw new Refusal('not_found', `the condition ${key} has no answer yet`, '/condition');
  const against = whyNotSecond(by, state.person, target.fourEyes);
  if (against !== null)
    throw new AuditedRefusal('four_eyes', 'not_allowed', against, {
      project: projectId,
      payload: { project_key: projectKey, condition: key, action: 'condition approval' },
    });
  if (state.isApproved) throw new Refusal('no_change', 'the answer is approved already');
  const given = state.answer ? 'yes' : 'no';
  if (named !== null && named !== state.answer)
    throw new Refusal('invalid', `the answer is ${given} by now: read it again, then agree`, '/answer');
  if (named === null && state.isChanged)
    throw new Refusal(
      'invalid',
      `the answer was changed, to ${given}: say which one you agree to`,
      '/answer',
    );
  const questions = [...target.questions];
  return [
    {
      type: 'condition.approved',
      revision: 1,
      payload: { project_key: projectKey, key, answer: state.answer, person: by.person, questions },
      ...(reason === null ? {} : { private: { reason } }),
    },
  ];
}
