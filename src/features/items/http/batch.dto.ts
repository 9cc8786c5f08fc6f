import { ApiExtraModels, ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsObject } from 'class-validator';
import { IsPosition, Line, Omittable } from '../../../http/validators.js';
import { WriteAnswerBase } from '../../../http/write-answer.dto.js';
import { BATCH_ACTION_NAMES, BATCH_ACTIONS, type BatchActionName } from './batch-actions.js';

/** Commands that a batch may hold. */
export const MOST_COMMANDS = 1_000;

const BODIES = [...new Set(Object.values(BATCH_ACTIONS).map(({ body }) => body))];

/** One command of a batch. */
export class BatchCommand {
  /** Key or id of the checklist. @example 'go-live' */
  @Line({ max: 128 })
  checklist!: string;

  /** Key or id of the item. @example 'ha-setup.test-the-restore' */
  @Line({ max: 128 })
  item!: string;

  /** The last part of the path of the route that does this alone. */
  @ApiProperty({ enum: BATCH_ACTION_NAMES, example: 'check' })
  @IsIn(BATCH_ACTION_NAMES)
  action!: BatchActionName;

  /** What that route takes as its body; left out: an empty one. */
  @ApiPropertyOptional({ anyOf: BODIES.map((body) => ({ $ref: getSchemaPath(body) })) })
  @Omittable()
  @IsObject({ message: 'must be an object' })
  body?: object;

  /** The sequence that the item is to be at, as `If-Match` says it to that route. */
  @Omittable()
  @IsPosition()
  if_match?: number;
}

/** Commands on items of one project. Each is judged by itself: one that is wrong does not make the request wrong. */
@ApiExtraModels(BatchCommand, ...BODIES)
export class BatchBody {
  /** True: all of them are recorded together, or none. */
  @ApiPropertyOptional({ default: false })
  @Omittable()
  @IsBoolean()
  atomic?: boolean;

  /** 1 to 1,000, done in this order where they are on one item. */
  @ApiProperty({
    type: 'array',
    items: { $ref: getSchemaPath(BatchCommand) },
    minItems: 1,
    maxItems: MOST_COMMANDS,
  })
  @IsArray({ message: 'must be a list' })
  @ArrayMinSize(1, { message: 'must have at least 1 element' })
  @ArrayMaxSize(MOST_COMMANDS, { message: `must have at most ${MOST_COMMANDS} elements` })
  commands!: unknown[];
}

/** What became of one command. */
export class BatchResult {
  /** Its place in the request, from 0. @example 17 */
  index!: number;

  /** `refused`: nothing was recorded of it, `problem` says why. `unknown`: it may have been; repeat the request. */
  @ApiProperty({ enum: ['done', 'refused', 'unknown'] })
  status!: 'done' | 'refused' | 'unknown';

  /** Of its last event; left out where there is none. @example 42 */
  position?: number;

  /** What its own route would have answered with; pointers lead into the body of the batch. */
  @ApiPropertyOptional({ allOf: [{ $ref: '#/components/schemas/Problem' }] })
  problem?: object;
}

export class BatchAnswer extends WriteAnswerBase {
  atomic!: boolean;

  /** @example 990 */
  done!: number;

  /** How many were not done. @example 10 */
  refused!: number;

  /** One for each command, in their order. */
  results!: BatchResult[];
}
