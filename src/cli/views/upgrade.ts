import type { UpgradeAnswer, UpgradeItem } from '../../client/schema.js';
import type { View } from '../output/print.js';
import { count } from '../output/text.js';

const LISTS = ['reworded', 'moved', 'added', 'removed'] as const;

/** What an upgrade does to an item, such as `added`. */
export type Change = readonly [string, UpgradeItem];

export const changesView: View<Change> = {
  plural: 'changes',
  table: [],
  csv: [
    { name: 'change', value: ([name]) => name },
    { name: 'item', value: ([, { key }]) => key },
  ],
};

export function changesOf(answer: UpgradeAnswer): Change[] {
  return LISTS.flatMap((list) => answer[list].map((item) => [list, item] as const));
}

/** What an upgrade did, or would do: the items that are other ones now, and what waits for a second person. */
export function upgradeWords(answer: UpgradeAnswer): string {
  const { from_version, to_version, kept, weakened, dry_run, position } = answer;
  const done = dry_run ? 'Nothing was recorded' : `Recorded at position ${position}`;
  const waiting = weakened.map(({ id, item_key, kinds }) => `  ${item_key} (${kinds.join(', ')}): ${id}\n`);
  return [
    `Version ${from_version} to ${to_version}: ${count(kept.length, 'item')} kept. ${done}\n`,
    ...changesOf(answer).map(([list, { key }]) => `  ${list}: ${key}\n`),
    ...(waiting.length === 0 ? [] : ['What asks less waits for a second person:\n', ...waiting]),
  ].join('');
}
