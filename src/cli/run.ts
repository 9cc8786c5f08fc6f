import { Command, CommanderError } from 'commander';
import { VERSION } from '../version.js';
import { addApi } from './commands/api.js';
import { addBatch } from './commands/batch.js';
import { addApply } from './commands/apply.js';
import { addCompletion } from './commands/completion.js';
import { addFollow } from './commands/follow.js';
import { addGateCheck, addGateSign } from './commands/gates.js';
import { Host } from './commands/host.js';
import { addImport } from './commands/import.js';
import { addLog, addVerify } from './commands/log.js';
import { addReadiness } from './commands/readiness.js';
import { addRebuild } from './commands/rebuild.js';
import { EXIT, EXIT_CODE_HELP, type ExitCode } from './exit-codes.js';
import type { Io, Sink } from './io.js';
import { Reporter } from './reporter.js';
import { withReference } from './reference.js';
import { refuseKeys } from './refuse-keys.js';
import { addRoute } from './routes/add-route.js';
import { ROUTE_SPECS } from './routes/specs/all.js';

const ENVIRONMENT_HELP = `
Where and who:
  CLEARANCE_URL           the service; else url in ~/.config/clearance/config.json; else http://127.0.0.1:3000
  CLEARANCE_API_KEY       the key
  CLEARANCE_API_KEY_FILE  a file that holds it; else key_file in config.json; else .clearance/admin-key here,
                          for a service on this machine`;

/** Commands that do more than one operation of the API, or know more of it than its description says. */
const COMMANDS = [
  addImport,
  addApply,
  addReadiness,
  addGateCheck,
  addGateSign,
  addRebuild,
  addFollow,
  addLog,
  addVerify,
  addBatch,
  addApi,
  addCompletion,
];

/**
 * Runs one command line.
 * @param argv the arguments, without node and script
 * @returns the exit code; failures are told on stderr and never thrown
 */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const reporter = new Reporter(io.err);
  const host = makeHost(io, reporter);
  try {
    refuseKeys(argv);
    await host.program.parseAsync(argv, { from: 'user' });
    return host.exitCode;
  } catch (error) {
    // Commander has said what is wrong; help and version end with 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.invalid;
    return await reporter.fail(error);
  }
}

/** All commands, ready to read a command line. */
function makeHost(io: Io, reporter: Reporter): Host {
  const host = new Host(makeProgram(io), io, reporter);
  for (const add of COMMANDS) add(host);
  for (const spec of ROUTE_SPECS) addRoute(host, spec);
  return host;
}

/** docs/cli.md with the table of all commands in its place. */
export function referencePage(page: string): string {
  const sink: Sink = { isTerminal: false, columns: null, isClosed: true, write: async () => {} };
  const nothing = async (): Promise<Uint8Array> => new Uint8Array();
  const rest = { env: {}, cwd: '/', home: '/', readStdin: nothing, sleep: async () => {}, now: () => 0 };
  const io: Io = { out: sink, err: sink, ...rest };
  return withReference(page, makeHost(io, new Reporter(sink)).program);
}

function makeProgram(io: Io): Command {
  return (
    new Command('clearance')
      .description('Know, and be able to prove, that a system is ready for production.')
      .version(VERSION, '-V, --version')
      // Else the program would take the --version of its commands.
      .enablePositionalOptions()
      .exitOverride()
      .showHelpAfterError('(--help says more)')
      .configureOutput({
        writeOut: (text) => void io.out.write(text),
        writeErr: (text) => void io.err.write(text),
        getOutHelpWidth: () => helpWidth(io.out),
        getErrHelpWidth: () => helpWidth(io.err),
        getOutHasColors: () => false,
        getErrHasColors: () => false,
      })
      .addHelpText('after', `${ENVIRONMENT_HELP}\n${EXIT_CODE_HELP}`)
  );
}

function helpWidth(sink: Sink): number {
  return Math.min(sink.columns ?? 100, 120);
}
