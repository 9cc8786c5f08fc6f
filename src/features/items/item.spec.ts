import { describe, expect, it } from 'vitest';
import { given } from '../../../test/support/given.js';
import { Refusal } from '../../eventstore/refusal.js';
import {
  attachEvidence,
  commentOnItem,
  decideItem,
  type DecideItem,
  type Evidence,
  itemFold,
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
          revision: 1,
          payload: {
            ...subject,
            before: { status: 'open' },
            after: { status: STATUS_AFTER[type] },
            effective_at: null,
            evidence: [],
            measured: null,
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
    expect(given(itemFold, events)).toEqual({ status: 'checked', evidence: ['evd_1'] });
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
