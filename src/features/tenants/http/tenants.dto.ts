import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsString, Matches, Max, Min, ValidateIf } from 'class-validator';
import { WriteAnswerBase } from '../../../http/write-answer.dto.js';

const NAME = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const MOST = 1_000_000_000;

export class AddTenantBody {
  /** Part of its keys and of its log's name for good. @example 'acme' */
  @IsString()
  @Matches(NAME, { message: 'must be 1 to 63 lower-case letters, digits and inner hyphens' })
  @ApiProperty({ pattern: NAME.source })
  key!: string;
}

export class LimitsBody {
  /** Items in all of its checklists; null for no limit. */
  @ValidateIf((body: LimitsBody) => body.items !== null)
  @IsInt()
  @Min(1)
  @Max(MOST)
  @ApiProperty({ type: 'integer', minimum: 1, maximum: MOST, nullable: true, example: 1_000_000 })
  items!: number | null;

  /** Events that its requests record in a day (UTC); null for no limit. */
  @ValidateIf((body: LimitsBody) => body.events_per_day !== null)
  @IsInt()
  @Min(1)
  @Max(MOST)
  @ApiProperty({ type: 'integer', minimum: 1, maximum: MOST, nullable: true, example: 10_000_000 })
  events_per_day!: number | null;

  /** Requests with a credential of it, on all nodes together; null for no limit. */
  @ValidateIf((body: LimitsBody) => body.requests_per_minute !== null)
  @IsInt()
  @Min(1)
  @Max(MOST)
  @ApiProperty({ type: 'integer', minimum: 1, maximum: MOST, nullable: true, example: 600_000 })
  requests_per_minute!: number | null;
}

export class TenantLimits {
  /** @example 1000000 */
  items!: number | null;
  /** @example 10000000 */
  events_per_day!: number | null;
  /** @example 600000 */
  requests_per_minute!: number | null;
}

export class TenantBody {
  /** @example 'acme' */
  key!: string;
  limits!: TenantLimits;
  /** The ETag. @example 1 */
  sequence!: number;
}

export class QuotaBody {
  /** @example 209 */
  used!: number;
  /** Null: there is none. @example 1000000 */
  limit!: number | null;
}

export class DailyQuotaBody extends QuotaBody {
  /** Midnight (UTC), when it begins anew. */
  resets_at!: string;
}

export class RequestQuotaBody {
  /** In the current minute, on the node that answers; null where there is no limit: nobody counts then. @example 3 */
  used!: number | null;
  /** On all nodes together; null: there is none. @example 600000 */
  limit!: number | null;
  /** What the node that answers grants of it. @example 600000 */
  node_share!: number | null;
  resets_at!: string | null;
}

/** The quotas of a tenant with what is used up, counted for this answer. */
export class UsageBody {
  /** Items in all of its checklists. */
  items!: QuotaBody;
  /** Events since midnight (UTC), with what the service recorded. */
  events_per_day!: DailyQuotaBody;
  requests_per_minute!: RequestQuotaBody;
}

export class TenantDetailsBody extends TenantBody {
  usage!: UsageBody;
}

export class AddedTenantBody extends TenantBody {
  /** Key of its owner's account, shown this once. Null on a repeat of the request. */
  admin_key!: string | null;
  /** Says why `admin_key` is null. */
  note!: string | null;
}

export class TenantsAnswer {
  data!: TenantBody[];
  next_cursor!: string | null;
}

export class TenantWriteAnswer extends WriteAnswerBase {
  resource!: TenantBody;
}

export class TenantAddedAnswer extends WriteAnswerBase {
  resource!: AddedTenantBody;
}
