import type { TransactionSql } from '../database/connection.js';
import { rootHash } from '../transparency/rfc6962-prove.js';
import type { HeldCheckpoint } from './held-checkpoint.js';
import { SealingHalted } from './sealing-halted.js';
import { fromTree, TileMissing } from './tree-reader.js';
import type { TreeState } from './tree-rows.js';

const WHAT_TO_DO =
  'Restore a state that is not older than this checkpoint. Where none is left, begin a new epoch ' +
  '(POST /v1/admin/log/epochs), which records the old checkpoint and the reason (docs/log-operations.md)';

/**
 * Proves that a tree continues what others hold: the root of its first `size` leaves is the one in the checkpoint.
 * A database that was set back, or grew another history since, does not pass.
 * @throws SealingHalted behind_held_checkpoint or not_consistent
 */
export async function checkContinues(
  sql: TransactionSql,
  state: TreeState,
  held: HeldCheckpoint,
): Promise<void> {
  const size = Number(held.checkpoint.size);
  if (size > state.size)
    throw new SealingHalted(
      'behind_held_checkpoint',
      `${held.holder} holds a checkpoint of ${state.origin} at size ${size}, but the database has sealed ` +
        `${state.size}: the database was set back to an earlier time. ${WHAT_TO_DO}`,
      state.firstPosition + state.size,
    );
  if (!(await rootAt(sql, state, size)).equals(held.checkpoint.root))
    throw new SealingHalted(
      'not_consistent',
      `${held.holder} holds a checkpoint of ${state.origin} at size ${size} with another root than the database ` +
        `has at that size: it holds another history. ${WHAT_TO_DO}`,
    );
}

async function rootAt(sql: TransactionSql, state: TreeState, size: number): Promise<Buffer> {
  if (size === state.size) return state.root;
  try {
    return Buffer.from(await fromTree(sql, state, size, (node) => rootHash(size, node)));
  } catch (error) {
    if (!(error instanceof TileMissing)) throw error;
    throw new SealingHalted('root_differs', `a stored tile of ${state.origin} is gone: ${error.message}`);
  }
}
