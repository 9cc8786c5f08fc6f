import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { exportTemplate, listTemplates } from '../client/templates.js';
import { FileFailure, systemWords } from '../failures.js';
import { printList } from '../output/print.js';
import { templatesView } from '../views/templates.js';
import type { Host } from './host.js';
import { integer } from './options.js';

export function addTemplates(host: Host): void {
  host
    .command('templates', 'list the templates, each with its newest version')
    .action(host.act(async (session) => await printList(session, templatesView, listTemplates(session.api))));
}

export function addExport(host: Host): void {
  host
    .rawCommand('export', 'write a template as text; an imported one as the document it was')
    .argument('<template>', 'key or id')
    .option('--version <number>', 'left out: the newest', integer(1))
    .option('-o, --output <file>', 'left out or "-": standard output')
    .action(
      host.act(async ({ io, api }, template: string, flags: { version?: number; output?: string }) => {
        const bytes = await exportTemplate(api, template, flags.version);
        if (flags.output === undefined || flags.output === '-') return await io.out.write(bytes);
        await write(resolve(io.cwd, flags.output), flags.output, bytes);
      }),
    );
}

async function write(path: string, shown: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(path, bytes);
  } catch (error) {
    throw new FileFailure(`${shown} cannot be written: ${systemWords(error)}`, { cause: error });
  }
}
