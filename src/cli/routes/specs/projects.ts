import type {
  ChecklistAnswerBody,
  EventAnswer,
  ProjectAnswerBody,
  TemplateSummaryAnswer,
  UpgradeAnswer,
} from '../../../client/schema.js';
import { eventsView } from '../../views/events.js';
import { checklistsView, projectsView } from '../../views/projects.js';
import { templatesView } from '../../views/templates.js';
import { changesOf, type Change, changesView, upgradeWords } from '../../views/upgrade.js';
import { route } from '../route-spec.js';

/** Templates, projects and checklists, but for what has a command of its own: import and apply. */
export const PROJECT_ROUTES = [
  route<TemplateSummaryAnswer>({
    operation: 'templates_list',
    words: 'templates',
    about: 'list the templates, each with its newest version',
    view: templatesView,
  }),
  route({ operation: 'templates_get', words: 'template show' }),
  route<TemplateSummaryAnswer>({
    operation: 'templates_versions',
    words: 'template versions',
    view: templatesView,
  }),
  route({ operation: 'templates_version', words: 'template version' }),
  route({
    operation: 'templates_create',
    words: 'template create',
    isBodyFile: true,
    example: 'template.json',
  }),
  route({
    operation: 'templates_publish',
    words: 'template publish',
    isBodyFile: true,
    example: 'go-live template.json',
  }),
  route({
    operation: 'templates_export',
    words: 'export',
    about: 'write a template as text; an imported one as the document it was',
  }),
  route<ProjectAnswerBody>({
    operation: 'projects_list',
    words: 'projects',
    about: 'list the projects',
    view: projectsView,
  }),
  route<ProjectAnswerBody>({
    operation: 'projects_create',
    words: 'project create',
    positional: ['key'],
    view: projectsView,
    say: ({ key, name }, recorded) =>
      `Created the project ${key} (${name}), recorded at position ${recorded}\n`,
    example: "payments-api --name 'Payments API'",
  }),
  route<ProjectAnswerBody>({ operation: 'projects_get', words: 'project show', view: projectsView }),
  route<ProjectAnswerBody>({
    operation: 'projects_change',
    words: 'project change',
    view: projectsView,
    example: "payments-api --name 'Payments API'",
  }),
  route<EventAnswer>({
    operation: 'audit_project_history',
    words: 'project history',
    view: eventsView,
  }),
  route<ChecklistAnswerBody>({ operation: 'checklists_list', words: 'checklist list', view: checklistsView }),
  route<ChecklistAnswerBody>({ operation: 'checklists_get', words: 'checklist show', view: checklistsView }),
  route<ChecklistAnswerBody>({
    operation: 'checklists_close',
    words: 'checklist close',
    view: checklistsView,
  }),
  route<Change>({
    operation: 'checklists_upgrade',
    words: 'upgrade',
    about: 'take a checklist over to another version of its template, keeping answers',
    positional: ['checklist'],
    view: changesView,
    rows: (value) => changesOf(value as UpgradeAnswer),
    say: (_, __, value) => upgradeWords(value as UpgradeAnswer),
  }),
  route({
    operation: 'conditions_list',
    words: 'condition list',
    table: ['key', 'answer', 'state', 'question'],
  }),
  route({ operation: 'conditions_get', words: 'condition show' }),
  route({ operation: 'conditions_answer', words: 'condition answer' }),
  route({ operation: 'conditions_approve', words: 'condition approve' }),
];
