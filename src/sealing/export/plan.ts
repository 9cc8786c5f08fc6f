import { type TransactionSql } from '../../database/connection.js';
import { sqlFile } from '../../database/sql-file.js';
import { readTrees, type TreeState } from '../tree-rows.js';

const POSITION_AT = sqlFile(import.meta.url, '../../eventstore/sql/position-at.sql');

/** What is asked for: the whole log of an epoch, or a part of it. Times are RFC 3339, UTC, microseconds. */
export interface ExportRange {
  /** Null: the newest. */
  readonly epoch: number | null;
  /** Id of a project. */
  readonly project: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

/** An export as it will be: the tree it is proved against, its positions, how many events it discloses. */
export interface ExportPlan {
  readonly tree: TreeState;
  readonly checkpoint: string;
  readonly range: ExportRange;
  /** From the first position, before the second. */
  readonly first: number;
  readonly end: number;
  readonly events: number;
}

/** Null where the epoch is not there or no checkpoint of it was signed yet. */
export async function planExport(
  sql: TransactionSql,
  tenant: string,
  range: ExportRange,
): Promise<ExportPlan | null> {
  const trees = await readTrees(sql, tenant);
  const tree = range.epoch === null ? trees.at(-1) : trees.find(({ epoch }) => epoch === range.epoch);
  if (!tree || tree.checkpoint === null) return null;
  const [lowest, highest] = [tree.firstPosition, tree.firstPosition + tree.checkpointSize];
  const within = (position: number): number => Math.min(Math.max(position, lowest), highest);
  const first = range.from === null ? lowest : within(await positionAt(sql, tenant, range.from));
  const end = range.to === null ? highest : Math.max(first, within(await positionAt(sql, tenant, range.to)));
  const events = range.project === null ? end - first : await countOf(sql, tenant, range.project, first, end);
  return { tree, checkpoint: tree.checkpoint, range, first, end, events };
}

async function positionAt(sql: TransactionSql, tenant: string, time: string): Promise<number> {
  const [row] = await sql.unsafe<{ position: number }[]>(POSITION_AT, [tenant, time], { prepare: true });
  return row?.position ?? 0;
}

async function countOf(
  sql: TransactionSql,
  tenant: string,
  project: string,
  first: number,
  end: number,
): Promise<number> {
  const [row] = await sql<{ events: number }[]>`
    SELECT count(*) AS events FROM eventstore.events
    WHERE tenant = ${tenant} AND project = ${project} AND position >= ${first} AND position < ${end}`;
  return row?.events ?? 0;
}
