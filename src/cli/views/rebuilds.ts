import type { RebuildAnswer } from '../../client/schema.js';
import type { View } from '../output/print.js';
import { count } from '../output/text.js';

export const rebuildsView: View<RebuildAnswer> = {
  plural: 'rebuilds',
  table: [],
  csv: [
    { name: 'projection', value: ({ projection }) => projection },
    { name: 'state', value: ({ state }) => state },
    { name: 'position', value: ({ position }) => position },
    { name: 'target', value: ({ target }) => target },
    { name: 'started_at', value: (rebuild) => rebuild.started_at },
    { name: 'finished_at', value: (rebuild) => rebuild.finished_at },
    { name: 'differences', value: ({ differences }) => differences.length },
    { name: 'swapped', value: ({ swapped }) => swapped },
    { name: 'error', value: ({ error }) => error },
  ],
};

/** What came out of a rebuild that did not fail; `took` in words. */
export function rebuildWords(
  { projection, position, differences, swapped }: RebuildAnswer,
  took: string,
  isVerified: boolean,
): string {
  const done = `Rebuilt ${projection} up to position ${position} in ${took}`;
  if (differences.length === 0) return `${done}${isVerified ? '; the live rows were the same' : ''}\n`;
  const found = differences.map(
    (one) =>
      `  ${one.table} of ${one.tenant}: ${count(one.only_live, 'row')} only in the live table, ${one.only_rebuilt} only in the rebuilt one\n`,
  );
  const outcome = swapped ? 'the rebuilt tables are in place' : 'the live tables stay in place';
  return `${done}; the live rows were others, ${outcome}:\n${found.join('')}`;
}
