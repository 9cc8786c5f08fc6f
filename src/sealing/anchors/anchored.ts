import type { TransactionSql } from '../../database/connection.js';
import type { TreeState } from '../tree-rows.js';

/** A checkpoint that was handed over. */
export interface Anchored {
  readonly size: number;
  readonly anchor: string;
  readonly kind: string;
  readonly checkpoint: string;
  readonly token: Buffer | null;
  /** RFC 3339, UTC, microseconds. */
  readonly at: string;
}

/** What was anchored of a tree, by size. */
export async function readAnchored(
  sql: TransactionSql,
  { tenant, epoch }: Pick<TreeState, 'tenant' | 'epoch'>,
): Promise<Anchored[]> {
  return await sql<Anchored[]>`
    SELECT size, anchor, kind, checkpoint, token,
      to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at
    FROM sealing.anchored WHERE tenant = ${tenant} AND epoch = ${epoch} ORDER BY size, anchor`;
}
