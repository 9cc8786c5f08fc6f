import { plainArray } from '../../database/array-literal.js';
import type { TransactionSql } from '../../database/connection.js';
import { fullTileFor } from '../../verifier/export-tree.js';
import { type Anchored, readAnchored } from '../anchors/anchored.js';
import type { TreeState } from '../tree-rows.js';
import type { ExportPlan } from './plan.js';

export interface ExportFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** More anchored checkpoints than this are thinned out evenly, the first and the last among those that stay. */
const MOST_ANCHORS = 1_000;
/** So much older an event that a checkpoint lacks may be than the moment at which it was handed over. */
const LATE_MS = 60_000;

/** The anchored checkpoints up to the export's size, and the tiles of leaves that their roots are made with. */
export async function anchorFiles(
  sql: TransactionSql,
  { tree }: ExportPlan,
): Promise<{ files: ExportFile[]; leafTiles: number[] }> {
  const size = tree.checkpointSize;
  const all = (await readAnchored(sql, tree)).filter((one) => one.size <= size && one.size > 0);
  const step = Math.max(1, all.length / MOST_ANCHORS);
  const thinned = all.filter(
    (_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step) || at === all.length - 1,
  );
  const kept = await inTime(sql, tree, thinned);
  const leafTiles = new Set(kept.map((one) => fullTileFor(one.size, size)).filter((index) => index !== null));
  return {
    files: kept.map(({ kind, at, checkpoint, token }, number) => ({
      name: `anchors/${number}`,
      bytes: Buffer.from(JSON.stringify({ kind, at, checkpoint, token: token?.toString('base64') ?? null })),
    })),
    leafTiles: [...leafTiles].sort((one, other) => one - other),
  };
}

/**
 * Without the checkpoints that were handed over while sealing was far behind. An anchor bounds the times of the events
 * that it lacks from below, and those had long been recorded: it says nothing true of them.
 */
async function inTime(
  sql: TransactionSql,
  { tenant, firstPosition }: Pick<TreeState, 'tenant' | 'firstPosition'>,
  anchored: readonly Anchored[],
): Promise<Anchored[]> {
  const positions = anchored.map((one) => firstPosition + one.size);
  const rows = await sql<{ position: number; at: string }[]>`
    SELECT position, to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at
    FROM eventstore.events WHERE tenant = ${tenant} AND position = ANY(${plainArray(positions)}::bigint[])`;
  const next = new Map(rows.map(({ position, at }) => [position, Date.parse(at)]));
  return anchored.filter((one) => {
    const recorded = next.get(firstPosition + one.size);
    return recorded === undefined || recorded >= Date.parse(one.at) - LATE_MS;
  });
}
