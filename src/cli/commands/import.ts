import { readFile, stat } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { type ChecklistText, importTemplate } from '../client/templates.js';
import { FileFailure, systemWords, WrongUsage } from '../failures.js';
import type { Io } from '../io.js';
import { printAnswer } from '../output/print.js';
import { diagnosticsView, importWords } from '../views/import.js';
import type { Host } from './host.js';
import { withIdempotencyKey, writeOptions, type WriteFlags } from './options.js';

/** The service takes no more; a larger body would only see its connection broken. */
const MOST_BYTES = 5 * 1024 * 1024;

const NO_ITEM =
  'no item was found: the text reads as prose. Items are lines of a list such as "- [ ] Test the restore", or rows of a ' +
  'table; --dry-run shows what is found before anything is recorded';

interface ImportFlags extends WriteFlags {
  readonly name?: string;
  readonly dryRun?: true;
  readonly repair?: true;
  readonly map?: readonly string[];
  readonly text?: true;
}

export function addImport(host: Host): void {
  const command = host
    .command('import', 'import a checklist from Markdown or plain text as the next version of a template')
    .argument('<file>', '.md, .markdown or .txt; "-" reads standard input')
    .option('--name <name>', 'what the template is called; left out: the title of the document')
    .option('--dry-run', 'record nothing, say what would be')
    .option('--repair', 'make the repairs that the diagnostics propose')
    .option(
      '--map <new=old...>',
      'correct the matching with the version before, e.g. line:12=network.firewall',
      pair,
    )
    .option('--text', 'the file is plain text, whatever its name');
  withIdempotencyKey(command).action(
    host.act(async (session, file: string, flags: ImportFlags) => {
      const text = await readText(session.io, file, flags.text ?? false);
      const query = {
        ...(flags.name !== undefined && { name: flags.name }),
        ...(flags.dryRun && { dry_run: true }),
        ...(flags.repair && { repair: true }),
        ...(flags.map && { map: flags.map.join(',') }),
      };
      const answer = await importTemplate(session.api, text, query, writeOptions(flags));
      await printAnswer(session, answer, {
        view: diagnosticsView,
        rows: ({ diagnostics }) => diagnostics,
        words: (value) => importWords(value, flags.repair ?? false),
      });
      if (answer.value.counts.items === 0) await session.warn(NO_ITEM);
    }),
  );
}

/** Also refuses the file name that a list of pairs would swallow. */
function pair(text: string, before: readonly string[] = []): readonly string[] {
  if (!/^[^=,]+=[^=,]+$/.test(text))
    throw new InvalidArgumentError('Give new=old, and the file before the option.');
  return [...before, text];
}

async function readText(io: Io, file: string, isPlain: boolean): Promise<ChecklistText> {
  const isPlainName = extname(file).toLowerCase() === '.txt';
  const mediaType = isPlain || isPlainName ? 'text/plain' : 'text/markdown';
  const bytes = file === '-' ? await io.readStdin() : await readWhole(resolve(io.cwd, file), file);
  if (bytes.length > MOST_BYTES)
    throw new WrongUsage(`${file} is over 5 MiB, which is the most that is read`);
  return { bytes: new Uint8Array(bytes), mediaType };
}

async function readWhole(path: string, shown: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES) throw new WrongUsage(`${shown} is over 5 MiB, which is the most that is read`);
    return await readFile(path);
  } catch (error) {
    if (error instanceof WrongUsage) throw error;
    throw new FileFailure(`${shown} cannot be read: ${systemWords(error)}`, { cause: error });
  }
}
