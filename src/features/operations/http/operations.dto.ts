import { Omittable } from '../../../http/validators.js';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn } from 'class-validator';

export class RebuildBody {
  /** True: throw away what a rebuild that was broken off had done. @example false */
  @Omittable()
  @IsBoolean()
  fresh?: boolean;

  /** True: compare the rebuilt rows with the live ones, row by row, before they are swapped. @example true */
  @Omittable()
  @IsBoolean()
  verify?: boolean;

  /** With `verify`, where rows differ: `swap` (default) puts the rebuilt tables in place, `keep` leaves the live ones. */
  @ApiPropertyOptional({ enum: ['swap', 'keep'], default: 'swap', example: 'keep' })
  @Omittable()
  @IsIn(['swap', 'keep'])
  on_difference?: 'swap' | 'keep';
}

export class RebuildDifference {
  tenant!: string;
  /** @example 'items' */
  table!: string;
  /** Rows that the live table alone has; one that differs counts on both sides. @example 0 */
  only_live!: number;
  /** @example 0 */
  only_rebuilt!: number;
}

/** How a rebuild stands. */
export class RebuildAnswer {
  /** @example 'items' */
  projection!: string;
  /** `never`, `running`, `done`, `different` (a comparison found differences) or `failed`. @example 'running' */
  state!: string;
  tenant!: string | null;
  /** @example 1200 */
  position!: number;
  /** Where the log ended when it began. @example 5000 */
  target!: number;
  /** From 0 to 1, of all tenants. @example 0.24 */
  progress!: number;
  /** Events a second; null where nothing is known yet. @example 180000 */
  rate!: number | null;
  /** @example 4 */
  remaining_seconds!: number | null;
  /** What `verify` found. */
  differences!: RebuildDifference[];
  /** Whether the rebuilt tables are in place. */
  swapped!: boolean;
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
