import type { Sql } from '../database/connection.js';
import { failureCode } from '../database/failures.js';
import { appendParameters, readAnswer } from './append-statement.js';
import { recorded, sealAppend } from './envelope.js';
import type { RecordedEvent } from './event.js';
import type { AppendRequest } from './eventstore.js';

const STATEMENT = `SELECT eventstore.begin_epoch(${Array.from({ length: 46 }, (_, index) => `$${index + 1}`).join(', ')}) AS answer`;

/** The log went on while the new epoch was prepared: prepare it anew. */
export class HeadMoved extends Error {
  override readonly name = 'HeadMoved';
}

/**
 * Begins a new epoch of a tenant's log under its own name, with the first event in it. Nothing is recorded where the
 * head is not at `expected` (a position) any more.
 * @param append logged in as the append role. @throws HeadMoved, also where the same request was done before
 */
export async function beginEpoch(
  append: Sql,
  request: AppendRequest,
  origin: string,
  expected: number,
): Promise<readonly RecordedEvent[]> {
  const sealed = sealAppend(request);
  // The function takes what append_v2 took: without the streams' least sequences.
  const parameters = [...appendParameters(request.tenant, [sealed]).toSpliced(3, 1), origin, expected];
  try {
    const rows = await append.unsafe<{ answer: string }[]>(STATEMENT, parameters);
    const answer = readAnswer([sealed], rows[0]?.answer ?? 'null');
    const [first] = answer.first;
    return recorded(sealed, first ?? 0, answer.epoch, answer.created_at, origin);
  } catch (error) {
    if (failureCode(error) === 'CL003')
      throw new HeadMoved('the log went on while the new epoch was prepared', { cause: error });
    throw error;
  }
}
