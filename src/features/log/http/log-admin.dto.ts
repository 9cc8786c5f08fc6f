import { Omittable, Text } from '../../../http/validators.js';
import { WriteAnswerBase } from '../../../http/write-answer.dto.js';

export class BeginEpochBody {
  /** What happened, and why no later state could be restored. @example 'Both disks of the database failed' */
  @Text({ max: 2_000 })
  reason!: string;

  /** The newest signed checkpoint of the old epoch that is known, where this node cannot find it by itself. */
  @Omittable()
  @Text({ max: 10_000 })
  checkpoint?: string;
}

/** How the sealing of one epoch stands. */
export class LogEpochBody {
  /** @example 0 */
  epoch!: number;
  /** @example 'clearance.example.org/log/default' */
  origin!: string;
  /** @example 0 */
  first_position!: number;
  /** Leaves in the tree. @example 57 */
  size!: number;
  /** Leaves under the newest signed checkpoint. @example 57 */
  checkpoint_size!: number;
  /** Events that no signed checkpoint covers yet. @example 0 */
  lag!: number;
  /** Age of the oldest of them. @example 0 */
  lag_seconds!: number;
  sealed_at!: string | null;
  /** `sealing`, `behind` (10 s and more), `critical` (60 s and more), `halted`, `ended`. @example 'sealing' */
  state!: string;
  /** Why the sealer refuses to go on, and what to do. */
  halted!: string | null;
  halted_at!: string | null;
}

export class FindingBody {
  /** `missing`, `altered`, `payload`, `private_part`, `beyond_head`, `tile`, `root`, `checkpoint`. @example 'altered' */
  what!: string;
  /** First position it is about; null: the tree as a whole. @example 42 */
  position!: number | null;
  detail!: string;
}

/** How the check of the log against its tree stands on this node. */
export class SelfCheckBody {
  /** Tiles of 256 events that the pass under way has done. @example 2 */
  tiles_done!: number;
  /** @example 3 */
  tiles!: number;
  /** Complete passes since this node started. @example 1 */
  passes!: number;
  passed_at!: string | null;
  /** What is not as it was sealed; the first 100. */
  findings!: FindingBody[];
}

/** How an anchor stands with the newest epoch. */
export class AnchorBody {
  /** @example 'git' */
  name!: string;
  /** `directory`, `git`, `webhook`, `rfc3161`. @example 'git' */
  kind!: string;
  /** Of the newest checkpoint that it holds; 0 for none. @example 57 */
  size!: number;
  anchored_at!: string | null;
  /** In a row; it is tried again by itself. @example 0 */
  failures!: number;
  failed_at!: string | null;
  error!: string | null;
}

export class LogStateAnswer {
  epochs!: LogEpochBody[];
  anchors!: AnchorBody[];
  /** Null where another process keeps the log, or before the first tile. */
  self_check!: SelfCheckBody | null;
}

export class LogStateWriteAnswer extends WriteAnswerBase {
  resource!: LogStateAnswer;
}
