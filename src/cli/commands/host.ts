import { type Command, InvalidArgumentError, Option } from 'commander';
import { Api } from '../client/api.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';
import { OUTPUT_FORMATS, type OutputFormat, type Printer } from '../output/print.js';
import { readSettings, type Settings } from '../settings/settings.js';
import type { Reporter } from '../reporter.js';
import { groupAbout } from './groups.js';

const TRIES = 4;
const TIMEOUT_S = 30;

/** What a command works with. */
export interface Session extends Printer {
  readonly io: Io;
  readonly api: Api;
  readonly settings: Settings;
  /** Says on stderr what a table leaves out; other formats do without. */
  readonly remark: (text: string) => Promise<void>;
  /** Says on stderr what is done but may not be what was meant. */
  readonly warn: (text: string) => Promise<void>;
  /** Says on stderr how much was done, in words or as JSON. */
  readonly sum: (words: string, value: object) => Promise<void>;
}

/** A command's work; gives the exit code, or nothing for 0. */
type Act<Args extends unknown[]> = (session: Session, ...args: Args) => Promise<ExitCode | void>;

interface CommonOptions {
  readonly output?: string;
  readonly retry: boolean;
  readonly timeout: number;
  readonly profile?: string;
  readonly keyStdin?: true;
}

/** Adds commands to a program and runs them with a session. */
export class Host {
  exitCode: ExitCode = EXIT.ok;
  readonly program: Command;
  private readonly io: Io;
  private readonly reporter: Reporter;

  constructor(program: Command, io: Io, reporter: Reporter) {
    this.program = program;
    this.io = io;
    this.reporter = reporter;
  }

  /** A command that prints in the format that `--output` names; all `words` but the last are groups. */
  command(words: string, description: string): Command {
    const output = new Option('-o, --output <format>', 'how to print')
      .choices(OUTPUT_FORMATS)
      .default('table');
    return this.rawCommand(words, description).addOption(output);
  }

  /** A command that prints something that has a format of its own. */
  rawCommand(words: string, description: string): Command {
    const names = words.split(' ');
    return this.group(names.slice(0, -1))
      .command(names.at(-1) ?? words)
      .description(description)
      .option('--profile <name>', 'of the configuration file')
      .option('--key-stdin', 'the key is the first line of standard input')
      .option('--no-retry', 'send each request once')
      .option('--timeout <seconds>', 'for each answer', positive, TIMEOUT_S);
  }

  /** A command that reads its arguments itself and needs no service. */
  passThrough(
    name: string,
    description: string,
    work: (args: readonly string[], io: Io) => Promise<ExitCode>,
  ): void {
    const command = this.program
      .command(name)
      .description(description)
      .helpOption(false)
      .allowUnknownOption()
      .allowExcessArguments()
      .passThroughOptions()
      .action(async () => {
        this.exitCode = await work(command.args, this.io);
      });
  }

  /** Makes the action of a command: commander hands over arguments, options and the command itself. */
  act<Args extends unknown[]>(act: Act<Args>): (...args: [...Args, Command]) => Promise<void> {
    return async (...given) => {
      const command = given.at(-1) as Command;
      const args = given.slice(0, -1) as unknown as Args;
      const session = await this.open(command.opts<CommonOptions>());
      this.exitCode = (await act(session, ...args)) ?? EXIT.ok;
    };
  }

  private group(names: readonly string[]): Command {
    return names.reduce(
      (parent, name) =>
        parent.commands.find((one) => one.name() === name) ??
        parent.command(name).description(groupAbout(name)).showHelpAfterError('(--help says more)'),
      this.program,
    );
  }

  private async open({ output, retry, timeout, profile, keyStdin }: CommonOptions): Promise<Session> {
    const { io, reporter } = this;
    const format = OUTPUT_FORMATS.find((name) => name === output) ?? ('table' satisfies OutputFormat);
    reporter.format = format;
    const settings = await readSettings(io, { profile: profile ?? null, isKeyInStdin: keyStdin ?? false });
    reporter.keySource = settings.keySource;
    for (const warning of settings.warnings) await reporter.warn(warning);
    for (const note of settings.notes) await reporter.note(note);
    const api = new Api({
      url: settings.url,
      key: settings.key,
      tries: retry ? TRIES : 1,
      timeoutMs: timeout * 1000,
      sleep: (ms) => io.sleep(ms),
      onRetry: (reason, waitMs) =>
        void reporter.note(`${reason}; next try in ${(waitMs / 1000).toFixed(1)} s`),
    });
    return {
      // What stands behind the key in standard input is for the command.
      io: settings.stdinLeft === null ? io : { ...io, readStdin: async () => settings.stdinLeft ?? NOTHING },
      api,
      settings,
      out: io.out,
      format,
      note: (text) => reporter.note(text),
      remark: (text) => reporter.remark(text),
      warn: (text) => reporter.warn(text),
      sum: (words, value) => reporter.sum(words, value),
    };
  }
}

const NOTHING = new Uint8Array();

function positive(text: string): number {
  const number = Number(text);
  if (!(number > 0 && number <= 3600)) throw new InvalidArgumentError('Give seconds, up to 3600.');
  return number;
}
