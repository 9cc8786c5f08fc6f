import type { TemplateSummaryAnswer } from '../../client/schema.js';
import type { View } from '../output/print.js';
import { seconds } from '../output/text.js';

export const templatesView: View<TemplateSummaryAnswer> = {
  plural: 'templates',
  table: [
    { title: 'TEMPLATE', value: ({ key }) => key },
    { title: 'VERSION', value: ({ version }) => version },
    { title: 'ITEMS', value: ({ counts }) => counts.items },
    { title: 'SECTIONS', value: ({ counts }) => counts.sections, isOptional: true },
    { title: 'PUBLISHED', value: ({ published_at: at }) => seconds(at), isOptional: true },
    { title: 'TITLE', value: ({ title }) => title, isFlexible: true },
  ],
  csv: [
    { name: 'key', value: ({ key }) => key },
    { name: 'id', value: ({ id }) => id },
    { name: 'title', value: ({ title }) => title },
    { name: 'version', value: ({ version }) => version },
    { name: 'items', value: ({ counts }) => counts.items },
    { name: 'sections', value: ({ counts }) => counts.sections },
    { name: 'sign_offs', value: ({ counts }) => counts.sign_offs },
    { name: 'content_hash', value: ({ content_hash: hash }) => hash },
    { name: 'published_at', value: ({ published_at: at }) => at },
    { name: 'published_by', value: ({ published_by: by }) => by.id },
  ],
};
