import { IsIn } from 'class-validator';
import { ApiPropertyOptional } from '@nestjs/swagger';
import type { Consistency } from '../eventstore/projections/projection-reader.js';
import { PageQuery } from './paging.js';
import { Omittable } from './validators.js';

/** The query of a read that answers from a projection. */
export class ReadQuery {
  /** `current` (default) waits until all that was recorded before the request is in the answer; `eventual` does not. */
  @ApiPropertyOptional({ enum: ['current', 'eventual'], default: 'current' })
  @Omittable()
  @IsIn(['current', 'eventual'])
  consistency?: Consistency;
}

/** The query of a list that answers from a projection, in pages. */
export class ListQuery extends PageQuery {
  /** `current` (default) waits until all that was recorded before the request is in the answer; `eventual` does not. */
  @ApiPropertyOptional({ enum: ['current', 'eventual'], default: 'current' })
  @Omittable()
  @IsIn(['current', 'eventual'])
  consistency?: Consistency;
}
