import type { EventAnswer } from '../client/schema.js';
import type { ProblemBody } from '../client/answered.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { CliFailure, FileFailure, ServiceProblem, WrongUsage } from './failures.js';
import type { Sink } from './io.js';
import type { OutputFormat } from './output/print.js';
import { problemWords } from './output/problem-words.js';
import { plain } from './output/width.js';

const MOST_EVENTS = 10;

/** Says on stderr what went wrong, what to look at and what goes on: in words, or as one JSON object a line. */
export class Reporter {
  /** Known once the command line has been read. */
  format: OutputFormat = 'table';
  /** Where the key came from; known once the settings have been read. */
  keySource: string | null = null;
  private readonly err: Sink;

  constructor(err: Sink) {
    this.err = err;
  }

  /** For a person at a terminal only. */
  async note(text: string): Promise<void> {
    if (this.err.isTerminal && !this.isJson) await this.say(text);
  }

  /** For whoever reads a table, on a terminal or not: what it leaves out. */
  async remark(text: string): Promise<void> {
    if (this.format === 'table') await this.say(text);
  }

  async warn(text: string): Promise<void> {
    await (this.isJson ? this.sayJson({ warning: text }) : this.say(`warning: ${text}`));
  }

  /** Says how much was done: no failure, but nothing for standard output either. */
  async sum(words: string, value: object): Promise<void> {
    await (this.isJson ? this.sayJson({ summary: value }) : this.say(words));
  }

  /** Tells of a failure; gives the exit code that goes with it. */
  async fail(error: unknown): Promise<ExitCode> {
    const failure = asFailure(error);
    if (failure === null) {
      // Nobody foresaw it, so whoever mends it needs to know where it was.
      const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
      await (this.isJson
        ? this.sayJson({ title: 'A fault of this program', code: 'internal', detail: stack })
        : this.say(`a fault of this program: ${stack}`));
      return EXIT.internal;
    }
    await (this.isJson ? this.sayJson(jsonOf(failure)) : this.say(this.words(failure)));
    return failure.exitCode;
  }

  private get isJson(): boolean {
    return this.format === 'json' || this.format === 'ndjson';
  }

  private words(failure: CliFailure): string {
    if (failure instanceof WrongUsage) return `${failure.message} (--help says more)`;
    if (!(failure instanceof ServiceProblem)) return failure.message;
    const { problem } = failure;
    const lines = [
      ...problemWords(problem).map((words, index) => (index === 0 ? words : `  ${words}`)),
      ...eventLines(problem),
      ...(problem.status === 401 && this.keySource !== null ? [`  The key came from ${this.keySource}`] : []),
      `  ${plain(problem.title)} (${problem.status} ${plain(problem.code)}), request ${plain(problem.request_id)}`,
    ];
    return lines.join('\n');
  }

  private async say(text: string): Promise<void> {
    await this.err.write(`clearance: ${text}\n`);
  }

  private async sayJson(value: object): Promise<void> {
    await this.err.write(`${JSON.stringify(value)}\n`);
  }
}

function asFailure(error: unknown): CliFailure | null {
  if (error instanceof CliFailure) return error;
  // The output's own failures, such as a full disk; reading and writing other files has words of its own.
  if (error instanceof Error && 'syscall' in error && error.syscall === 'write')
    return new FileFailure(`The output cannot be written: ${error.message}`, { exitCode: EXIT.internal });
  return null;
}

function jsonOf(failure: CliFailure): object {
  if (failure instanceof ServiceProblem) return failure.problem;
  return { title: failure.name, code: failure.code, detail: failure.message };
}

/** A failed If-Match comes with what has happened since. */
function eventLines({ events }: ProblemBody): string[] {
  if (!Array.isArray(events)) return [];
  const known = events as readonly Partial<EventAnswer>[];
  const more = known.length > MOST_EVENTS ? [`  and ${known.length - MOST_EVENTS} more`] : [];
  return [
    ...known
      .slice(0, MOST_EVENTS)
      .map(({ position, summary, type }) => `  ${position}: ${plain(summary ?? type ?? '')}`),
    ...more,
  ];
}
