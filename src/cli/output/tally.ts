import { csvLine } from '../../http/csv.js';
import type { Session } from '../commands/host.js';
import { type CliFailure, ServiceProblem } from '../failures.js';
import { problemWords } from './problem-words.js';
import { progressLine, StatusLine } from './progress.js';

/** Tells how many things of many went, one after the other: each on standard output, the sum on standard error. */
export class Tally {
  failures = 0;
  private successes = 0;
  private readonly line: StatusLine;
  private readonly started: number;
  private readonly session: Session;
  private readonly label: string;
  private readonly total: number;

  constructor(session: Session, label: string, total: number) {
    this.session = session;
    this.label = label;
    this.total = total;
    this.line = new StatusLine(session.io.err);
    this.started = session.io.now();
  }

  /** `value` is what the service answered; `words` say it to a person. */
  async done(line: number, value: { readonly position?: number | null }, words: string): Promise<void> {
    this.successes += 1;
    await this.print(words, { line, ok: true, answer: value }, [line, true, null, value.position, null]);
  }

  async failed(line: number, failure: CliFailure): Promise<void> {
    this.failures += 1;
    const { code, message } = failure;
    const problem =
      failure instanceof ServiceProblem ? failure.problem : { title: failure.name, code, detail: message };
    if (this.session.format === 'table' || this.session.format === 'csv') {
      await this.line.clear();
      await this.session.warn(lineWords(line, failure));
    }
    await this.print('', { line, ok: false, problem }, [line, false, code, null, message]);
  }

  /** Says how many went well and how many did not. */
  async end(): Promise<void> {
    await this.line.clear();
    await this.session.sum(`${this.successes} done, ${this.failures} failed`, {
      done: this.successes,
      failed: this.failures,
    });
  }

  private async print(
    words: string,
    row: object,
    cells: readonly (string | number | boolean | null | undefined)[],
  ): Promise<void> {
    const { io, out, format } = this.session;
    // On a terminal the progress line is enough, and would be in the way.
    if (format === 'table') await (out.isTerminal ? undefined : out.write(words));
    else if (format === 'csv') {
      const isFirst = this.successes + this.failures === 1;
      const head = isFirst ? csvLine(['line', 'ok', 'code', 'position', 'detail']) : '';
      await out.write(head + csvLine(cells));
    } else await out.write(`${JSON.stringify(row)}\n`);
    const done = this.successes + this.failures;
    const elapsedMs = io.now() - this.started;
    const { label, total } = this;
    await this.line.show(progressLine({ label, done, total, doneBefore: 0, elapsedMs, unit: 'lines' }));
  }
}

/** Which line of a file failed, and why. */
export function lineWords(line: number, failure: CliFailure): string {
  const words = failure instanceof ServiceProblem ? problemWords(failure.problem) : [failure.message];
  return `line ${line}: ${words.join('; ')} (${failure.code})`;
}
