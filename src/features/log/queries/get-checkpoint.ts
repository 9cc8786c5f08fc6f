import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Refusal } from '../../../eventstore/refusal.js';
import type { TreeState } from '../../../sealing/tree-rows.js';
import { LogTrees } from './log-trees.js';

/** The newest signed checkpoint of a log; `epoch` null: the newest. Refuses (not_found) before the first. */
export class GetCheckpoint extends Query<string> {
  constructor(
    readonly tenant: string,
    readonly epoch: number | null,
  ) {
    super();
  }
}

@QueryHandler(GetCheckpoint)
export class GetCheckpointHandler implements IQueryHandler<GetCheckpoint> {
  constructor(private readonly trees: LogTrees) {}

  async execute({ tenant, epoch }: GetCheckpoint): Promise<string> {
    return await this.trees.within(tenant, epoch, async (_sql, tree) => checkpointOf(tree));
  }
}

/** The signed note of a tree. Refuses (not_found) where none was signed yet. */
export function checkpointOf({ origin, checkpoint }: TreeState): string {
  if (checkpoint === null) throw new Refusal('not_found', `no checkpoint of ${origin} was signed yet`);
  return checkpoint;
}
