import { describe, expect, it } from 'vitest';
import { given } from '../../../test/support/given.js';
import { AuditedRefusal, Refusal } from '../../eventstore/refusal.js';
import {
  assignItem,
  attachEvidence,
  commentOnItem,
  decideItem,
  type DecideItem,
  type Evidence,
  itemFold,
  setDue,
} from './item.js';
import { type DecisionType, DECISION_TYPES, type ItemSubject, STATUS_AFTER } from './item.events.js';

const subject: ItemSubject = {
  project_key: 'payments-api',
  checklist_key: 'go-live',
  item_key: 'restore',
  title: 'Test the restore',
  wording_hash: 'ab'.repeat(32),
};
const now = '2025-03-03T10:00:00.000000Z';
const link: Evidence = {
  id: 'evd_1',
  title: 'Drill',
  url: 'https://ci.example.com/1',
  sha256: null,
  mediaType: null,
  effectiveOn: '2025-03-01',
};
const command = (type: DecisionType, more: Partial<DecideItem> = {}): DecideItem => ({
  type,
  subject,
  reason: 'because',
  evidence: [],
  effectiveAt: null,
  measured: null,
  now,
  projectId: 'prj_1',
  rules: { isHumanOnly: false, isSummary: false, isInvariant: false, threshold: null },
  by: { id: 'mem_ana', kind: 'human', person: 'mem_ana' },
  fourEyes: 'required',
  setAsideId: 'sas_1',
  ...more,
});
const open = itemFold.initial;
const after = (...types: DecisionType[]) =>
  types.reduce(
    (state, type) => given({ ...itemFold, initial: state }, decideItem(state, command(type))),
    open,
  );

describe('deciding on an item', () => {
  it.each(DECISION_TYPES.filter((type) => type !== 'item.unchecked'))(
    '%s says what was before and after',
    (type) => {
      expect(decideItem(open, command(type))).toEqual([
        {
          type,
          revision: type === 'item.marked_not_applicable' ? 2 : 1,
          payload: {
            ...(type === 'item.marked_not_applicable'
              ? { set_aside: { state: 'pending', id: 'sas_1', person: 'mem_ana' } }
              : {}),
            ...subject,
            before: { status: 'open' },
            after: { status: STATUS_AFTER[type] },
            effective_at: null,
            evidence: [],
            measured: null,
            ...(type === 'item.checked' && { attested: { by_owner: false, items: 1 } }),
          },
          private: { reason: 'because' },
        },
      ]);
      expect(after(type).status).toBe(STATUS_AFTER[type]);
    },
  );

  it('attests a checked item anew', () => {
    const [event] = decideItem(after('item.checked'), command('item.checked'));
    expect(event?.payload).toMatchObject({ before: { status: 'checked' }, after: { status: 'checked' } });
  });

  it('reopens what was decided, but not what is open', () => {
    expect(after('item.failed', 'item.unchecked').status).toBe('open');
    expect(() => decideItem(open, command('item.unchecked'))).toThrow(
      expect.objectContaining({ name: 'Refusal', code: 'no_change' }),
    );
  });

  it.each(DECISION_TYPES)('%s asks for a reason unless it checks', (type) => {
    const state = type === 'item.unchecked' ? after('item.checked') : open;
    for (const reason of [null, '', '  \n'])
      if (type === 'item.checked') expect(decideItem(state, command(type, { reason }))).toHaveLength(1);
      else
        expect(() => decideItem(state, command(type, { reason }))).toThrow(
          expect.objectContaining({ code: 'invalid', pointer: '/reason' }),
        );
  });

  it('leaves the private part out where no reason is given', () => {
    expect(decideItem(open, command('item.checked', { reason: null }))[0]).not.toHaveProperty('private');
  });

  it('takes a time that has been, not one to come', () => {
    const [event] = decideItem(open, command('item.checked', { effectiveAt: now }));
    expect(event?.payload).toMatchObject({ effective_at: now });
    expect(() =>
      decideItem(open, command('item.checked', { effectiveAt: '2025-03-03T10:00:00.000001Z' })),
    ).toThrow(expect.objectContaining({ code: 'invalid', pointer: '/effective_at' }));
  });

  it('records evidence before the decision that names it', () => {
    const events = decideItem(open, command('item.checked', { evidence: [link] }));
    expect(events.map((event) => event.type)).toEqual(['item.evidence_attached', 'item.checked']);
    expect(events[1]?.payload).toMatchObject({ evidence: ['evd_1'] });
    expect(given(itemFold, events)).toMatchObject({ status: 'checked', evidence: ['evd_1'] });
  });

  it('points at the piece of evidence that is wrong', () => {
    const wrong = [link, { ...link, url: null }];
    expect(() => decideItem(open, command('item.checked', { evidence: wrong }))).toThrow(
      expect.objectContaining({ pointer: '/evidence/1/url' }),
    );
  });
});

describe('evidence', () => {
  it('keeps title and link private, and hash and day public', () => {
    const [event] = attachEvidence(subject, { ...link, sha256: 'cd'.repeat(32) }, now, '');
    expect(event).toMatchObject({
      payload: { evidence_id: 'evd_1', sha256: 'cd'.repeat(32), effective_on: '2025-03-01' },
      private: { title: 'Drill', url: 'https://ci.example.com/1' },
    });
    expect(JSON.stringify(event?.payload)).not.toContain('ci.example.com');
  });

  it('is of a day that has begun somewhere', () => {
    expect(attachEvidence(subject, { ...link, effectiveOn: '2025-03-04' }, now, '')).toHaveLength(1);
    expect(() => attachEvidence(subject, { ...link, effectiveOn: '2025-03-05' }, now, '')).toThrow(Refusal);
  });
});

describe('comments', () => {
  it('are private, need text and change nothing', () => {
    const events = commentOnItem(subject, 'On Thursday');
    expect(events[0]).toMatchObject({ type: 'item.commented', private: { text: 'On Thursday' } });
    expect(given(itemFold, events)).toEqual(open);
    expect(() => commentOnItem(subject, ' ')).toThrow(Refusal);
  });
});

describe('the rules of an item', () => {
  const rules = command('item.checked').rules;
  const script = { id: 'svc_job', kind: 'service', person: 'mem_ana' } as const;

  it('given one for humans only, when a service decides, then it is refused and recorded; a human may', () => {
    const humanOnly = { rules: { ...rules, isHumanOnly: true } };
    for (const type of DECISION_TYPES)
      expect(() => decideItem(open, command(type, { ...humanOnly, by: script }))).toThrow(AuditedRefusal);
    expect(decideItem(open, command('item.checked', humanOnly))).toHaveLength(1);
  });

  it('given a summary, then nothing is decided by hand', () => {
    const summary = command('item.checked', { rules: { ...rules, isSummary: true } });
    expect(() => decideItem(open, summary)).toThrow(expect.objectContaining({ code: 'not_derivable' }));
  });

  it('given an invariant, then it can fail and be checked, and never be set aside', () => {
    const invariant = { rules: { ...rules, isInvariant: true } };
    expect(() => decideItem(open, command('item.marked_not_applicable', invariant))).toThrow(AuditedRefusal);
    expect(decideItem(open, command('item.failed', invariant))).toHaveLength(1);
  });

  it.each([
    ['187 ms', null],
    ['201 ms', 'invalid'],
    ['2 s', 'invalid'],
    [null, 'invalid'],
  ])('given a bound of 200 ms, when it is checked with %s, then %s', (measured, code) => {
    const bound = { bound: 'at_most', value: '200', unit: 'ms' } as const;
    const check = () =>
      decideItem(open, command('item.checked', { measured, rules: { ...rules, threshold: bound } }));
    if (code === null) expect(check()).toHaveLength(1);
    else expect(check).toThrow(expect.objectContaining({ code, pointer: '/measured' }));
  });

  it.each([
    ['relaxed', { state: 'relaxed' }],
    ['required', { state: 'pending', id: 'sas_1', person: 'mem_ana' }],
  ] as const)('given the policy %s, setting aside says %j', (fourEyes, expected) => {
    const [event] = decideItem(open, command('item.marked_not_applicable', { fourEyes }));
    expect(event?.payload).toMatchObject({ set_aside: expected });
  });
});

describe('owners and due dates', () => {
  it('are said with what was before, and refused where nothing changes', () => {
    const [assigned] = assignItem(open, subject, ['mem_a', 'mem_b', 'mem_a']);
    expect(assigned?.payload).toMatchObject({
      before: { owners: [] },
      after: { owners: ['mem_a', 'mem_b'] },
    });
    expect(() => assignItem(open, subject, [])).toThrow(Refusal);
    const [due] = setDue(open, subject, '2025-03-09');
    expect(due?.payload).toMatchObject({ before: { due_on: null }, after: { due_on: '2025-03-09' } });
    expect(() => setDue(open, subject, null)).toThrow(Refusal);
  });
});
