import { Omittable } from '../../../http/validators.js';
import { IsBoolean } from 'class-validator';

export class RebuildBody {
  /** True: throw away what a rebuild that was broken off had done. */
  @Omittable()
  @IsBoolean()
  fresh?: boolean;
}

/** How a rebuild stands. */
export class RebuildAnswer {
  /** @example 'items' */
  projection!: string;
  /** `never`, `running`, `done` or `failed`. @example 'running' */
  state!: string;
  tenant!: string | null;
  /** @example 1200 */
  position!: number;
  /** Where the log ended when it began. @example 5000 */
  target!: number;
  /** From 0 to 1. @example 0.24 */
  progress!: number;
  started_at!: string | null;
  finished_at!: string | null;
  error!: string | null;
}

/** Events that the projection could not take, by state. Each but the dismissed sets a partition aside. */
export class FailedEventCounts {
  /** @example 0 */
  retrying!: number;
  /** @example 0 */
  given_up!: number;
  /** @example 0 */
  dismissed!: number;
}

/** How far a projection has read the log of the caller's tenant. */
export class ProjectionAnswer {
  /** @example 'items' */
  name!: string;
  /** @example 1 */
  version!: number;
  /** Position of the newest event it reflects; -1 for none. @example 5000 */
  position!: number;
  /** Events behind the log's head. @example 0 */
  lag!: number;
  updated_at!: string | null;
  failed_events!: FailedEventCounts;
  rebuild!: RebuildAnswer;
}

export class ProjectionsAnswer {
  data!: ProjectionAnswer[];
}
