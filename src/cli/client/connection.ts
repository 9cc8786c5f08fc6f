import { systemWords, Unreachable } from '../failures.js';

/**
 * The Unreachable that a failed `fetch` is. Anything but a failed connection or a time limit is thrown on: it is a
 * fault of this program.
 */
export function readFailure(url: URL, timeoutMs: number, error: unknown): Unreachable {
  if (!(error instanceof Error)) throw error;
  if (error.name === 'TimeoutError')
    return new Unreachable(`${url.origin} did not answer within ${timeoutMs / 1000} s`, { cause: error });
  if (!(error instanceof TypeError) || error.cause === undefined) throw error;
  const words = systemWords(firstCause(error.cause));
  return new Unreachable(
    `${url.origin} cannot be reached (${words}): is the service running, and CLEARANCE_URL right?`,
    { cause: error },
  );
}

/** A name with several addresses fails with one error for each. */
function firstCause(cause: unknown): unknown {
  return cause instanceof AggregateError ? (cause.errors[0] ?? cause) : cause;
}
