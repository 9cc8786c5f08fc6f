import { describe, expect, it } from 'vitest';
import { facts, settledById } from '../../../test/support/facts.js';
import type { ItemStatus } from './item.events.js';
import type { ItemFacts } from './standing.rules.js';

const item = (id: string, status: ItemStatus, more: Partial<ItemFacts> = {}): ItemFacts =>
  facts(id, { status, ...more });
const statuses = (...items: ItemFacts[]) =>
  Object.fromEntries([...settledById(items)].map(([id, settled]) => [id, settled.status]));

describe('a summary', () => {
  const summary = (scope: 'section' | 'above', more: Partial<ItemFacts> = {}) =>
    item('s', 'open', { summary: scope, ...more });

  it.each<[string, ItemStatus[]]>([
    ['checked', ['checked', 'not_applicable']],
    ['open', ['checked', 'open']],
    ['failed', ['open', 'failed']],
    ['not_applicable', ['not_applicable']],
  ])('is %s where the required items above are %j', (expected, above) => {
    const items = above.map((status, at) => item(`a${at}`, status));
    const later = item('z', 'failed');
    expect(statuses(...items, summary('above'), later)['s']).toBe(expected);
  });

  it('of a section looks at all of it and nothing else', () => {
    const other = item('x', 'failed', { section: 'other' });
    expect(statuses(other, summary('section'), item('a', 'open'))['s']).toBe('open');
    expect(statuses(other, summary('section'), item('a', 'checked'))['s']).toBe('checked');
  });

  it('looks at choices, not at alternatives, and not at what is only recommended', () => {
    const choice = item('p', 'open', { settledBy: 'any_child' });
    const items = [
      choice,
      item('a', 'checked', { parent: 'p' }),
      item('b', 'failed', { parent: 'p' }),
      item('r', 'open', { level: 'recommended' }),
    ];
    expect(statuses(...items, summary('above'))['s']).toBe('checked');
  });

  it('counts for its parent, and does not wait for it', () => {
    const items = [
      item('p', 'open', { settledBy: 'all_children' }),
      item('a', 'checked', { parent: 'p' }),
      summary('above', { parent: 'p' }),
    ];
    expect(statuses(...items)).toEqual({ p: 'checked', a: 'checked', s: 'checked' });
    const failed = items.map((entry) => (entry.id === 'a' ? item('a', 'failed', { parent: 'p' }) : entry));
    expect(statuses(...failed)).toEqual({ p: 'failed', a: 'failed', s: 'failed' });
  });
});
