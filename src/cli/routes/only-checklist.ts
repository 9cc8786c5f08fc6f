import type { ChecklistAnswerBody } from '../../client/schema.js';
import type { Api } from '../client/api.js';
import { listChecklists } from '../client/projects.js';
import { NotThere, WrongUsage } from '../failures.js';

/**
 * The key of the checklist that is meant where none is named: the only one that is not closed; where all are, the only one.
 * @throws WrongUsage where there are several; NotThere where the project has none
 */
export async function onlyChecklist(api: Api, project: string): Promise<string> {
  const all: ChecklistAnswerBody[] = [];
  for await (const page of listChecklists(api, project)) all.push(...page);
  const open = all.filter(({ state }) => state !== 'closed');
  const [only, ...others] = (open.length === 0 ? all : open).map(({ key }) => key);
  if (only === undefined)
    throw new NotThere(
      `The project ${project} has no checklist: clearance apply TEMPLATE --project ${project}`,
    );
  if (others.length > 0)
    throw new WrongUsage(
      `The project ${project} has several ${open.length === 0 ? 'checklists, all closed' : 'open checklists'}, ` +
        `name one with --checklist: ${[only, ...others].join(', ')}`,
    );
  return only;
}
