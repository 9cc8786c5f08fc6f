import type { Api } from '../client/api.js';
import { listChecklists } from '../client/projects.js';
import { NotThere, WrongUsage } from '../failures.js';

/**
 * The key of the checklist that is meant where none is named.
 * @throws WrongUsage where the project has several checklists; NotThere where it has none
 */
export async function onlyChecklist(api: Api, project: string): Promise<string> {
  const keys: string[] = [];
  for await (const page of listChecklists(api, project)) keys.push(...page.map(({ key }) => key));
  const [only] = keys;
  if (only === undefined)
    throw new NotThere(
      `The project ${project} has no checklist: clearance apply TEMPLATE --project ${project}`,
    );
  if (keys.length > 1)
    throw new WrongUsage(
      `The project ${project} has several checklists, name one with --checklist: ${keys.join(', ')}`,
    );
  return only;
}
