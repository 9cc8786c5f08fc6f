import type { TransactionSql } from '../../database/connection.js';
import { leafOf } from '../../eventstore/leaf-row.js';
import { inclusionProof } from '../../transparency/rfc6962-prove.js';
import { formatTlogProof } from '../../transparency/tlog-proof.js';
import { readCheckRows } from '../check-log.js';
import { readErasureEvents } from '../erasures.js';
import { fromTree } from '../tree-reader.js';
import { readTrees } from '../tree-rows.js';
import type { ExportFile } from './anchor-files.js';
import type { ExportPlan } from './plan.js';

/**
 * The events that erased private parts of the range, each with its proof: in the exported tree, or in the newest one of the
 * later epoch that it is in.
 */
export async function erasureFiles(
  sql: TransactionSql,
  { tree, first, end }: ExportPlan,
): Promise<ExportFile[]> {
  const erasures = (await readErasureEvents(sql, tree.tenant)).filter(({ ranges }) =>
    ranges.some(([from, to]) => from < end && to >= first),
  );
  if (erasures.length === 0) return [];
  const trees = await readTrees(sql, tree.tenant);
  const files: ExportFile[] = [];
  for (const { position } of erasures) {
    const newest = trees.findLast((one) => one.firstPosition <= position);
    const log = newest?.epoch === tree.epoch ? tree : newest;
    const [row] = await readCheckRows(sql, tree.tenant, position, position + 1);
    const index = position - (log?.firstPosition ?? 0);
    // What was erased since the tree was sealed cannot be proven in it: the verifier says to take another export.
    if (!log || !row || log.checkpoint === null || index >= log.checkpointSize) continue;
    const hashes = await fromTree(sql, log, log.checkpointSize, (node) =>
      inclusionProof(index, log.checkpointSize, node),
    );
    const content = {
      leaf: leafOf(log.origin, row).toString('base64'),
      payload: row.payload,
      payload_salt: row.payload_salt.toString('base64url'),
      proof: formatTlogProof(index, hashes, log.checkpoint),
    };
    files.push({ name: `erasures/${position}`, bytes: Buffer.from(JSON.stringify(content)) });
  }
  return files;
}
