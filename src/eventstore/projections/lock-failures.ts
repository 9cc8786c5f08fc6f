import { failureCode } from '../../database/failures.js';

const DEADLOCK = '40P01';
const LOCK_TIMEOUT = '55P03';
const UNDEFINED_TABLE = '42P01';

/** True where the same transaction, repeated, may get the locks that this one did not. */
export function isLockFailure(error: unknown): boolean {
  const code = failureCode(error);
  return code === DEADLOCK || code === LOCK_TIMEOUT;
}

/** True where a statement may have met tables that were being swapped: repeated, it finds the new ones. */
export function mayBeSwap(error: unknown): boolean {
  if (isLockFailure(error) || failureCode(error) === UNDEFINED_TABLE) return true;
  return error instanceof Error && /cached plan must not change|could not open relation/.test(error.message);
}
