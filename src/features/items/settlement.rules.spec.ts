import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ItemStatus } from './item.events.js';
import { facts, settledById } from '../../../test/support/facts.js';
import type { ItemFacts } from './standing.rules.js';

const item = (id: string, status: ItemStatus, more: Partial<ItemFacts> = {}): ItemFacts =>
  facts(id, { status, ...more });
const parent = (settledBy: ItemFacts['settledBy'], status: ItemStatus = 'open') =>
  item('p', status, { settledBy });
const child = (id: string, status: ItemStatus) => item(id, status, { parent: 'p' });
const statuses = (...items: ItemFacts[]) =>
  Object.fromEntries([...settledById(items)].map(([id, settled]) => [id, settled.status]));

describe('a parent of all its children', () => {
  it.each<[ItemStatus, ItemStatus[]]>([
    ['checked', ['checked', 'checked']],
    ['checked', ['checked', 'not_applicable']],
    ['not_applicable', ['not_applicable', 'not_applicable']],
    ['open', ['checked', 'open']],
    ['failed', ['open', 'failed']],
  ])('is %s when they are %j', (expected, children) => {
    expect(
      statuses(parent('all_children'), ...children.map((status, at) => child(`c${at}`, status)))['p'],
    ).toBe(expected);
  });

  it('is not done by its own check', () => {
    expect(statuses(parent('all_children', 'checked'), child('a', 'open'))).toEqual({ p: 'open', a: 'open' });
  });

  it('takes what is open below along when it is not applicable, and leaves what was decided', () => {
    expect(
      statuses(parent('all_children', 'not_applicable'), child('a', 'open'), child('b', 'failed')),
    ).toEqual({
      p: 'not_applicable',
      a: 'not_applicable',
      b: 'failed',
    });
  });

  it('that failed itself has failed, whatever its children say', () => {
    expect(statuses(parent('all_children', 'failed'), child('a', 'checked'))['p']).toBe('failed');
  });
});

describe('what somebody sets aside alone', () => {
  const aside = facts('a', { status: 'not_applicable', isAsidePending: true, level: 'recommended' });
  it('is not asked for, until a gate counts items of its level: then it is open', () => {
    expect(settledById([aside]).get('a')).toMatchObject({ status: 'not_applicable', derived: [] });
    const counted = settledById([aside], { counted: new Set(['required', 'recommended']) }).get('a');
    expect(counted).toMatchObject({ status: 'open', derived: ['set_aside_pending'], needsSecond: true });
  });

  it('takes no invariant below it along', () => {
    for (const status of ['not_applicable', 'open'] as const) {
      const waiver = { ...facts('w'), gate: null, expiresAt: '2099-01-01T00:00:00.000000Z' };
      const waivers = status === 'open' ? [{ ...waiver, isApproved: true, isRevoked: false }] : [];
      const above = facts('p', { status, settledBy: 'all_children', waivers });
      const law = facts('law', { parent: 'p', isInvariant: true });
      const rest = facts('rest', { parent: 'p' });
      const settled = settledById([above, law, rest]);
      expect(settled.get('law')?.status).toBe('open');
      expect(settled.get('rest')?.status).toBe(status === 'open' ? 'waived' : 'not_applicable');
    }
  });
});

describe('a choice', () => {
  it('is not settled by an alternative that waits for a second person', () => {
    const choice = facts('p', { settledBy: 'any_child', isUpgradePending: true, heldBack: ['new'] });
    const children = [child('old', 'open'), child('new', 'checked')];
    expect(statuses(choice, ...children)['p']).toBe('open');
    expect(statuses({ ...choice, heldBack: [] }, ...children)['p']).toBe('checked');
  });

  it.each<[ItemStatus, ItemStatus[]]>([
    ['checked', ['checked', 'open']],
    ['checked', ['failed', 'checked']],
    ['open', ['open', 'failed']],
    ['open', ['open', 'not_applicable']],
    ['failed', ['failed', 'not_applicable']],
    ['not_applicable', ['not_applicable', 'not_applicable']],
  ])('is %s when its alternatives are %j', (expected, children) => {
    expect(statuses(parent('any_child'), ...children.map((status, at) => child(`c${at}`, status)))['p']).toBe(
      expected,
    );
  });

  it('sets the alternatives aside that were not chosen', () => {
    const settled = settledById([
      parent('any_child'),
      child('a', 'checked'),
      child('b', 'open'),
      child('c', 'failed'),
    ]);
    expect(settled.get('b')).toMatchObject({ status: 'not_applicable', from: 'choice' });
  });

  it('given one that was made, when another alternative failed, then that keeps its status and is settled by the choice', () => {
    const settled = settledById([parent('any_child'), child('a', 'checked'), child('c', 'failed')]);
    expect(settled.get('p')).toMatchObject({ status: 'checked', from: 'children' });
    expect(settled.get('c')).toMatchObject({ status: 'failed', from: 'choice' });
  });

  it('given one that was made, when something below another alternative failed, then both are settled by the choice', () => {
    const settled = settledById([
      parent('any_child'),
      child('a', 'checked'),
      item('b', 'open', { parent: 'p', settledBy: 'all_children' }),
      item('b1', 'failed', { parent: 'b' }),
      item('b2', 'open', { parent: 'b' }),
    ]);
    expect(settled.get('b')).toMatchObject({ status: 'failed', from: 'choice' });
    expect(settled.get('b1')).toMatchObject({ status: 'failed', from: 'choice' });
    expect(settled.get('b2')).toMatchObject({ status: 'not_applicable', from: 'choice' });
  });

  it('given one that nobody made, when an alternative failed, then that is its own', () => {
    const settled = settledById([parent('any_child'), child('a', 'open'), child('c', 'failed')]);
    expect(settled.get('p')).toMatchObject({ status: 'open', from: 'children' });
    expect(settled.get('c')).toMatchObject({ status: 'failed', from: 'own' });
  });
});

describe('what stands below a choice', () => {
  it('given a tree with a choice in it, then it is all that is below the choice, and not the choice', () => {
    const below = settledById([
      item('top', 'open', { settledBy: 'all_children' }),
      item('choice', 'open', { parent: 'top', settledBy: 'any_child' }),
      item('a', 'open', { parent: 'choice', settledBy: 'all_children' }),
      item('a1', 'open', { parent: 'a' }),
      item('beside', 'open', { parent: 'top' }),
    ]);
    expect([...below].filter(([, state]) => state.isBelowChoice).map(([id]) => id)).toEqual(['a', 'a1']);
  });
});

describe('a parent by itself', () => {
  it('is what was decided on it', () => {
    expect(statuses(parent('itself', 'checked'), child('a', 'open'))['p']).toBe('checked');
    expect(statuses(parent('itself', 'open'), child('a', 'checked'))['p']).toBe('open');
  });
});

describe('settling', () => {
  const anyStatus = fc.constantFrom<ItemStatus>('open', 'checked', 'failed', 'not_applicable');
  const anySettlement = fc.constantFrom('all_children' as const, 'any_child' as const, 'itself' as const);
  // Each item hangs below an earlier one or stands at the top: every tree in document order of its parents.
  const anyTree = fc
    .array(fc.tuple(anyStatus, anySettlement, fc.nat()), { minLength: 1, maxLength: 30 })
    .map((rows) =>
      rows.map(([status, settledBy, at], index) =>
        item(`i${index}`, status, {
          settledBy,
          parent: index === 0 || at % 3 === 0 ? null : `i${at % index}`,
        }),
      ),
    );

  it('gives every item of any tree a state, and changes no leaf that was decided', () => {
    fc.assert(
      fc.property(anyTree, (items) => {
        const settled = settledById(items);
        expect(settled.size).toBe(items.length);
        const parents = new Set(items.map((entry) => entry.parent));
        for (const leaf of items.filter((entry) => !parents.has(entry.id) && entry.status !== 'open'))
          expect(settled.get(leaf.id)?.status).toBe(leaf.status);
      }),
    );
  });

  it('leaves nothing open once every item is checked', () => {
    fc.assert(
      fc.property(anyTree, (items) => {
        const done = settledById(
          items.map((entry) => facts(entry.id, { ...entry, status: 'checked', decidedWording: 'w' })),
        );
        expect([...done.values()].every(({ status }) => status === 'checked')).toBe(true);
      }),
    );
  });
});

describe('a condition', () => {
  const when = { condition: 'regions', answer: true };
  const answered = (answer: boolean, isApproved: boolean) => ({
    conditions: new Map([['regions', { answer, isApproved }]]),
  });
  const tree = [
    item('p', 'open', { when, level: 'optional', settledBy: 'all_children' }),
    item('a', 'checked', { parent: 'p', level: 'optional' }),
    item('b', 'failed', { parent: 'p', level: 'optional' }),
  ];

  it('includes while it has no answer, and with the answer that is asked for', () => {
    for (const more of [{}, answered(true, false)]) {
      const settled = settledById(tree, more);
      expect(settled.get('p')).toMatchObject({ status: 'failed', from: 'children' });
    }
  });

  it('excludes with all that stands below, whatever was decided there', () => {
    const settled = settledById(tree, answered(false, false));
    for (const id of ['p', 'a', 'b'])
      expect(settled.get(id)).toMatchObject({ status: 'not_applicable', from: 'condition' });
  });

  it('excludes what is required, or has something required below or above it, only once a second person agreed', () => {
    const required = [...tree, item('c', 'open', { parent: 'p' })];
    const before = settledById(required, answered(false, false));
    expect(before.get('p')).toMatchObject({ status: 'failed', derived: ['set_aside_pending'] });
    expect(before.get('c')).toMatchObject({ status: 'open', needsSecond: true });
    const after = settledById(required, answered(false, true));
    expect([...after.values()].every(({ from }) => from === 'condition')).toBe(true);
  });
});

describe('a waiver', () => {
  const waiver = {
    id: 'wvr_1',
    gate: null,
    wordingHash: 'w',
    expiresAt: '2025-04-01T00:00:00.000000Z',
    isApproved: true,
    isRevoked: false,
  };
  const waived = (
    more: Partial<typeof waiver> = {},
    own: Partial<ItemFacts> = {},
    gate: string | null = null,
  ) => settledById([item('a', 'open', { waivers: [{ ...waiver, ...more }], ...own })], { gate }).get('a');

  it('covers what is open or failed, from its approval until it runs out or is revoked', () => {
    expect(waived()).toMatchObject({ status: 'waived', waiver: 'wvr_1', derived: [] });
    expect(waived({}, { status: 'failed', decidedWording: 'w' })?.status).toBe('waived');
    expect(waived({ isApproved: false })?.status).toBe('open');
    expect(waived({ isRevoked: true })).toMatchObject({ status: 'open', derived: [] });
    expect(waived({ expiresAt: '2025-03-03T12:00:00.000000Z' })).toMatchObject({
      status: 'open',
      derived: ['expired'],
    });
  });

  it('does not stand in for a check, nor for another wording', () => {
    expect(waived({}, { status: 'checked', decidedWording: 'w' })?.status).toBe('checked');
    expect(waived({ wordingHash: 'before' })?.status).toBe('open');
  });

  it('that is limited to a gate holds in no other', () => {
    const limited = { gate: 'go-live' } as unknown as Partial<typeof waiver>;
    expect(waived(limited)?.status).toBe('open');
    expect(waived(limited, {}, 'go-live')?.status).toBe('waived');
  });

  it('of a parent covers what is open or failed below it', () => {
    const settled = settledById([
      item('p', 'open', { settledBy: 'all_children', waivers: [waiver] }),
      item('a', 'open', { parent: 'p' }),
      item('b', 'failed', { parent: 'p' }),
      item('c', 'checked', { parent: 'p' }),
    ]);
    expect([...settled.values()].map(({ status }) => status)).toEqual([
      'waived',
      'waived',
      'waived',
      'checked',
    ]);
  });

  it('is neither open nor checked to the parent: one waived child makes it waived', () => {
    expect(
      statuses(parent('all_children'), child('a', 'checked'), { ...child('b', 'open'), waivers: [waiver] })[
        'p'
      ],
    ).toBe('waived');
  });
});

describe('time', () => {
  const attested = { status: 'checked', recursDays: 30, effectiveAt: '2025-02-01T12:00:00.000000Z' } as const;

  it.each([
    ['2025-03-03T11:59:59.999999Z', 'checked', []],
    ['2025-03-03T12:00:00.000000Z', 'open', ['expired']],
  ])('at %s makes an attestation of thirty days %s', (now, status, derived) => {
    expect(settledById([facts('a', attested)], { now }).get('a')).toMatchObject({ status, derived });
  });

  it.each([
    ['2025-03-02T23:59:59.999999Z', []],
    ['2025-03-03T00:00:00.000000Z', ['overdue']],
  ])('at %s makes an item due on 2 March %j', (now, derived) => {
    expect(settledById([facts('a', { dueOn: '2025-03-02' })], { now }).get('a')).toMatchObject({
      status: 'open',
      derived,
    });
  });
});

describe('a decision on another wording', () => {
  it.each<[ItemStatus, string]>([
    ['checked', 'open'],
    ['not_applicable', 'open'],
    ['failed', 'failed'],
  ])('that was %s leaves the item %s and stale', (status, expected) => {
    const before = facts('a', { status, decidedWording: 'before' });
    expect(settledById([before]).get('a')).toMatchObject({ status: expected, derived: ['stale'] });
  });

  it('is not what newer evidence makes of a check: it is stale, and counts', () => {
    const newer = facts('a', { status: 'checked', hasNewerEvidence: true });
    expect(settledById([newer]).get('a')).toMatchObject({ status: 'checked', derived: ['stale'] });
  });
});
