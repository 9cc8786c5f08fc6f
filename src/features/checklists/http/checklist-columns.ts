import { type Column, plainColumns } from '../../../http/csv.js';
import type { ChecklistView } from '../queries/checklist-view.js';

/** The columns of checklists as CSV, in order. */
export const CHECKLIST_COLUMNS: readonly Column<ChecklistView>[] = [
  ...plainColumns<ChecklistView>('key', 'title'),
  { name: 'template', value: ({ template }) => template.key },
  { name: 'template_version', value: ({ template }) => template.version },
  ...plainColumns<ChecklistView>('items', 'state', 'closed_at', 'applied_at'),
  { name: 'applied_by', value: ({ applied_by }) => applied_by.id },
  ...plainColumns<ChecklistView>('position', 'sequence', 'id'),
];
