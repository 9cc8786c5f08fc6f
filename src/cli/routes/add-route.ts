import type { Command } from 'commander';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { Host, Session } from '../commands/host.js';
import {
  integer,
  withIdempotencyKey,
  withIfMatch,
  type WriteFlags,
  writeOptions,
} from '../commands/options.js';
import { jsonObject, readInput } from '../input.js';
import { WrongUsage } from '../failures.js';
import { exampleOf } from './example.js';
import { checkRequired, type Input, inputsOf, placeValues } from './inputs.js';
import { runLines } from './lines.js';
import { OPERATIONS } from './operations.js';
import type { Operation } from './operation.js';
import { kebab, optionOf, placeholder } from './option-values.js';
import { requestOf } from './request.js';
import type { RouteSpec } from './route-spec.js';
import { show } from './show.js';

interface Flags extends WriteFlags {
  readonly lines?: string;
  readonly body?: string;
  readonly limit?: number;
  readonly output?: string;
  readonly [name: string]: unknown;
}

const SECRET = /(?:^|_)(?:secret|token|password|credentials?)$/;

/** Adds the command of a route. */
export function addRoute(host: Host, spec: RouteSpec): void {
  const operation: Operation = OPERATIONS[spec.operation];
  const inputs = inputsOf(operation, spec);
  const args = inputs.filter(({ isArgument }) => isArgument);
  const attributes = new Map<Input, string>();
  const command = withInputs(commandOf(host, operation, spec), spec, operation, inputs, attributes);
  if (spec.extra) spec.extra.add(command);
  if (operation.if_match) withIfMatch(command);
  if (operation.idempotency) withIdempotencyKey(command);
  command
    .addHelpText('after', () => helpAfter(operation, spec, inputs))
    .action(
      host.act(async (session, ...given: unknown[]): Promise<ExitCode> => {
        const flags = given.at(-1) as Flags;
        const valueOf = (input: Input): unknown =>
          input.isArgument ? given[args.indexOf(input)] : flags[attributes.get(input) ?? ''];
        const file = spec.isBodyFile && flags.lines === undefined ? bodyFile(given[args.length]) : flags.body;
        const whole = file === undefined ? {} : await wholeBody(session, file);
        const values = placeValues(inputs, valueOf, { ...whole, ...spec.extra?.body(flags) });
        const options = writeOptions(flags);
        if (flags.lines !== undefined)
          return await runLines(session, spec, operation, { inputs, values, options, file: flags.lines });
        checkRequired(inputs, values, file !== undefined);
        const request = await requestOf(session.api, operation, values, options);
        return (await show(session, spec, operation, request, flags)) ?? EXIT.ok;
      }),
    );
}

function commandOf(host: Host, operation: Operation, spec: RouteSpec): Command {
  const about = spec.about ?? operation.summary.replace(/^[A-Z](?=[a-z ])/, (letter) => letter.toLowerCase());
  const { kind } = operation.answer;
  if (kind !== 'bytes' && kind !== 'stream') return host.command(spec.words, about);
  return host.rawCommand(spec.words, about).option('-o, --output <file>', 'left out or "-": standard output');
}

function withInputs(
  command: Command,
  spec: RouteSpec,
  operation: Operation,
  inputs: readonly Input[],
  attributes: Map<Input, string>,
): Command {
  for (const input of inputs) {
    if (input.isArgument) {
      // In brackets for commander alone: what is missing may come from --lines, so it is looked for later.
      command.argument(`[${kebab(input.name)}]`, input.about || 'key or id');
      continue;
    }
    // A file has them all, and a secret on a command line can be read by every process of the machine.
    if (input.place === 'body' && (spec.isBodyFile || SECRET.test(input.name))) continue;
    const option = optionOf(inWords(input), input.preset);
    attributes.set(input, option.attributeName());
    command.addOption(option);
  }
  if (spec.isBodyFile) command.argument('[file]', 'what it is to be as JSON, "-" for standard input');
  command.usage(usageOf(spec, inputs));
  if (operation.answer.kind === 'page')
    command.option('--limit <number>', `rows at most; left out: ${withoutLimit(spec)}`, integer(1));
  if (operation.method === 'GET') return command;
  if (operation.body && !spec.isBodyFile)
    command.option('--body <file>', 'the body as a JSON object, "-" for standard input');
  return command.option(
    '--lines <file>',
    'do it for each line of NDJSON, which has arguments and options by the names of the API; "-" for standard input',
  );
}

function withoutLimit({ mostInTable }: RouteSpec): string {
  return mostInTable === undefined ? 'all' : `all, but ${mostInTable} in a table`;
}

/** Arguments and what else is required, such as `<item> --project <project> [options]`. */
function usageOf({ isBodyFile }: RouteSpec, inputs: readonly Input[]): string {
  const words = inputs.flatMap((input) => {
    if (input.isArgument) return [`<${kebab(input.name)}>`];
    const mayBeInFile = isBodyFile && input.place === 'body';
    const isRequired = input.required && input.preset === undefined && !isChecklist(input) && !mayBeInFile;
    return isRequired ? [`--${kebab(input.name)} <${placeholder(input)}>`] : [];
  });
  const args = inputs.filter(({ isArgument }) => isArgument).length;
  return [...words.toSpliced(args, 0, ...(isBodyFile ? ['<file>'] : [])), '[options]'].join(' ');
}

/** Which one is meant can be found out where there is one only. */
function isChecklist({ name, place }: Input): boolean {
  return name === 'checklist' && place === 'path';
}

function inWords(input: Input): Input {
  if (input.place !== 'path') return input;
  const about = isChecklist(input)
    ? 'key or id; may be left out where the project has one that is not closed'
    : 'key or id';
  return { ...input, required: input.required && !isChecklist(input), about: input.about || about };
}

function bodyFile(given: unknown): string {
  if (typeof given !== 'string') throw new WrongUsage("missing required argument 'file'");
  return given;
}

async function wholeBody(session: Session, file: string): Promise<Readonly<Record<string, unknown>>> {
  return jsonObject(await readInput(session.io, file), file);
}

function helpAfter(operation: Operation, spec: RouteSpec, inputs: readonly Input[]): string {
  const about = operation.about === '' ? '' : `\n${operation.about}\n`;
  return `${about}\nExample:\n  clearance ${spec.words} ${exampleOf(spec, inputs)}`.trimEnd();
}
