import { Command, CommanderError } from 'commander';
import { VERSION } from '../version.js';
import { addDecisions, addComment } from './commands/decide.js';
import { addEvents } from './commands/events.js';
import { addFailedEvent, addFailedEvents } from './commands/failed-events.js';
import { addGate } from './commands/gates.js';
import { Host } from './commands/host.js';
import { addImport } from './commands/import.js';
import { addHistory, addItems } from './commands/items.js';
import { addLog, addVerify } from './commands/log.js';
import { addApply, addProjectCreate, addProjects } from './commands/projects.js';
import { addReadiness } from './commands/readiness.js';
import { addRebuild } from './commands/rebuild.js';
import { addExport, addTemplates } from './commands/templates.js';
import { addUpgrade } from './commands/upgrade.js';
import { addWaiver } from './commands/waivers.js';
import { addWhoami } from './commands/whoami.js';
import { EXIT, EXIT_CODE_HELP, type ExitCode } from './exit-codes.js';
import type { Io, Sink } from './io.js';
import { Reporter } from './reporter.js';

const ENVIRONMENT_HELP = `
Where and who:
  CLEARANCE_URL           the service; else url in ~/.config/clearance/config.json; else http://127.0.0.1:3000
  CLEARANCE_API_KEY       the key
  CLEARANCE_API_KEY_FILE  a file that holds it; else key_file in config.json; else .clearance/admin-key here,
                          for a service on this machine`;

const COMMANDS = [
  addImport,
  addTemplates,
  addExport,
  addProjects,
  addProjectCreate,
  addApply,
  addItems,
  addDecisions,
  addComment,
  addReadiness,
  addGate,
  addWaiver,
  addUpgrade,
  addHistory,
  addEvents,
  addRebuild,
  addFailedEvents,
  addFailedEvent,
  addLog,
  addVerify,
  addWhoami,
];

/**
 * Runs one command line.
 * @param argv the arguments, without node and script
 * @returns the exit code; failures are told on stderr and never thrown
 */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const reporter = new Reporter(io.err);
  const program = makeProgram(io);
  const host = new Host(program, io, reporter);
  for (const add of COMMANDS) add(host);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return host.exitCode;
  } catch (error) {
    // Commander has said what is wrong; help and version end with 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.invalid;
    return await reporter.fail(error);
  }
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
