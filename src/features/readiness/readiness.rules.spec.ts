import { describe, expect, it } from 'vitest';
import { circumstances, facts } from '../../../test/support/facts.js';
import { settleItems } from '../items/settlement.rules.js';
import { digestPart, readinessDigest } from './digest.rules.js';
import {
  assessChecklist,
  conclude,
  DEFAULT_GATE,
  type GateRules,
  type ReadinessItem,
} from './readiness.rules.js';

const item = (id: string, more: Partial<ReadinessItem> = {}): ReadinessItem => ({
  ...facts(id, more),
  key: `key-${id}`,
  title: `Title ${id}`,
  checklist: 'chk_1',
  checklistKey: 'go-live',
  phase: 'before',
  evidence: [],
  ...more,
});
const assessed = (items: readonly ReadinessItem[], gate: GateRules) =>
  [...Map.groupBy(items, ({ checklist }) => checklist).values()].map((own) =>
    assessChecklist(own, settleItems(own, circumstances()).states, gate),
  );
const readinessOf = (gate: Partial<GateRules>, ...items: ReadinessItem[]) =>
  conclude(assessed(items, { ...DEFAULT_GATE, ...gate }), []);
const readiness = (...items: ReadinessItem[]) => readinessOf({}, ...items);

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

  it('tells exceptions apart: a waived item is neither passed nor in the way', () => {
    const waiver = {
      id: 'wvr_1',
      gate: null,
      wordingHash: 'w',
      expiresAt: '2026-01-01T00:00:00.000000Z',
      isApproved: true,
      isRevoked: false,
    };
    const { verdict, score, reasons, counts } = readiness(
      item('a', { status: 'checked' }),
      item('b', { waivers: [waiver] }),
    );
    expect({ verdict, score }).toEqual({ verdict: 'ready_with_exceptions', score: 0.5 });
    expect(counts).toMatchObject({ applicable: 2, checked: 1, waived: 1 });
    expect(reasons.map(({ code, item: key }) => [code, key])).toEqual([['item_waived', 'key-b']]);
  });

  it('says why an item that was decided on counts no more', () => {
    const { reasons } = readiness(
      item('a', { status: 'checked', decidedWording: 'before' }),
      item('b', { status: 'checked', recursDays: 1, effectiveAt: '2025-01-01T00:00:00.000000Z' }),
      item('c', { status: 'not_applicable', isAsidePending: true }),
    );
    expect(reasons.map(({ code }) => code)).toEqual(['item_stale', 'item_expired', 'set_aside_pending']);
  });

  it('looks at the levels, phases, sections and checklists that the gate names, and counts all', () => {
    const items = [
      item('a', { level: 'recommended', section: 'x' }),
      item('b', { section: 'y' }),
      item('c', { section: 'x', phase: 'after' }),
    ];
    const keys = (gate: Partial<GateRules>) =>
      readinessOf(gate, ...items).reasons.map(({ item: key }) => key);
    expect(keys({})).toEqual(['key-b']);
    expect(keys({ levels: ['recommended'] })).toEqual(['key-a']);
    expect(keys({ phases: ['after'] })).toEqual(['key-c']);
    expect(keys({ levels: ['required', 'recommended'], sections: ['x'] })).toEqual(['key-a']);
    expect(readinessOf({ checklists: ['other'] }, ...items)).toMatchObject({
      verdict: 'not_ready',
      score: null,
      reasons: [{ code: 'nothing_to_assess' }],
      counts: { total: 3 },
    });
  });

  it('gives a digest of wording, status, evidence and waivers in the scope: each changes it, a title does not', () => {
    const digest = (more: Partial<ReadinessItem>, gate: Partial<GateRules> = {}) => {
      const rules = { ...DEFAULT_GATE, ...gate };
      const items = [item('a', more)];
      const { states } = settleItems(items, circumstances());
      const { scope } = assessChecklist(items, states, rules);
      return readinessDigest(rules, [digestPart(items, states, scope)], new Map());
    };
    const evidence = [{ id: 'e', sha256: null }];
    const digests = [
      {},
      { wordingHash: 'x' },
      { status: 'failed' as const, decidedWording: 'w' },
      { evidence },
    ].map((more) => digest(more));
    expect(new Set(digests).size).toBe(4);
    expect(digest({ title: 'Another' })).toBe(digests[0]);
    expect(digest({}, { version: 2 })).not.toBe(digests[0]);
    expect(digest({ level: 'optional', title: 'x' })).toBe(digest({ level: 'optional', status: 'checked' }));
  });
});
