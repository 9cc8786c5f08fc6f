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

  describe('with a choice', () => {
    const choice = (more: Partial<ReadinessItem> = {}) => item('p', { settledBy: 'any_child', ...more });
    const below = (id: string, more: Partial<ReadinessItem> = {}) => item(id, { parent: 'p', ...more });
    const listed = (...items: ReadinessItem[]) =>
      readiness(...items).reasons.map(({ code, item: key }) => [code, key]);

    it('given required alternatives, when nobody chose, then the choice is the only reason', () => {
      expect(listed(choice(), below('a'), below('b'))).toEqual([['item_open', 'key-p']]);
      expect(listed(choice(), below('a'), below('b', { status: 'failed' }))).toEqual([
        ['item_open', 'key-p'],
      ]);
    });

    it('given a choice that was made, when another alternative failed, then it is counted and does not block', () => {
      const { verdict, reasons, counts } = readiness(
        choice(),
        below('a', { status: 'checked' }),
        below('b', { status: 'failed' }),
      );
      expect({ verdict, reasons }).toEqual({ verdict: 'ready', reasons: [] });
      expect(counts).toMatchObject({ checked: 2, failed: 1, open: 0 });
    });

    it('given all alternatives, when each failed, then the choice blocks as failed', () => {
      const failed = [below('a', { status: 'failed' }), below('b', { status: 'failed' })];
      expect(listed(choice(), ...failed)).toEqual([['item_failed', 'key-p']]);
    });

    it('given a choice that was made, when it is marked as failed itself, then it blocks as failed', () => {
      expect(listed(choice({ status: 'failed' }), below('a', { status: 'checked' }))).toEqual([
        ['item_failed', 'key-p'],
      ]);
    });

    it('given alternatives with parts of their own, when parts are open or failed, then only the choice is listed', () => {
      const parts = [
        below('a', { settledBy: 'all_children' }),
        item('a1', { parent: 'a' }),
        item('a2', { parent: 'a', status: 'failed' }),
      ];
      expect(listed(choice(), ...parts, below('b'))).toEqual([['item_open', 'key-p']]);
      expect(listed(choice(), ...parts, below('b', { status: 'checked' }))).toEqual([]);
    });

    it('given a choice in a choice, when nobody chose, then the outer one is listed', () => {
      const inner = [below('q', { settledBy: 'any_child' }), item('q1', { parent: 'q' })];
      expect(listed(choice(), ...inner)).toEqual([['item_open', 'key-p']]);
    });

    it('given a choice below another parent, when nobody chose, then the choice is listed, and the parent is not', () => {
      const parent = item('top', { settledBy: 'all_children' });
      expect(listed(parent, choice({ parent: 'top' }), below('a'))).toEqual([['item_open', 'key-p']]);
    });

    it('given a choice in one checklist, then an item of the same id in another one blocks by itself', () => {
      const other = { checklist: 'chk_2', checklistKey: 'release-2' };
      expect(listed(choice(), below('a', { status: 'checked' }), item('a', other))).toEqual([
        ['item_open', 'key-a'],
      ]);
    });
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
