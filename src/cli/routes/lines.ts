import { InvalidArgumentError } from 'commander';
import type { WriteOptions } from '../client/api.js';
import type { Session } from '../commands/host.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { CliFailure, ServiceProblem, Unreachable, WrongUsage } from '../failures.js';
import { readInput } from '../input.js';
import { Tally } from '../output/tally.js';
import { checkRequired, type Given, type Input, placeValues } from './inputs.js';
import type { Operation } from './operation.js';
import { read } from './option-values.js';
import { requestOf } from './request.js';
import type { RouteSpec } from './route-spec.js';
import { wordsOf } from './show.js';

/** What all lines have in common, and where they are. */
export interface LinesInput {
  readonly inputs: readonly Input[];
  readonly values: Given;
  readonly options: WriteOptions;
  readonly file: string;
}

/** Does an operation for each line of NDJSON, in order, and says of each how it went. */
export async function runLines(
  session: Session,
  spec: RouteSpec,
  operation: Operation,
  { inputs, values, options, file }: LinesInput,
): Promise<ExitCode> {
  const lines = linesOf(await readInput(session.io, file));
  const tally = new Tally(session, spec.words, lines.length);
  for (const { number, text } of lines) {
    try {
      const { given, write } = mergeLine(text, number, inputs, values, options);
      checkRequired(inputs, given, false);
      const request = await requestOf(session.api, operation, given, write);
      const { value } = await session.api.call<{ position?: number | null }>(request);
      await tally.done(number, value, wordsOf(spec, operation, value));
    } catch (error) {
      if (!(error instanceof CliFailure)) throw error;
      await tally.failed(number, error);
      if (isFinal(error)) {
        await tally.end();
        throw error;
      }
    }
  }
  await tally.end();
  return tally.failures === 0 ? EXIT.ok : EXIT.someFailed;
}

/** Nothing behind it would go better: nobody answers, or nobody knows the key. */
function isFinal(error: CliFailure): boolean {
  return error instanceof Unreachable || (error instanceof ServiceProblem && error.problem.status === 401);
}

/** The lines of NDJSON that are not empty, with their numbers from 1. */
export function linesOf(bytes: Uint8Array): { readonly number: number; readonly text: string }[] {
  return new TextDecoder()
    .decode(bytes)
    .split(/\r?\n/)
    .map((text, index) => ({ number: index + 1, text }))
    .filter(({ text }) => text.trim() !== '');
}

function mergeLine(
  text: string,
  number: number,
  inputs: readonly Input[],
  { path, query, body }: Given,
  options: WriteOptions,
): { readonly given: Given; readonly write: WriteOptions } {
  const { if_match: ifMatch, idempotency_key: key, ...line } = objectOf(text);
  const unknown = Object.keys(line).find((name) => !inputs.some((input) => input.name === name));
  if (unknown !== undefined) throw new WrongUsage(`"${unknown}" is no argument or option of this command`);
  const common: Readonly<Record<Input['place'], Readonly<Record<string, unknown>>>> = { path, query, body };
  const valueOf = (input: Input): unknown =>
    input.name in line ? checked(input, line[input.name]) : common[input.place][input.name];
  // A key for all of them would have the service take the second line for the first one again.
  const numbered = options.idempotencyKey === undefined ? undefined : `${options.idempotencyKey}-${number}`;
  const idempotencyKey = typeof key === 'string' ? key : numbered;
  return {
    given: placeValues(inputs, valueOf, body),
    write: {
      ...options,
      ...(idempotencyKey !== undefined && { idempotencyKey }),
      ...(typeof ifMatch === 'number' && { ifMatch }),
    },
  };
}

/** Members of a body are the service's to judge; what goes into the address has to be a text or a number. */
function checked(input: Input, value: unknown): unknown {
  if (input.place === 'body') return value;
  if (!['string', 'number', 'boolean'].includes(typeof value))
    throw new WrongUsage(`"${input.name}" must be a text or a number`);
  try {
    return read(input, String(value));
  } catch (error) {
    if (error instanceof InvalidArgumentError) throw new WrongUsage(`"${input.name}": ${error.message}`);
    throw error;
  }
}

/** @throws WrongUsage */
export function objectOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // Said below, in the same words.
  }
  throw new WrongUsage('the line is no JSON object');
}
