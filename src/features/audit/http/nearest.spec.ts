import { expect, it } from 'vitest';
import { nearest } from './nearest.js';

const NAMES = ['item.checked', 'item.unchecked', 'item.failed', 'project.created', 'access.key_issued'];

it.each([
  ['item.chekced', 'item.checked'],
  ['item.uncheked', 'item.unchecked'],
  ['project.create', 'project.created'],
  ['key_issued', 'access.key_issued'],
  ['', 'item.failed'],
])('names what is nearest to "%s" first', (given, first) => {
  expect(nearest(given, NAMES)[0]).toBe(first);
  expect(nearest(given, NAMES)).toHaveLength(3);
});

it('takes no time for what nobody would misspell', () => {
  expect(nearest('x'.repeat(1_000_000), NAMES)).toHaveLength(3);
});
