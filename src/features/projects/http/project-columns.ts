import { type Column, plainColumns } from '../../../http/csv.js';
import type { ProjectView } from '../queries/project-view.js';

/** The columns of projects as CSV, in order. */
export const PROJECT_COLUMNS: readonly Column<ProjectView>[] = [
  ...plainColumns<ProjectView>('key', 'name', 'description', 'created_at'),
  { name: 'created_by', value: ({ created_by }) => created_by.id },
  ...plainColumns<ProjectView>('changed_at', 'position', 'sequence', 'id'),
];
