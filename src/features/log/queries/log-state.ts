import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { CheckState } from '../../../sealing/self-check.js';
import type { TreeState } from '../../../sealing/tree-rows.js';
import { LogLifecycle } from '../log-lifecycle.js';
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
const LAG_WARN_SECONDS = 10;
const LAG_CRITICAL_SECONDS = 60;

/** How the check of the log against its tree stands on this node. */
export interface SelfCheckView {
  tiles_done: number;
  tiles: number;
  passes: number;
  passed_at: string | null;
  findings: { what: string; position: number | null; detail: string }[];
}

/** How an anchor stands with the newest epoch. */
export interface AnchorView {
  name: string;
  kind: string;
  /** Of the newest checkpoint that it holds. */
  size: number;
  anchored_at: string | null;
  /** In a row. */
  failures: number;
  failed_at: string | null;
  error: string | null;
}

export interface LogStateView {
  epochs: LogEpochView[];
  anchors: AnchorView[];
  /** Null where another process keeps the log, or before the first tile. */
  self_check: SelfCheckView | null;
}

/** How the log of a tenant stands: sealed, lagging, halted, found altered. */
export class GetLogState extends Query<LogStateView> {
  constructor(readonly tenant: string) {
    super();
  }
}

@QueryHandler(GetLogState)
export class GetLogStateHandler implements IQueryHandler<GetLogState> {
  constructor(
    private readonly trees: LogTrees,
    private readonly lifecycle: LogLifecycle,
  ) {}

  async execute({ tenant }: GetLogState): Promise<LogStateView> {
    const check = this.lifecycle.keeper?.checkOf(tenant) ?? null;
    return {
      epochs: (await this.trees.all(tenant)).map(epochView),
      anchors: (await this.trees.anchors(tenant)).map(
        ({ anchor, kind, size, at, failures, failed_at, error }) => ({
          name: anchor,
          kind,
          size,
          anchored_at: at,
          failures,
          failed_at,
          error,
        }),
      ),
      self_check: check && checkView(check),
    };
  }
}

function checkView({ done, total, passes, passedAt, findings }: CheckState): SelfCheckView {
  return { tiles_done: done, tiles: total, passes, passed_at: passedAt, findings: [...findings] };
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
