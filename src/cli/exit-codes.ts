/** What the process ends with; docs/cli.md and --help have the table. */
export const EXIT = {
  ok: 0,
  notReady: 1,
  invalid: 2,
  notFound: 3,
  conflict: 4,
  notAllowed: 5,
  unavailable: 6,
  someFailed: 7,
  internal: 70,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_CODE_HELP = `
Exit codes:
  0   done; of readiness: ready, or ready with exceptions
  1   not ready (readiness, gate check), not valid (verify), not reached (connection test, webhook ping)
  2   wrong usage, configuration or input, a Node that is too old; of verify: nothing can be said
  3   not found
  4   conflict with the state there is, or a failed --if-match
  5   not authenticated, or not allowed
  6   the service cannot be reached, or does not answer in time, after retries
  7   some of several commands failed (--lines, batch)
  70  a fault of the service or of this program; a rebuild or retry that failed, or a rebuild that found differences`;

/** The exit code for an HTTP status that is an error. */
export function exitCodeOf(status: number): ExitCode {
  switch (status) {
    case 401:
    case 403:
      return EXIT.notAllowed;
    case 404:
      return EXIT.notFound;
    case 409:
    case 412:
      return EXIT.conflict;
    case 408:
    case 429:
    case 502:
    case 503:
    case 504:
      return EXIT.unavailable;
    default:
      return status >= 400 && status < 500 ? EXIT.invalid : EXIT.internal;
  }
}
