import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { ACTOR_KINDS, type JsonObject } from '../../../eventstore/event.js';
import { PageQuery } from '../../../http/paging.js';
import { QueryPosition, QueryTimestamp } from '../../../http/query-values.js';
import { Line, Omittable } from '../../../http/validators.js';

export class EventsQuery extends PageQuery {
  /** Key or id of a project. @example 'payments-api' */
  @Omittable()
  @Line({ max: 128 })
  project?: string;

  /** @example 'item' */
  @Omittable()
  @Line({ max: 64 })
  aggregate_type?: string;

  @Omittable()
  @Line({ max: 256 })
  aggregate_id?: string;

  /** One or several types, with commas between. @example 'item.checked,item.failed' */
  @Omittable()
  @Line({ max: 1000 })
  type?: string;

  /** Id of an actor. */
  @Omittable()
  @Line({ max: 128 })
  actor?: string;

  /** Where it came from: `api`, `cli`, `import`, `integration`, `system`. */
  @Omittable()
  @IsIn(['api', 'cli', 'import', 'integration', 'system'])
  origin?: string;

  @Omittable()
  @Line({ max: 256 })
  correlation_id?: string;

  /** Recorded at or after. */
  @Omittable()
  @QueryTimestamp()
  from?: string;

  /** Recorded before. */
  @Omittable()
  @QueryTimestamp()
  to?: string;

  /** Positions after this one. */
  @Omittable()
  @QueryPosition()
  after?: number;

  /** Positions before this one. */
  @Omittable()
  @QueryPosition()
  before?: number;

  /** `desc` (newest first, the default) or `asc`. */
  @Omittable()
  @ApiProperty({ enum: ['asc', 'desc'], default: 'desc' })
  @IsIn(['asc', 'desc'])
  order?: 'asc' | 'desc';
}

export class HistoryQuery extends PageQuery {}

export class AggregateRef {
  /** @example 'item' */
  type!: string;
  id!: string;
}

export class SubjectRef {
  /** @example 'go-live' */
  checklist!: string | null;
  /** @example 'ha-setup.test-the-restore' */
  item!: string | null;
}

export class EventActor {
  id!: string;
  @ApiProperty({ enum: ACTOR_KINDS })
  kind!: string;
  /** The name as it was then. @example 'Ana' */
  name!: string | null;
}

/** What tells attestations apart; null where an older event does not say. */
export class EventAttested {
  /** By no person, but a script. */
  by_service!: boolean;
  /** By one of the item's own owners. */
  by_owner!: boolean | null;
  /** By a request that named several items; of a batch that is not atomic those count on which its commands were refused. */
  in_bulk!: boolean | null;
}

/** One event of the log. */
export class EventAnswer {
  /** @example 42 */
  position!: number;
  id!: string;
  /** @example 'item.checked' */
  type!: string;
  /** @example 1 */
  revision!: number;
  aggregate!: AggregateRef;
  /** @example 3 */
  sequence!: number;
  /** @example 'payments-api' */
  project!: string | null;
  project_id!: string | null;
  subject!: SubjectRef;
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true, example: { status: 'open' } })
  before!: JsonObject | null;
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true, example: { status: 'checked' } })
  after!: JsonObject | null;
  /** @example 'Restore drill passed on staging' */
  reason!: string | null;
  /** How an item was attested; null of all other events. */
  attested!: EventAttested | null;
  actor!: EventActor;
  credential_id!: string | null;
  auth_method!: string | null;
  /** `success` or `refused`. @example 'success' */
  outcome!: string;
  /** RFC 3339, UTC, microseconds. @example '2025-03-03T10:00:00.123456Z' */
  created_at!: string;
  /** @example 'api' */
  origin!: string;
  request_id!: string | null;
  correlation_id!: string;
  causation_id!: string | null;
  @ApiProperty({ type: 'object', additionalProperties: true })
  payload!: JsonObject;
  /** What an erasure may delete. */
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  private!: JsonObject | null;
  erased!: boolean;
  /** Position of the event that erased it; null where nothing was erased. */
  erased_by!: number | null;
  /** @example 'Ana checked “Test the restore” (was open): Restore drill passed on staging' */
  summary!: string;
}

export class EventPage {
  data!: EventAnswer[];
  next_cursor!: string | null;
}

export class NamesAnswer {
  /** @example ['item.checked', 'item.failed'] */
  data!: string[];
}
