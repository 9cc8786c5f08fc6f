import { type Column, plainColumns } from '../../../http/csv.js';
import type { ConditionView } from '../queries/list-conditions.js';

/** The columns of conditions as CSV, in order. */
export const CONDITION_COLUMNS: readonly Column<ConditionView>[] = [
  ...plainColumns<ConditionView>('key', 'question', 'answer', 'state'),
  { name: 'answered_by', value: ({ answered_by }) => answered_by?.id },
  ...plainColumns<ConditionView>('answered_at', 'approved_by', 'approved_at'),
  { name: 'items_yes', value: ({ items }) => items.yes },
  { name: 'items_no', value: ({ items }) => items.no },
  { name: 'sequence', value: (condition) => condition.sequence },
];
