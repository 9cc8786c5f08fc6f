import type { TransactionSql } from '../database/connection.js';
import { sqlFile } from '../database/sql-file.js';
import type { LeafRow } from '../eventstore/leaf-row.js';

const LEAF_ROWS = sqlFile(import.meta.url, './sql/leaf-rows.sql');
const TREE = sqlFile(import.meta.url, './sql/tree.sql');

/** A tenant's log in one epoch: its name, and which positions it has. */
export interface LogRef {
  readonly tenant: string;
  readonly epoch: number;
  readonly origin: string;
  readonly firstPosition: number;
}

/** A log with its tree as it was committed last, and the end of what is recorded. */
export interface TreeState extends LogRef {
  /** Leaves in the tree. */
  readonly size: number;
  readonly root: Buffer;
  readonly sealedAt: string | null;
  /** The newest signed note, null before the first. */
  readonly checkpoint: string | null;
  readonly checkpointSize: number;
  /** Verifier keys that signed it, a line each. */
  readonly signers: string | null;
  /** Why the sealer does not go on with it, null while it does. */
  readonly halted: string | null;
  readonly haltedAt: string | null;
  /** Position that the tenant's next event gets; of the newest epoch. */
  readonly nextPosition: number;
  /** The tenant's newest epoch. */
  readonly headEpoch: number;
  /** Age in seconds of the oldest event that no signed checkpoint covers, 0 where there is none. */
  readonly lagSeconds: number;
}

interface TreeRow {
  readonly epoch: number;
  readonly origin: string;
  readonly first_position: number;
  readonly size: number;
  readonly root: Buffer;
  readonly sealed_at: string | null;
  readonly checkpoint: string | null;
  readonly checkpoint_size: number;
  readonly signers: string | null;
  readonly halted: string | null;
  readonly halted_at: string | null;
  readonly next_position: number;
  readonly head_epoch: number;
  readonly lag_seconds: number;
}

/** Every tree of a tenant, by epoch; a log whose sealing has not begun has a tree of size 0. */
export async function readTrees(sql: TransactionSql, tenant: string): Promise<TreeState[]> {
  const rows = await sql.unsafe<TreeRow[]>(TREE, [tenant], { prepare: true });
  return rows.map((row) => ({
    tenant,
    epoch: row.epoch,
    origin: row.origin,
    firstPosition: row.first_position,
    size: row.size,
    root: row.root,
    sealedAt: row.sealed_at,
    checkpoint: row.checkpoint,
    checkpointSize: row.checkpoint_size,
    signers: row.signers,
    halted: row.halted,
    haltedAt: row.halted_at,
    nextPosition: row.next_position,
    headEpoch: row.head_epoch,
    lagSeconds: row.lag_seconds,
  }));
}

/** The rows of the events at the positions from `first` on, before `end`, in order; gaps show as missing rows. */
export async function readLeafRows(
  sql: TransactionSql,
  tenant: string,
  first: number,
  end: number,
): Promise<LeafRow[]> {
  return await sql.unsafe<LeafRow[]>(LEAF_ROWS, [tenant, first, end], { prepare: true });
}
