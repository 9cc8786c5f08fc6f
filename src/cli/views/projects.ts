import type { ChecklistAnswerBody } from '../../client/schema.js';
import type { ProjectAnswerBody } from '../../client/schema.js';
import type { View } from '../output/print.js';
import { seconds } from '../output/text.js';

export const projectsView: View<ProjectAnswerBody> = {
  plural: 'projects',
  table: [
    { title: 'PROJECT', value: ({ key }) => key },
    { title: 'CREATED', value: ({ created_at: at }) => seconds(at) },
    { title: 'NAME', value: ({ name }) => name, isFlexible: true },
    { title: 'DESCRIPTION', value: ({ description }) => description, isFlexible: true, isOptional: true },
  ],
  csv: [
    { name: 'key', value: ({ key }) => key },
    { name: 'id', value: ({ id }) => id },
    { name: 'name', value: ({ name }) => name },
    { name: 'description', value: ({ description }) => description },
    { name: 'created_at', value: ({ created_at: at }) => at },
    { name: 'created_by', value: ({ created_by: by }) => by.id },
    { name: 'changed_at', value: ({ changed_at: at }) => at },
    { name: 'position', value: ({ position }) => position },
    { name: 'sequence', value: ({ sequence }) => sequence },
  ],
};

export const checklistsView: View<ChecklistAnswerBody> = {
  plural: 'checklists',
  table: [
    { title: 'CHECKLIST', value: ({ key }) => key },
    { title: 'TEMPLATE', value: ({ template }) => template.key },
    { title: 'VERSION', value: ({ template }) => template.version },
    { title: 'ITEMS', value: ({ items }) => items },
    { title: 'STATE', value: ({ state }) => state },
    { title: 'TITLE', value: ({ title }) => title, isFlexible: true },
  ],
  csv: [
    { name: 'key', value: ({ key }) => key },
    { name: 'id', value: ({ id }) => id },
    { name: 'title', value: ({ title }) => title },
    { name: 'template', value: ({ template }) => template.key },
    { name: 'version', value: ({ template }) => template.version },
    { name: 'items', value: ({ items }) => items },
    { name: 'state', value: ({ state }) => state },
    { name: 'closed_at', value: ({ closed_at: at }) => at },
    { name: 'applied_at', value: ({ applied_at: at }) => at },
    { name: 'applied_by', value: ({ applied_by: by }) => by.id },
    { name: 'position', value: ({ position }) => position },
    { name: 'sequence', value: ({ sequence }) => sequence },
  ],
};
