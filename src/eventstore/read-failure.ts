import { isTransient } from '../database/failures.js';
import { StoreUnavailable } from './errors.js';

/** Names a failed read's cause for callers: a database that does not answer is StoreUnavailable, the rest as it is. */
export function readFailure(error: unknown): unknown {
  if (!isTransient(error)) return error;
  return new StoreUnavailable('the database does not answer; nothing was read', 'not_done', { cause: error });
}
