import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ItemStatus } from './item.events.js';
import { itemsBelowChoices, type SettleInput, settleItems } from './settlement.rules.js';

const item = (id: string, status: ItemStatus, more: Partial<SettleInput> = {}): SettleInput => ({
  id,
  status,
  parent: null,
  settledBy: null,
  ...more,
});
const parent = (settledBy: SettleInput['settledBy'], status: ItemStatus = 'open') =>
  item('p', status, { settledBy });
const child = (id: string, status: ItemStatus) => item(id, status, { parent: 'p' });
const statuses = (...items: SettleInput[]) =>
  Object.fromEntries([...settleItems(items)].map(([id, settled]) => [id, settled.status]));

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

describe('a choice', () => {
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
    const settled = settleItems([
      parent('any_child'),
      child('a', 'checked'),
      child('b', 'open'),
      child('c', 'failed'),
    ]);
    expect(settled.get('b')).toEqual({ status: 'not_applicable', from: 'choice' });
  });

  it('given one that was made, when another alternative failed, then that keeps its status and is settled by the choice', () => {
    const settled = settleItems([parent('any_child'), child('a', 'checked'), child('c', 'failed')]);
    expect(settled.get('p')).toEqual({ status: 'checked', from: 'children' });
    expect(settled.get('c')).toEqual({ status: 'failed', from: 'choice' });
  });

  it('given one that was made, when something below another alternative failed, then both are settled by the choice', () => {
    const settled = settleItems([
      parent('any_child'),
      child('a', 'checked'),
      item('b', 'open', { parent: 'p', settledBy: 'all_children' }),
      item('b1', 'failed', { parent: 'b' }),
      item('b2', 'open', { parent: 'b' }),
    ]);
    expect(settled.get('b')).toEqual({ status: 'failed', from: 'choice' });
    expect(settled.get('b1')).toEqual({ status: 'failed', from: 'choice' });
    expect(settled.get('b2')).toEqual({ status: 'not_applicable', from: 'choice' });
  });

  it('given one that nobody made, when an alternative failed, then that is its own', () => {
    const settled = settleItems([parent('any_child'), child('a', 'open'), child('c', 'failed')]);
    expect(settled.get('p')).toEqual({ status: 'open', from: 'children' });
    expect(settled.get('c')).toEqual({ status: 'failed', from: 'own' });
  });
});

describe('what stands below a choice', () => {
  it('given a tree with a choice in it, then it is all that is below the choice, and not the choice', () => {
    const below = itemsBelowChoices([
      item('top', 'open', { settledBy: 'all_children' }),
      item('choice', 'open', { parent: 'top', settledBy: 'any_child' }),
      item('a', 'open', { parent: 'choice', settledBy: 'all_children' }),
      item('a1', 'open', { parent: 'a' }),
      item('beside', 'open', { parent: 'top' }),
    ]);
    expect([...below]).toEqual(['a', 'a1']);
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
        const settled = settleItems(items);
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
        const done = settleItems(items.map((entry) => ({ ...entry, status: 'checked' as const })));
        expect([...done.values()].every(({ status }) => status === 'checked')).toBe(true);
      }),
    );
  });
});
