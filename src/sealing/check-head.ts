import type { TransactionSql } from '../database/connection.js';
import { parseCheckpoint } from '../transparency/checkpoint.js';
import { verifyNote } from '../transparency/note.js';
import { parseVerifierKey } from '../transparency/note-key.js';
import { rootHash } from '../transparency/rfc6962-prove.js';
import type { Finding } from './check-log.js';
import { fromTree, TileMissing } from './tree-reader.js';
import type { TreeState } from './tree-rows.js';

/**
 * Compares the stored tree with the root that was committed and with the checkpoint that was signed, and the end of
 * the log with its events. The signature is checked by the keys that the tree names; whether these are the right ones
 * is for those to say who were given the keys.
 */
export async function checkHead(sql: TransactionSql, state: TreeState): Promise<Finding[]> {
  return [
    ...(await checkRoot(sql, state)),
    ...(await checkSigned(sql, state)),
    ...(await checkEnd(sql, state)),
  ];
}

async function checkRoot(sql: TransactionSql, state: TreeState): Promise<Finding[]> {
  const root = await rootAt(sql, state, state.size);
  if (root?.equals(state.root)) return [];
  return [{ what: 'root', position: null, detail: `the tiles do not give the root of size ${state.size}` }];
}

async function checkSigned(sql: TransactionSql, state: TreeState): Promise<Finding[]> {
  if (state.checkpoint === null) return [];
  const wrong = (detail: string): Finding[] => [{ what: 'checkpoint', position: null, detail }];
  try {
    const keys = (state.signers ?? '').split('\n').map(parseVerifierKey);
    const { origin, size, root } = parseCheckpoint(verifyNote(state.checkpoint, keys).text);
    if (origin !== state.origin || size !== BigInt(state.checkpointSize))
      return wrong('the stored checkpoint is of another log or size');
    if ((await rootAt(sql, state, state.checkpointSize))?.equals(root)) return [];
    return wrong(`the tiles do not give the root that was signed at size ${state.checkpointSize}`);
  } catch (error) {
    return wrong(
      `the stored checkpoint is not one: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

async function checkEnd(sql: TransactionSql, state: TreeState): Promise<Finding[]> {
  if (state.epoch < state.headEpoch) return [];
  const [beyond] = await sql<{ position: number | null }[]>`
    SELECT min(position) AS position FROM eventstore.events
    WHERE tenant = ${state.tenant} AND position >= ${state.nextPosition}`;
  const position = beyond?.position ?? null;
  if (position === null) return [];
  return [
    {
      what: 'beyond_head',
      position,
      detail: 'an event stands behind the end of the log: it was not appended',
    },
  ];
}

async function rootAt(sql: TransactionSql, state: TreeState, size: number): Promise<Buffer | null> {
  try {
    return Buffer.from(await fromTree(sql, state, size, (node) => rootHash(size, node)));
  } catch (error) {
    if (error instanceof TileMissing) return null;
    throw error;
  }
}
