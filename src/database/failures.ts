// 40001 serialization, 40P01 deadlock, 55P03 lock timeout, 57P01-03 shutdown, 25006 read-only (a demoted primary),
// 25P03 idle timeout, 53300 too many connections, 53400 limit, 58030 I/O, 08xxx connection, 57014 statement timeout.
const RETRYABLE = /^(40001|40P01|55P03|57014|57P0[1-5]|25006|25P03|08\w{3}|53300|53400|58030)$/;
const SOCKET = new Set([
  'CONNECTION_CLOSED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
// The server said no before anything could be committed: the write has certainly not been done.
const NOT_DONE = /^(40001|40P01|55P03|57014|25006|53300|53400|57P03)$/;

/** The connection ended under a statement, and nobody here had closed it: nobody can say whether it was done. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
  readonly code = 'CONNECTION_CLOSED';
}

/** The commit stands here, but a wait for the synchronous standby was broken off: it may be lost with this server. */
export class ReplicationUnconfirmed extends Error {
  override readonly name = 'ReplicationUnconfirmed';
  readonly code = 'CONNECTION_CLOSED';
}

/** No connection was to be had, so nothing was sent. */
export class NoConnection extends Error {
  override readonly name = 'NoConnection';
  readonly code = 'CONNECT_TIMEOUT';
}

/** What a statement's failure is called where its connection was lost. */
export function lostConnection(error: unknown): unknown {
  return failureCode(error) === ''
    ? new ConnectionLost('the connection to the database was lost', { cause: error })
    : error;
}

/** What a failure to connect is called: the server's or the system's code where it has one, else NoConnection. */
export function noConnection(error: unknown): unknown {
  if (failureCode(error) !== '') return error;
  return new NoConnection(
    `no connection to the database: ${error instanceof Error ? error.message : String(error)}`,
    {
      cause: error,
    },
  );
}

/** The SQLSTATE or system code of an error, or ''. */
export function failureCode(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string')
    return error.code;
  return '';
}

/** True where the same statement may work a little later. */
export function isTransient(error: unknown): boolean {
  const code = failureCode(error);
  return RETRYABLE.test(code) || SOCKET.has(code);
}

/** True where the server had no room for a connection, or the pool had none to give. */
export function hadNoConnection(error: unknown): boolean {
  const code = failureCode(error);
  return code === '53300' || code === 'CONNECT_TIMEOUT';
}

/** Whether a failed write has certainly not been done, or nobody can say (the answer was lost). */
export function outcomeOf(error: unknown): 'not_done' | 'unknown' {
  const code = failureCode(error);
  if (NOT_DONE.test(code)) return 'not_done';
  return code === 'ECONNREFUSED' || code === 'ENOENT' || code === 'CONNECT_TIMEOUT' ? 'not_done' : 'unknown';
}
