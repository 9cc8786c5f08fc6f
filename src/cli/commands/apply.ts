import { Option } from 'commander';
import type { ProblemCode } from '../../http/problem-codes.js';
import type { Api } from '../client/api.js';
import { applyTemplate, createProject, getProject } from '../client/projects.js';
import { ServiceProblem, WrongUsage } from '../failures.js';
import { printAnswer } from '../output/print.js';
import { count } from '../output/text.js';
import { checklistsView } from '../views/projects.js';
import type { Host } from './host.js';
import { integer, withIdempotencyKey, writeOptions, type WriteFlags } from './options.js';

interface ApplyFlags extends WriteFlags {
  readonly project: string;
  readonly version?: number;
  readonly key?: string;
  readonly checklist?: string;
  readonly createProject?: true;
  readonly answers?: 'none' | 'source';
}

export function addApply(host: Host): void {
  const apply = host
    .command('apply', 'apply a template version to a project, as a checklist')
    .argument('<template>', 'key or id')
    .requiredOption('-p, --project <project>', 'key or id')
    .option('--version <number>', 'left out: the newest', integer(1))
    .option('--key <key>', "of the checklist; left out: the template's")
    .addOption(new Option('-c, --checklist <key>', 'said to be --key').hideHelp())
    .addOption(
      new Option(
        '--answers <from>',
        'source: take over the boxes its document has ticked, as claims',
      ).choices(['none', 'source']),
    )
    .option('--create-project', 'create the project where it is not there');
  withIdempotencyKey(apply).action(
    host.act(async (session, template: string, flags: ApplyFlags) => {
      if (flags.checklist !== undefined)
        throw new WrongUsage('The key of the checklist to be is given with --key, not with --checklist');
      const { project, version, key, answers } = flags;
      if (flags.createProject && (await createIfMissing(session.api, project)))
        await session.note(`created the project ${project}`);
      const body = {
        template,
        ...(version !== undefined && { version }),
        ...(key !== undefined && { key }),
        ...(answers !== undefined && { answers }),
      };
      const answer = await applyTemplate(session.api, project, body, writeOptions(flags));
      await printAnswer(session, answer, {
        view: checklistsView,
        rows: ({ resource }) => [resource],
        words: ({ resource, position }) =>
          `Applied ${resource.template.key} version ${resource.template.version} to ${project} ` +
          `as ${resource.key}: ${count(resource.items, 'item')}, recorded at position ${position}\n`,
      });
    }),
  );
}

/** True where it was created. */
async function createIfMissing(api: Api, project: string): Promise<boolean> {
  try {
    await getProject(api, project);
    return false;
  } catch (error) {
    if (!isProblem(error, 'not_found')) throw error;
  }
  try {
    await createProject(api, { key: project });
    return true;
  } catch (error) {
    // Somebody else has done so at the same moment.
    if (isProblem(error, 'already_exists')) return false;
    throw error;
  }
}

function isProblem(error: unknown, code: ProblemCode): boolean {
  return error instanceof ServiceProblem && error.code === code;
}
