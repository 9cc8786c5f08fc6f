import { setTimeout as delay } from 'node:timers/promises';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { TransactionSql } from '../../../database/connection.js';
import { leafOf } from '../../../eventstore/leaf-row.js';
import { Refusal } from '../../../eventstore/refusal.js';
import { fromTree } from '../../../sealing/tree-reader.js';
import { readLeafRows, readTrees, type TreeState } from '../../../sealing/tree-rows.js';
import { leafHash } from '../../../transparency/leaf.js';
import { inclusionProof } from '../../../transparency/rfc6962-prove.js';
import { formatTlogProof } from '../../../transparency/tlog-proof.js';
import { checkpointOf } from './get-checkpoint.js';
import { LogTrees } from './log-trees.js';

/** What shows that an event is in the published log. Bytes are base64. */
export interface ProofView {
  origin: string;
  epoch: number;
  position: number;
  index: number;
  size: number;
  leaf: string;
  leaf_hash: string;
  hashes: string[];
  checkpoint: string;
  tlog_proof: string;
}

/** The event is recorded, but not in a published tree yet. `halted` says why it will not be by itself. */
export class NotSealedYet extends Error {
  override readonly name = 'NotSealedYet';

  constructor(
    readonly position: number,
    readonly halted: string | null,
  ) {
    super(`the event at position ${position} is recorded, but not sealed yet`);
  }
}

/** The proof of one event; waits up to `waitMs` for it to be sealed. Refuses (not_found) what is not recorded. */
export class GetProof extends Query<ProofView> {
  constructor(
    readonly tenant: string,
    readonly position: number,
    readonly waitMs = 2_500,
  ) {
    super();
  }
}

const LOOK_EVERY_MS = 50;

@QueryHandler(GetProof)
export class GetProofHandler implements IQueryHandler<GetProof> {
  constructor(private readonly trees: LogTrees) {}

  /** @throws NotSealedYet */
  async execute({ tenant, position, waitMs }: GetProof): Promise<ProofView> {
    const until = Date.now() + waitMs;
    for (;;) {
      const found = await this.trees.within(tenant, null, (sql, { nextPosition }) =>
        prove(sql, tenant, position, nextPosition),
      );
      if (!(found instanceof NotSealedYet)) return found;
      if (found.halted !== null || Date.now() > until) throw found;
      await delay(LOOK_EVERY_MS);
    }
  }
}

async function prove(
  sql: TransactionSql,
  tenant: string,
  position: number,
  nextPosition: number,
): Promise<ProofView | NotSealedYet> {
  const tree = (await readTrees(sql, tenant)).findLast((one) => one.firstPosition <= position);
  const [row] =
    tree && position < nextPosition ? await readLeafRows(sql, tenant, position, position + 1) : [];
  if (!tree || !row)
    throw new Refusal('not_found', `the log has no event at position ${position}`, '/position');
  const index = position - tree.firstPosition;
  if (index >= tree.checkpointSize) return new NotSealedYet(position, whyNot(tree));
  const { origin, epoch, checkpointSize: size } = tree;
  const leaf = leafOf(origin, row);
  const checkpoint = checkpointOf(tree);
  const hashes = await fromTree(sql, tree, size, (node) => inclusionProof(index, size, node));
  return {
    origin,
    epoch,
    position,
    index,
    size,
    leaf: leaf.toString('base64'),
    leaf_hash: leafHash(leaf).toString('base64'),
    hashes: hashes.map((hash) => Buffer.from(hash).toString('base64')),
    checkpoint,
    tlog_proof: formatTlogProof(index, hashes, checkpoint),
  };
}

/** An epoch that has ended is not sealed any further. */
function whyNot({ epoch, headEpoch, halted }: TreeState): string | null {
  return epoch < headEpoch
    ? `epoch ${epoch} ended before it was sealed; the first event of the next covers it`
    : halted;
}
