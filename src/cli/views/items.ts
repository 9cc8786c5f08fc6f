import type { ItemAnswerBody } from '../../client/schema.js';
import type { View } from '../output/print.js';
import { seconds } from '../output/text.js';
import { plain } from '../output/width.js';

export const itemsView: View<ItemAnswerBody> = {
  plural: 'items',
  table: [
    { title: 'ITEM', value: ({ key }) => key },
    { title: 'STATUS', value: ({ status }) => status },
    { title: 'TITLE', value: ({ title }) => title, isFlexible: true },
    { title: 'CHECKLIST', value: ({ checklist }) => checklist, isOptional: true },
    { title: 'LEVEL', value: ({ level }) => level, isOptional: true },
    { title: 'PHASE', value: ({ phase }) => phase, isOptional: true },
    {
      title: 'DECIDED BY',
      value: ({ decision }) => decision?.by.name ?? decision?.by.id ?? null,
      isFlexible: true,
      isOptional: true,
    },
  ],
  csv: [
    { name: 'checklist', value: ({ checklist }) => checklist },
    { name: 'section', value: ({ section }) => section.key },
    { name: 'key', value: ({ key }) => key },
    { name: 'id', value: ({ id }) => id },
    { name: 'parent', value: ({ parent }) => parent },
    { name: 'title', value: ({ title }) => title },
    { name: 'level', value: ({ level }) => level },
    { name: 'phase', value: ({ phase }) => phase },
    { name: 'status', value: ({ status }) => status },
    { name: 'derived', value: ({ derived }) => derived.join(' ') },
    { name: 'claimed', value: ({ claimed }) => claimed },
    { name: 'claim_imported_at', value: ({ imported_claim }) => imported_claim?.at },
    { name: 'decided_by', value: ({ decision }) => decision?.by.id },
    { name: 'decided_by_name', value: ({ decision }) => decision?.by.name },
    { name: 'decided_at', value: ({ decision }) => decision?.at },
    { name: 'effective_at', value: ({ decision }) => decision?.effective_at },
    { name: 'reason', value: ({ decision }) => decision?.reason },
    { name: 'measured', value: ({ measured }) => measured },
    { name: 'evidence', value: ({ evidence }) => evidence.length },
    { name: 'comments', value: ({ comments }) => comments },
    { name: 'sequence', value: ({ sequence }) => sequence },
  ],
};

/** How an item stands after a write. */
export function itemWords(item: ItemAnswerBody, position: number | null): string {
  const recorded = position === null ? 'Nothing was recorded' : `Recorded at position ${position}`;
  return (
    `${item.key} in ${item.checklist} is ${item.status}${decisionWords(item)}: ${plain(item.title)}\n` +
    `${recorded}; the item's sequence is ${item.sequence}\n` +
    (item.set_aside?.state === 'pending' && item.derived.includes('set_aside_pending')
      ? `It counts as open until another person approves: clearance item approve ${item.key} ${item.set_aside.id ?? ''}\n`
      : '')
  );
}

/** A parent's status may be another than was decided on it. */
function decisionWords({ status, derived, decision }: ItemAnswerBody): string {
  const why = derived.length === 0 ? '' : ` (${derived.join(', ')})`;
  if (decision === null) return why;
  const by = plain(decision.by.name ?? decision.by.id);
  if (decision.status === status) return `${why} since ${seconds(decision.at)} by ${by}`;
  return `${why}, though ${by} decided ${decision.status} at ${seconds(decision.at)}`;
}
