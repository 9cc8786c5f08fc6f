import type { TransactionSql } from '../../database/connection.js';
import { hashesAt } from '../../transparency/tiles.js';
import { ExportTree } from '../../verifier/export-tree.js';
import { readAnchored } from '../anchors/anchored.js';
import type { ExportPlan } from './plan.js';

export interface ExportFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** More anchored checkpoints than this are thinned out evenly, the first and the last among those that stay. */
const MOST_ANCHORS = 1_000;

/** The anchored checkpoints up to the export's size, and the tiles of leaves that their roots are made with. */
export async function anchorFiles(
  sql: TransactionSql,
  { tree }: ExportPlan,
): Promise<{ files: ExportFile[]; leafTiles: number[] }> {
  const size = tree.checkpointSize;
  const all = (await readAnchored(sql, tree)).filter((one) => one.size <= size && one.size > 0);
  const step = Math.max(1, all.length / MOST_ANCHORS);
  const kept = all.filter(
    (_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step) || at === all.length - 1,
  );
  const leafTiles = new Set(
    kept
      .map((one) => ExportTree.neededFor(one.size))
      .filter((index) => index !== null && index < hashesAt(1, size)),
  );
  return {
    files: kept.map(({ kind, at, checkpoint, token }, number) => ({
      name: `anchors/${number}`,
      bytes: Buffer.from(JSON.stringify({ kind, at, checkpoint, token: token?.toString('base64') ?? null })),
    })),
    leafTiles: [...leafTiles].filter((index) => index !== null).sort((one, other) => one - other),
  };
}
