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

/** How an anchor stands with a tenant's newest epoch. */
export interface AnchorState {
  readonly anchor: string;
  readonly kind: string;
  /** Size of the newest checkpoint it holds of this epoch; 0 for none. */
  readonly size: number;
  /** When it was handed over, null for none. */
  readonly at: string | null;
  /** In a row, since the newest success. */
  readonly failures: number;
  readonly failed_at: string | null;
  readonly error: string | null;
}

/** Every anchor that a keeper of this log has known. */
export async function readAnchorStates(
  sql: TransactionSql,
  { tenant, epoch }: Pick<TreeState, 'tenant' | 'epoch'>,
): Promise<AnchorState[]> {
  return await sql<AnchorState[]>`
    SELECT s.anchor, s.kind, coalesce(a.size, 0) AS size, s.failures, s.error,
      to_char(a.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at,
      to_char(s.failed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS failed_at
    FROM sealing.anchor_states s
    LEFT JOIN LATERAL (
      SELECT n.size, n.at FROM sealing.anchored n
      WHERE n.tenant = s.tenant AND n.epoch = ${epoch} AND n.anchor = s.anchor
      ORDER BY n.size DESC LIMIT 1
    ) a ON true
    WHERE s.tenant = ${tenant} ORDER BY s.anchor`;
}
