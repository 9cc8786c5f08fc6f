import { EXIT, type ExitCode, exitCodeOf } from './exit-codes.js';
import { isProblem, type ProblemBody } from '../client/answered.js';

/** Something that ends a command, in words for the person who called it. */
export abstract class CliFailure extends Error {
  abstract readonly exitCode: ExitCode;
  /** Short name for scripts, as `code` of the JSON on stderr. */
  abstract readonly code: string;
}

/** The command line asks for something that cannot be. */
export class WrongUsage extends CliFailure {
  override readonly name = 'WrongUsage';
  readonly exitCode = EXIT.invalid;
  readonly code = 'wrong_usage';
}

/** An environment variable, the configuration file or a key file is wrong. */
export class WrongConfiguration extends CliFailure {
  override readonly name = 'WrongConfiguration';
  readonly exitCode = EXIT.invalid;
  readonly code = 'wrong_configuration';
}

/** There is no key to authenticate with. */
export class NoKey extends CliFailure {
  override readonly name = 'NoKey';
  readonly exitCode = EXIT.notAllowed;
  readonly code = 'no_key';
}

/** A file or the output cannot be read or written. */
export class FileFailure extends CliFailure {
  override readonly name = 'FileFailure';
  readonly exitCode: ExitCode;
  readonly code = 'file';

  constructor(message: string, options: ErrorOptions & { readonly exitCode?: ExitCode } = {}) {
    super(message, options);
    this.exitCode = options.exitCode ?? EXIT.invalid;
  }
}

/** What was asked for is not there, and the CLI has found that out itself. */
export class NotThere extends CliFailure {
  override readonly name = 'NotThere';
  readonly exitCode = EXIT.notFound;
  readonly code = 'not_found';
}

/** No answer came: nobody listens, the connection broke, or it took too long. */
export class Unreachable extends CliFailure {
  override readonly name = 'Unreachable';
  readonly exitCode = EXIT.unavailable;
  readonly code = 'unreachable';
}

/** An answer came that this program does not understand. */
export class UnexpectedAnswer extends CliFailure {
  override readonly name = 'UnexpectedAnswer';
  readonly exitCode: ExitCode;
  readonly code = 'unexpected_answer';

  constructor(message: string, exitCode: ExitCode = EXIT.internal) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** The service refused or failed, and said so as a problem (RFC 9457). */
export class ServiceProblem extends CliFailure {
  override readonly name = 'ServiceProblem';
  readonly exitCode: ExitCode;
  readonly code: string;
  readonly problem: ProblemBody;

  constructor(problem: ProblemBody) {
    super(problem.detail);
    this.problem = problem;
    this.code = problem.code;
    this.exitCode = exitCodeOf(problem.status);
  }
}

/** A problem inside of an answer, such as that of one command of a batch. */
export function asProblem(value: unknown): ProblemBody {
  if (isProblem(value)) return value;
  throw new UnexpectedAnswer(
    'the service refused and did not say why: is this program older than the service?',
  );
}

/** A rebuild ended without success. */
export class RebuildFailed extends CliFailure {
  override readonly name = 'RebuildFailed';
  readonly exitCode = EXIT.internal;
  readonly code = 'rebuild_failed';
}

/** The words of a system error without its stack, such as `no such file or directory`. */
export function systemWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  return WORDS[code] ?? (error.message || code);
}

const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EISDIR: 'it is a folder',
  ENOENT: 'there is no such file',
  ENOSPC: 'no space is left on the device',
  ENOTDIR: 'part of the path is no folder',
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'the connection broke',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no route to the network',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the name of the host cannot be looked up',
  EPIPE: 'the connection broke',
  ETIMEDOUT: 'the connection timed out',
  UND_ERR_CONNECT_TIMEOUT: 'the connection timed out',
  UND_ERR_SOCKET: 'the connection broke',
};
