import { type Column, plainColumns } from '../../../http/csv.js';
import type { TemplateSummary } from '../queries/template-view.js';

/** The columns of templates and their versions as CSV, in order. */
export const TEMPLATE_COLUMNS: readonly Column<TemplateSummary>[] = [
  ...plainColumns<TemplateSummary>('key', 'title', 'description', 'version', 'newest_version'),
  { name: 'items', value: ({ counts }) => counts.items },
  { name: 'sections', value: ({ counts }) => counts.sections },
  { name: 'sign_offs', value: ({ counts }) => counts.sign_offs },
  { name: 'published_at', value: (version) => version.published_at },
  { name: 'published_by', value: ({ published_by }) => published_by.id },
  { name: 'source_sha256', value: ({ source }) => source?.sha256 },
  ...plainColumns<TemplateSummary>('content_hash', 'position', 'sequence', 'id'),
];
