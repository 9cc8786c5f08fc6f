import { describe, expect, it } from 'vitest';
import { given } from '../../../test/support/given.js';
import { AuditedRefusal, Refusal } from '../../eventstore/refusal.js';
import type { By, FourEyes } from '../access/person.rules.js';
import { askAnew, conditionFold } from './asked-anew.rules.js';
import { answerCondition, approveCondition } from './condition.js';

const ana: By = { id: 'mem_ana', kind: 'human', person: 'mem_ana' };
const ben: By = { id: 'mem_ben', kind: 'human', person: 'mem_ben' };
const bensJob: By = { id: 'svc_job', kind: 'service', person: 'mem_ben' };
const target = (by: By, fourEyes: FourEyes = 'required') => ({
  key: 'regions',
  projectId: 'prj_1',
  projectKey: 'shop',
  by,
  fourEyes,
  questions: ['Several regions?'],
});
const answered = (by: By, fourEyes: FourEyes = 'required') =>
  answerCondition(null, target(by, fourEyes), { answer: false, reason: 'one' });

describe('answering a condition', () => {
  it('waits for a second person, unless the policy asks for none', () => {
    expect(given(conditionFold, answered(ana))).toMatchObject({ answer: false, isApproved: false });
    expect(given(conditionFold, answered(ana, 'relaxed'))).toMatchObject({ isApproved: true });
  });

  it('is agreed to by another person, not by a service, and not twice', () => {
    const state = given(conditionFold, answered(ana));
    expect(() => approveCondition(state, target(ana), null)).toThrow(AuditedRefusal);
    expect(() => approveCondition(state, target(bensJob), null)).toThrow(AuditedRefusal);
    const agreed = approveCondition(state, target(ben), 'yes');
    const after = given(conditionFold, [...answered(ana), ...agreed]);
    expect(after?.isApproved).toBe(true);
    expect(() => approveCondition(after, target(ben), null)).toThrow(
      expect.objectContaining({ code: 'no_change' }),
    );
    expect(() => approveCondition(null, target(ben), null)).toThrow(
      expect.objectContaining({ code: 'not_found' }),
    );
  });

  it('is agreed to by nobody where nobody answers for who gave it: a person says the same again', () => {
    const stray: By = { id: 'svc_admin', kind: 'service', person: null };
    const state = given(conditionFold, answered(stray));
    expect(() => approveCondition(state, target(ana), null)).toThrow(AuditedRefusal);
    expect(() => answerCondition(state, target(stray), { answer: false, reason: 'one' })).toThrow(Refusal);
    const again = answerCondition(state, target(ana), { answer: false, reason: 'one' });
    expect(approveCondition(given(conditionFold, again), target(ben), null)).toHaveLength(1);
  });

  it('otherwise takes agreement anew; the same answer is refused', () => {
    const agreed = [
      ...answered(ana),
      ...approveCondition(given(conditionFold, answered(ana)), target(ben), null),
    ];
    const state = given(conditionFold, agreed);
    expect(() => answerCondition(state, target(ben), { answer: false, reason: 'so' })).toThrow(
      expect.objectContaining({ code: 'no_change' }),
    );
    const other = answerCondition(state, target(ben), { answer: true, reason: 'two' });
    expect(given(conditionFold, [...agreed, ...other])).toMatchObject({ answer: true, isApproved: false });
  });

  it('that was another one is agreed to by its name', () => {
    const first = answered(ana);
    const changed = answerCondition(given(conditionFold, first), target(ana), {
      answer: true,
      reason: 'two',
    });
    const state = given(conditionFold, [...first, ...changed]);
    for (const named of [null, false])
      expect(() => approveCondition(state, target(ben), null, named)).toThrow(
        expect.objectContaining({ code: 'invalid', pointer: '/answer' }),
      );
    // Who may not agree hears that first, and an auditor of it.
    expect(() => approveCondition(state, target(ana), null, false)).toThrow(AuditedRefusal);
    expect(approveCondition(state, target(ben), null, true)).toHaveLength(1);
    expect(approveCondition(given(conditionFold, first), target(ben), null, false)).toHaveLength(1);
  });

  it('waits anew where a checklist puts the question in other words', () => {
    const agreed = [
      ...answered(ana),
      ...approveCondition(given(conditionFold, answered(ana)), target(ben), null),
    ];
    const state = given(conditionFold, agreed);
    const asking = (question: string) => ({ ...target(ben), questions: [question] });
    expect(askAnew(null, asking('Other?'), 'b')).toEqual([]);
    expect(askAnew(state, asking('Several regions?'), 'b')).toEqual([]);
    const anew = askAnew(state, asking('Other?'), 'b');
    const waiting = given(conditionFold, [...agreed, ...anew]);
    expect(waiting).toMatchObject({ answer: false, isApproved: false, person: 'mem_ben' });
    expect(() => approveCondition(waiting, target(ben), null)).toThrow(AuditedRefusal);
    expect(approveCondition(waiting, target(ana), null)).toHaveLength(1);
    expect(askAnew(waiting, asking('Several regions?'), 'c')).toEqual([]);
  });
});
