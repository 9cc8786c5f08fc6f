import type { ReadinessBody, ReasonBody } from '../../client/schema.js';
import type { View } from '../output/print.js';
import { table } from '../output/table.js';
import { pairs, seconds } from '../output/text.js';

export const reasonsView: View<ReasonBody> = {
  plural: 'reasons',
  table: [
    { title: 'REASON', value: ({ code }) => code },
    { title: 'ITEM', value: ({ item }) => item },
    { title: 'CHECKLIST', value: ({ checklist }) => checklist, isOptional: true },
    { title: 'WHY', value: ({ message }) => message, isFlexible: true },
  ],
  csv: [
    { name: 'code', value: ({ code }) => code },
    { name: 'checklist', value: ({ checklist }) => checklist },
    { name: 'item', value: ({ item }) => item },
    { name: 'message', value: ({ message }) => message },
  ],
};

/** The verdict, its counts, and every reason against it. `width` in cells, null for any. */
export function readinessWords(readiness: ReadinessBody, width: number | null): string {
  const { project, gate, verdict, score, counts, reasons, position } = readiness;
  const set = [`${counts.not_applicable} not applicable`, `${counts.waived} waived`].join(', ');
  const head = pairs([
    ['Verdict', `${verdict}: ${project}, gate ${gate}`],
    ['Score', score === null ? 'none: nothing is applicable' : `${percent(score)} checked`],
    [
      'Items',
      `${counts.checked} checked, ${counts.open} open, ${counts.failed} failed of ${counts.applicable} applicable; ${set}`,
    ],
    ...(counts.checked === 0 ? [] : [['Checks', attestedWords(readiness.attested)] as const]),
    [
      'As of',
      `${seconds(readiness.as_of)}, ${position < 0 ? 'before the first event' : `position ${position}`}`,
    ],
    ['Digest', readiness.digest],
  ]);
  return reasons.length === 0 ? head : `${head}\n${table(reasons, reasonsView.table, width)}`;
}

// What a reader may want to look at once more: of the items that are checked by a decision of their own.
function attestedWords(attested: ReadinessBody['attested']): string {
  const { by_humans, by_services, by_owners, in_bulk, without_evidence } = attested;
  return (
    `${by_humans} by people, ${by_services} by scripts; ` +
    `${in_bulk} in bulk, ${by_owners} by owners themselves, ${without_evidence} without evidence`
  );
}

/** Rounded down: 100 % is said of all and nothing less. */
function percent(score: number): string {
  return `${Math.floor(score * 1000) / 10} %`;
}
