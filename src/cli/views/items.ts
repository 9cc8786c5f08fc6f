import type { ItemAnswerBody } from '../../features/items/http/item.dto.js';
import type { View } from '../output/print.js';
import { seconds } from '../output/text.js';

export const itemsView: View<ItemAnswerBody> = {
  plural: 'items',
  table: [
    { title: 'ITEM', value: ({ key }) => key },
    { title: 'STATUS', value: ({ status }) => status },
    { title: 'LEVEL', value: ({ level }) => level },
    { title: 'PHASE', value: ({ phase }) => phase },
    { title: 'CHECKLIST', value: ({ checklist }) => checklist },
    { title: 'TITLE', value: ({ title }) => title, isFlexible: true },
    {
      title: 'DECIDED BY',
      value: ({ decision }) => decision?.by.name ?? decision?.by.id ?? null,
      isFlexible: true,
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

/** What an item's answer says after a write. */
export function itemWords(item: ItemAnswerBody, position: number | null): string {
  const by = item.decision?.by.name ?? item.decision?.by.id;
  const at = item.decision === null ? '' : ` since ${seconds(item.decision.at)}${by ? ` by ${by}` : ''}`;
  const recorded = position === null ? 'Nothing was recorded' : `Recorded at position ${position}`;
  return (
    `${item.key} in ${item.checklist} is ${item.status}${at}: ${item.title}\n` +
    `${recorded}; the item's sequence is ${item.sequence}\n`
  );
}
