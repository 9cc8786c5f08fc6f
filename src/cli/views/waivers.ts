import type { ItemWaiverAnswer } from '../../client/schema.js';
import type { View } from '../output/print.js';
import { seconds } from '../output/text.js';

export const waiversView: View<ItemWaiverAnswer> = {
  plural: 'waivers',
  table: [
    { title: 'ID', value: ({ id }) => id },
    { title: 'STATE', value: ({ state }) => state },
    { title: 'ITEM', value: ({ item }) => item },
    { title: 'CHECKLIST', value: ({ checklist }) => checklist, isOptional: true },
    { title: 'UNTIL', value: ({ expires_at: at }) => seconds(at) },
    { title: 'REASON', value: ({ reason }) => reason, isFlexible: true, isOptional: true },
  ],
  csv: [
    { name: 'id', value: ({ id }) => id },
    { name: 'checklist', value: ({ checklist }) => checklist },
    { name: 'item', value: ({ item }) => item },
    { name: 'state', value: ({ state }) => state },
    { name: 'expires_at', value: ({ expires_at }) => expires_at },
    { name: 'scope', value: ({ scope }) => scope },
    { name: 'reason', value: ({ reason }) => reason },
  ],
};
