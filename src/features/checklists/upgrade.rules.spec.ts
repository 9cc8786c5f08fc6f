import { describe, expect, it } from 'vitest';
import type { ItemDefinition, TemplateDefinition } from '../templates/template.events.js';
import { alternativesMayGo, itemsOf, planUpgrade, weakenings } from './upgrade.rules.js';

const item = (id: string, more: Partial<ItemDefinition> = {}): ItemDefinition => ({
  id,
  key: id,
  title: `Title ${id}`,
  level: 'required',
  phase: 'before',
  items: [],
  ...more,
});
const version = (...items: ItemDefinition[]): TemplateDefinition => ({
  title: 'Go-live',
  sections: [{ key: 'a', title: 'A', path: [], items }],
  sign_offs: [],
});
const weaker = (before: Partial<ItemDefinition>, after: Partial<ItemDefinition>, gates: string[][] = []) => {
  const [old] = itemsOf(version(item('x', before))).values();
  const [next] = itemsOf(version(item('x', after))).values();
  if (!old || !next) throw new Error('no item');
  return weakenings(old, next, gates);
};
const asked = item('y', { when: { condition: 'c', answer: true } });
const bound = (value: string) => ({ threshold: { bound: 'at_most', value, unit: 'ms' } }) as const;

describe('an upgrade', () => {
  it('lists what is kept, reworded, moved, added and removed', () => {
    const before = version(
      item('kept'),
      item('reworded'),
      item('gone'),
      item('parent', { items: [item('moved')] }),
    );
    const after = version(
      item('kept', { phase: 'after' }),
      item('reworded', { title: 'Anew' }),
      item('moved'),
      item('parent'),
      item('new'),
    );
    const plan = planUpgrade(before, after);
    const of = (list: keyof typeof plan): string[] => plan[list].map((note) => note.key);
    const lists = ['kept', 'reworded', 'moved', 'added', 'removed'] as const;
    const keys = Object.fromEntries(lists.map((list) => [list, of(list)]));
    expect(keys).toEqual({
      kept: ['kept', 'parent'],
      reworded: ['reworded'],
      moved: ['moved'],
      added: ['new'],
      removed: ['gone'],
    });
  });

  it.each<[string[], Partial<ItemDefinition>, Partial<ItemDefinition>]>([
    [['level'], {}, { level: 'recommended' }],
    [[], { level: 'optional' }, {}],
    [['phase'], {}, { phase: 'after' }],
    [['condition'], {}, { when: { condition: 'c', answer: true } }],
    [[], { when: { condition: 'c', answer: true } }, {}],
    [['settled_by'], { items: [item('y')] }, { items: [item('y')], settled_by: 'any_child' }],
    [[], { items: [item('y')], settled_by: 'any_child' }, { items: [item('y')] }],
    [['summary'], {}, { summary: 'above' }],
    [['human_only'], { human_only: true }, {}],
    [['invariant'], { invariant: true }, {}],
    [['threshold'], bound('200'), {}],
    [['threshold'], bound('200'), bound('300')],
    [[], bound('200'), bound('100')],
    [['recurs_days'], { recurs_days: 30 }, { recurs_days: 31 }],
    [['recurs_days'], { recurs_days: 30 }, {}],
    [[], { recurs_days: 30 }, { recurs_days: 7 }],
    [
      ['alternatives'],
      { items: [item('y')], settled_by: 'any_child' },
      { items: [item('y'), item('z')], settled_by: 'any_child' },
    ],
    [
      [],
      { items: [item('y'), item('z')], settled_by: 'any_child' },
      { items: [item('y')], settled_by: 'any_child' },
    ],
    [[], {}, { items: [item('y')] }],
    // A child that an answer excludes, or that sums others up, would settle it without anybody's word.
    [['settled_by'], {}, { items: [asked] }],
    [['settled_by'], {}, { items: [item('y', { summary: 'above' })] }],
    [['settled_by'], {}, { items: [item('y', { items: [asked] })] }],
    [[], {}, { items: [asked, item('z')] }],
    [[], { items: [asked] }, { items: [item('y', { summary: 'above' })] }],
    [['settled_by'], { human_only: true }, { human_only: true, items: [item('y')] }],
    [[], { human_only: true }, { human_only: true, items: [item('y')], settled_by: 'itself' }],
  ])('asks less by %j', (expected, before, after) => {
    expect(weaker(before, after)).toEqual(expected);
  });

  it('asks less where an item is removed, put below another one, or leaves a section that a gate looks at', () => {
    const [old] = itemsOf(version(item('x'))).values();
    const below = itemsOf(version(item('p', { items: [item('x')] }))).get('x');
    if (!old || !below) throw new Error('no item');
    expect(weakenings(old, null, [])).toEqual(['removed']);
    expect(weakenings(old, below, [])).toEqual(['parent']);
    const elsewhere = { ...old, section: { ...old.section, key: 'b' } };
    expect(weakenings(old, elsewhere, [['a']])).toEqual(['section']);
    expect(weakenings(old, elsewhere, [['a', 'b']])).toEqual([]);
  });

  it('asks less where an item leaves the one that stood or fell with it, unless that was a choice', () => {
    const below = itemsOf(version(item('p', { items: [item('x')] }))).get('x');
    const alone = itemsOf(version(item('p'), item('x'))).get('x');
    if (!below || !alone) throw new Error('no item');
    expect(weakenings(below, alone, [])).toEqual(['parent']);
    expect(weakenings(below, alone, [], true)).toEqual([]);
    expect(weakenings(below, null, [], true)).toEqual([]);
  });

  it('takes an alternative of a choice away while one is left that takes a word', () => {
    const choice = (...items: ItemDefinition[]) => item('x', { settled_by: 'any_child', items });
    expect(alternativesMayGo(choice(item('a'), asked), choice(item('b'), asked))).toBe(true);
    expect(alternativesMayGo(choice(item('a'), asked), choice(asked))).toBe(false);
    expect(alternativesMayGo(choice(item('a'), asked), undefined)).toBe(true);
    expect(alternativesMayGo(choice(asked), choice(asked))).toBe(true);
  });

  it('asks less where the question that an item stands under reads otherwise', () => {
    const asking = (question: string) =>
      itemsOf({
        ...version(item('x', { when: { condition: 'db', answer: true } })),
        conditions: [{ key: 'db', question }],
      }).get('x');
    const [before, after] = [asking('Do you host the database?'), asking('Is there a database?')];
    if (!before || !after) throw new Error('no item');
    expect(weakenings(before, after, [])).toEqual(['question']);
    expect(weakenings(before, before, [])).toEqual([]);
  });
});
