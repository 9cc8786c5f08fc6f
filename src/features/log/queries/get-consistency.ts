import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Refusal } from '../../../eventstore/refusal.js';
import { fromTree } from '../../../sealing/tree-reader.js';
import { consistencyProof } from '../../../transparency/rfc6962-prove.js';
import { LogTrees } from './log-trees.js';

export interface ConsistencyView {
  origin: string;
  epoch: number;
  from: number;
  to: number;
  hashes: string[];
}

/** The proof that the tree of `to` leaves (null: the published one) begins with that of `from` leaves. */
export class GetConsistency extends Query<ConsistencyView> {
  constructor(
    readonly tenant: string,
    readonly epoch: number | null,
    readonly from: number,
    readonly to: number | null,
  ) {
    super();
  }
}

@QueryHandler(GetConsistency)
export class GetConsistencyHandler implements IQueryHandler<GetConsistency> {
  constructor(private readonly trees: LogTrees) {}

  async execute({ tenant, epoch, from, to }: GetConsistency): Promise<ConsistencyView> {
    return await this.trees.within(tenant, epoch, async (sql, tree) => {
      const size = to ?? tree.checkpointSize;
      if (size > tree.checkpointSize)
        throw new Refusal(
          'not_found',
          `the published tree has ${tree.checkpointSize} leaves, not ${size}`,
          '/to',
        );
      if (from > size)
        throw new Refusal(
          'invalid',
          `the tree of ${size} leaves does not begin with one of ${from}`,
          '/from',
        );
      const hashes = await fromTree(sql, tree, size, (node) => consistencyProof(from, size, node));
      return {
        origin: tree.origin,
        epoch: tree.epoch,
        from,
        to: size,
        hashes: hashes.map((hash) => Buffer.from(hash).toString('base64')),
      };
    });
  }
}
