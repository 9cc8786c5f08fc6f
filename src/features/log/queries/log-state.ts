import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { TreeState } from '../../../sealing/tree-rows.js';
import { LogTrees } from './log-trees.js';

/** How the sealing of one epoch stands. */
export interface LogEpochView {
  epoch: number;
  origin: string;
  first_position: number;
  size: number;
  checkpoint_size: number;
  /** Events that are not in a signed tree; of an epoch that has ended those that never will be. */
  lag: number;
  lag_seconds: number;
  sealed_at: string | null;
  state: 'sealing' | 'behind' | 'critical' | 'halted' | 'ended';
  halted: string | null;
  halted_at: string | null;
}

/** From here on an operator should look, and from here on auditors will ask. */
export const LAG_WARN_SECONDS = 10;
export const LAG_CRITICAL_SECONDS = 60;

/** How the log of a tenant stands: sealed, lagging, halted. */
export class GetLogState extends Query<LogEpochView[]> {
  constructor(readonly tenant: string) {
    super();
  }
}

@QueryHandler(GetLogState)
export class GetLogStateHandler implements IQueryHandler<GetLogState> {
  constructor(private readonly trees: LogTrees) {}

  async execute({ tenant }: GetLogState): Promise<LogEpochView[]> {
    return (await this.trees.all(tenant)).map(epochView);
  }
}

export function epochView(tree: TreeState): LogEpochView {
  const hasEnded = tree.epoch < tree.headEpoch;
  return {
    epoch: tree.epoch,
    origin: tree.origin,
    first_position: tree.firstPosition,
    size: tree.size,
    checkpoint_size: tree.checkpointSize,
    lag: hasEnded ? 0 : tree.nextPosition - tree.firstPosition - tree.checkpointSize,
    lag_seconds: hasEnded ? 0 : tree.lagSeconds,
    sealed_at: tree.sealedAt,
    state: stateOf(tree, hasEnded),
    halted: tree.halted,
    halted_at: tree.haltedAt,
  };
}

function stateOf({ halted, lagSeconds }: TreeState, hasEnded: boolean): LogEpochView['state'] {
  if (hasEnded) return 'ended';
  if (halted !== null) return 'halted';
  if (lagSeconds >= LAG_CRITICAL_SECONDS) return 'critical';
  return lagSeconds >= LAG_WARN_SECONDS ? 'behind' : 'sealing';
}
