import type { Command } from 'commander';
import type { Api } from '../client/api.js';
import type { ItemRef } from '../client/items.js';
import { listChecklists } from '../client/projects.js';
import { NotThere, WrongUsage } from '../failures.js';

export interface ItemFlags {
  readonly project: string;
  readonly checklist?: string;
}

/** Adds the options that say whose item is meant. */
export function withItemFlags(command: Command): Command {
  return command
    .requiredOption('-p, --project <project>', 'key or id of the project')
    .option('-c, --checklist <checklist>', 'key or id; may be left out where the project has one checklist');
}

/**
 * The item that argument and options mean.
 * @throws WrongUsage where the project has several checklists and none is named; NotThere where it has none
 */
export async function whichItem(api: Api, item: string, { project, checklist }: ItemFlags): Promise<ItemRef> {
  return { project, checklist: checklist ?? (await onlyChecklist(api, project)), item };
}

async function onlyChecklist(api: Api, project: string): Promise<string> {
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
