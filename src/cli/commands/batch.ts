import { InvalidArgumentError } from 'commander';
import { isProblem } from '../../client/answered.js';
import type { BatchAnswer, BatchBody } from '../../client/schema.js';
import type { Answer } from '../client/answer.js';
import { type Api, type WriteOptions } from '../client/api.js';
import { writeHeaders } from '../client/write-headers.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { asProblem, ServiceProblem, WrongUsage } from '../failures.js';
import { readInput } from '../input.js';
import { lineWords, Tally } from '../output/tally.js';
import { linesOf, objectOf } from '../routes/lines.js';
import { onlyChecklist } from '../routes/only-checklist.js';
import type { Host, Session } from './host.js';
import { withIdempotencyKey, writeOptions, type WriteFlags } from './options.js';

/** The service takes no more in one request. */
const MOST_COMMANDS = 1000;

interface BatchFlags extends WriteFlags {
  readonly project: string;
  readonly checklist?: string;
  readonly atomic?: true;
  readonly size: number;
}

type BatchCommand = BatchBody['commands'][number];
interface Line {
  readonly number: number;
  readonly command: BatchCommand;
}

/** `batch FILE`: commands on items from NDJSON, many in each request. */
export function addBatch(host: Host): void {
  const batch = host
    .command('batch', 'do commands on items, a line of NDJSON each, many in a request')
    .argument('<file>', 'lines such as {"item": "…", "action": "check", "body": {…}}; "-" for standard input')
    .requiredOption('-p, --project <project>', 'key or id')
    .option(
      '-c, --checklist <checklist>',
      'of the lines that name none; may be left out where the project has one that is not closed',
    )
    .option('--atomic', `record all of them or none; at most ${MOST_COMMANDS}`)
    .option('--size <number>', 'commands in a request', size, MOST_COMMANDS);
  withIdempotencyKey(batch)
    .addHelpText('after', '\nExample:\n  clearance batch results.ndjson --project payments-api')
    .action(
      host.act(async (session, file: string, flags: BatchFlags): Promise<ExitCode> => {
        const lines = await readLines(session.api, await readInput(session.io, file), flags);
        const chunk = flags.atomic ? MOST_COMMANDS : flags.size;
        if (flags.atomic && lines.length > chunk)
          throw new WrongUsage(`--atomic takes up to ${MOST_COMMANDS} lines; there are ${lines.length}`);
        const tally = new Tally(session, 'batch', lines.length);
        for (let from = 0; from < lines.length; from += chunk) {
          const some = lines.slice(from, from + chunk);
          const { value } = await send(session.api, flags, some, from / chunk + 1).catch(
            async (error: unknown) => {
              await tellRefused(session, some, error);
              throw error;
            },
          );
          for (const result of value.results) await tell(tally, some[result.index], result);
        }
        await tally.end();
        return tally.failures === 0 ? EXIT.ok : EXIT.someFailed;
      }),
    );
}

async function send(
  api: Api,
  flags: BatchFlags,
  lines: readonly Line[],
  part: number,
): Promise<Answer<BatchAnswer>> {
  const { project, atomic } = flags;
  const given = writeOptions(flags);
  // Each request is another one.
  const key = given.idempotencyKey === undefined ? {} : { idempotencyKey: `${given.idempotencyKey}-${part}` };
  const options: WriteOptions = { ...given, ...key };
  const body = { ...(atomic && { atomic }), commands: lines.map(({ command }) => command) };
  return await api.answer(
    api.http.POST('/v1/projects/{project}/batch', {
      params: { path: { project }, header: writeHeaders(options) },
      body,
    }),
  );
}

/** Of an atomic batch that was refused, which lines and why; as JSON the problem itself says so. */
async function tellRefused(session: Session, lines: readonly Line[], error: unknown): Promise<void> {
  if (!(error instanceof ServiceProblem) || !['table', 'csv'].includes(session.format)) return;
  const { results } = error.problem;
  if (!Array.isArray(results)) return;
  for (const { index, problem } of results as readonly Partial<BatchAnswer['results'][number]>[]) {
    const number = lines[index ?? -1]?.number;
    if (number !== undefined && isProblem(problem))
      await session.warn(lineWords(number, new ServiceProblem(problem)));
  }
}

async function tell(
  tally: Tally,
  line: Line | undefined,
  { status, position, problem }: BatchAnswer['results'][number],
): Promise<void> {
  const number = line?.number ?? 0;
  const { item = '', action = '' } = line?.command ?? {};
  if (status !== 'done') return await tally.failed(number, new ServiceProblem(asProblem(problem)));
  const recorded = position === undefined ? 'nothing was recorded' : `recorded at position ${position}`;
  await tally.done(number, { position: position ?? null }, `${action} ${item}: ${recorded}\n`);
}

/** @throws WrongUsage for a line that is no JSON object, before anything is sent */
async function readLines(api: Api, bytes: Uint8Array, flags: BatchFlags): Promise<readonly Line[]> {
  const read = linesOf(bytes).map(({ number, text }) => ({ number, given: objectIn(text, number) }));
  const isNeeded =
    flags.checklist === undefined && read.some(({ given }) => given['checklist'] === undefined);
  const checklist = isNeeded ? await onlyChecklist(api, flags.project) : flags.checklist;
  return read.map(({ number, given }) => {
    // The service judges each by itself, also those that are of no form.
    return { number, command: { checklist, ...given } as unknown as BatchCommand };
  });
}

function objectIn(text: string, number: number): Readonly<Record<string, unknown>> {
  try {
    return objectOf(text);
  } catch (error) {
    throw new WrongUsage(`line ${number}: ${(error as Error).message}`, { cause: error });
  }
}

function size(text: string): number {
  const number = Number(text);
  if (!/^\d{1,4}$/.test(text) || number < 1 || number > MOST_COMMANDS)
    throw new InvalidArgumentError(`Give 1 to ${MOST_COMMANDS}.`);
  return number;
}
