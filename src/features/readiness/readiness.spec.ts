import { describe, expect, it } from 'vitest';
import { DEFAULT_GATE, evaluateReadiness, type ReadinessItem } from './readiness.js';

const item = (id: string, more: Partial<ReadinessItem> = {}): ReadinessItem => ({
  id,
  key: `key-${id}`,
  title: `Title ${id}`,
  checklist: 'chk_1',
  checklistKey: 'go-live',
  parent: null,
  settledBy: null,
  status: 'open',
  level: 'required',
  phase: 'before',
  wordingHash: 'w',
  evidence: [],
  ...more,
});
const readiness = (...items: ReadinessItem[]) => evaluateReadiness(items, DEFAULT_GATE);

describe('readiness', () => {
  it('is not given where there is nothing to assess', () => {
    for (const items of [[], [item('a', { status: 'not_applicable' })]]) {
      const { verdict, score, reasons } = readiness(...items);
      expect({ verdict, score }).toEqual({ verdict: 'not_ready', score: null });
      expect(reasons.map((reason) => reason.code)).toEqual(['nothing_to_assess']);
    }
  });

  it('lists every item that blocks, by key and checklist', () => {
    const { verdict, reasons } = readiness(
      item('a'),
      item('b', { status: 'failed', phase: 'go-live' }),
      item('c', { status: 'checked' }),
    );
    expect(verdict).toBe('not_ready');
    expect(reasons.map(({ code, item: key, checklist }) => [code, key, checklist])).toEqual([
      ['item_open', 'key-a', 'go-live'],
      ['item_failed', 'key-b', 'go-live'],
    ]);
  });

  it.each([{ level: 'recommended' }, { level: 'optional' }, { phase: 'after' }] as const)(
    'is not held up by what is %j, but counts it',
    (more) => {
      const { verdict, score, counts } = readiness(item('a', { status: 'checked' }), item('b', more));
      expect({ verdict, score }).toEqual({ verdict: 'ready', score: 0.5 });
      expect(counts).toMatchObject({ total: 2, applicable: 2, checked: 1, open: 1 });
    },
  );

  it('counts what is not applicable neither as done nor as applicable', () => {
    const { verdict, score, counts } = readiness(
      item('a', { status: 'checked' }),
      item('b', { status: 'checked' }),
      item('c', { status: 'not_applicable' }),
    );
    expect({ verdict, score }).toEqual({ verdict: 'ready', score: 1 });
    expect(counts).toEqual({
      total: 3,
      applicable: 2,
      checked: 2,
      open: 0,
      failed: 0,
      not_applicable: 1,
      waived: 0,
    });
  });

  it('lists the items below an unsettled parent instead of the parent', () => {
    const { reasons } = readiness(item('p', { settledBy: 'all_children' }), item('a', { parent: 'p' }));
    expect(reasons.map((reason) => reason.item)).toEqual(['key-a']);
  });

  it('lists a choice that nobody made, though its alternatives are optional', () => {
    const { reasons } = readiness(
      item('p', { settledBy: 'any_child' }),
      item('a', { parent: 'p', level: 'optional' }),
      item('b', { parent: 'p', level: 'optional' }),
    );
    expect(reasons.map((reason) => reason.item)).toEqual(['key-p']);
  });

  it('settles checklists apart, though the same item stands in both', () => {
    const { counts } = readiness(
      item('a', { status: 'checked' }),
      item('a', { checklist: 'chk_2', checklistKey: 'release-2' }),
    );
    expect(counts).toMatchObject({ checked: 1, open: 1 });
  });

  it('gives a digest of wording, status and evidence: each changes it, a title does not', () => {
    const digest = (more: Partial<ReadinessItem>) => JSON.stringify(readiness(item('a', more)).digest);
    const digests = [{}, { wordingHash: 'x' }, { status: 'failed' as const }, { evidence: ['e'] }].map(
      digest,
    );
    expect(new Set(digests).size).toBe(4);
    expect(digest({ title: 'Another' })).toBe(digests[0]);
  });
});
