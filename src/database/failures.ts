// 40001 serialization, 40P01 deadlock, 55P03 lock timeout, 57P01-03 shutdown, 25006 read-only (a demoted primary),
// 25P03 idle timeout, 53300 too many connections, 53400 limit, 58030 I/O, 08xxx connection, 57014 statement timeout.
const RETRYABLE = /^(40001|40P01|55P03|57014|57P0[1-5]|25006|25P03|08\w{3}|53300|53400|58030)$/;
const SOCKET = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
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

/** Whether a failed write has certainly not been done, or nobody can say (the answer was lost). */
export function outcomeOf(error: unknown): 'not_done' | 'unknown' {
  const code = failureCode(error);
  if (NOT_DONE.test(code)) return 'not_done';
  return code === 'ECONNREFUSED' || code === 'ENOENT' || code === 'CONNECT_TIMEOUT' ? 'not_done' : 'unknown';
}
