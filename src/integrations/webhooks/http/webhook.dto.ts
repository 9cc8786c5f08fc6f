import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, isIn } from 'class-validator';
import { LEVELS } from '../../../features/templates/template.events.js';
import { eachOf } from '../../../http/member-errors.js';
import { PageQuery } from '../../../http/paging.js';
import { QueryPosition } from '../../../http/query-values.js';
import { IsHttpUrl, IsPosition, Line, Omittable, rule, Text } from '../../../http/validators.js';
import { WriteAnswerBase } from '../../../http/write-answer.dto.js';
import { isSigningSecret } from '../delivery/signature.js';
import { DELIVERY_STATES } from '../queries/get-deliveries.js';

const MOST_NAMED = 100;
const MOST_HOURS = 168;
const TYPE = /^[a-z]{1,40}\.([a-z_]{1,60}|\*)$/;

function ListOfTexts(code: string, test: (text: string) => boolean, says: string): PropertyDecorator {
  const isRight = (value: unknown): boolean => typeof value === 'string' && test(value);
  const decorators = [
    IsArray({ message: 'must be a list' }),
    ArrayMaxSize(MOST_NAMED, { message: `must have at most ${MOST_NAMED} elements` }),
    ArrayUnique({ message: 'must not name anything twice' }),
    rule(code, isRight, says, eachOf(isRight, says)),
  ];
  return (target, key) => {
    for (const decorate of decorators) decorate(target, key);
  };
}

const isName = (text: string): boolean => text.length > 0 && text.length <= 128 && !/\p{Cc}/u.test(text);

class WebhookFilterBody {
  /** Keys or ids of projects; left out or empty: all, and what stands above projects. @example ['payments-api'] */
  @Omittable()
  @ListOfTexts('project', isName, 'must be the key or id of a project')
  @ApiProperty({ type: [String], maxItems: MOST_NAMED })
  projects?: string[];

  /** Types of events, `item.*` for all of an aggregate; left out or empty: all. A type that there is not is refused. @example ['item.*', 'gate.evaluated'] */
  @Omittable()
  @ListOfTexts('event_type', (text) => TYPE.test(text), 'must be a type such as item.checked, or item.*')
  @ApiProperty({ type: [String], maxItems: MOST_NAMED })
  types?: string[];

  /** Levels of items; with one named, only events of items of these levels. Left out or empty: all. */
  @Omittable()
  @ListOfTexts('level', (text) => isIn(text, LEVELS), `must be one of ${LEVELS.join(', ')}`)
  @ApiProperty({ enum: LEVELS, isArray: true })
  levels?: string[];
}

const isSecret = (value: unknown): boolean => typeof value === 'string' && isSigningSecret(value);
const SECRET_RULE = rule('signing_secret', isSecret, 'must be whsec_ and base64 of 24 to 64 bytes');

export class CreateWebhookBody extends WebhookFilterBody {
  /** @example 'Release channel' */
  @Line({ max: 200 })
  name!: string;

  /** Where events are posted to. It may hold a token: only who may change it is shown it. @example 'https://hooks.example.org/clearance' */
  @IsHttpUrl()
  url!: string;

  /** What deliveries are signed with (Standard Webhooks). Left out: one is made and told once. */
  @Omittable()
  @SECRET_RULE
  @ApiProperty({ type: 'string' })
  secret?: string;

  /** Position of the first event that is wanted. Left out: what comes from now on. @example 0 */
  @Omittable()
  @IsPosition()
  from?: number;
}

export class ChangeWebhookBody extends WebhookFilterBody {
  /** @example 'Release channel' */
  @Omittable()
  @Line({ max: 200 })
  name?: string;

  @Omittable()
  @IsHttpUrl()
  url?: string;
}

export class RotateSecretBody {
  /** Left out: one is made and told once. */
  @Omittable()
  @SECRET_RULE
  @ApiProperty({ type: 'string' })
  secret?: string;

  /** How long the old secret signs beside the new one. Left out: 24. @example 24 */
  @Omittable()
  @rule(
    'integer',
    (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MOST_HOURS,
    `must be an integer from 0 to ${MOST_HOURS}`,
  )
  @ApiProperty({ type: 'integer', minimum: 0, maximum: MOST_HOURS, default: 24 })
  overlap_hours?: number;
}

export class PauseBody {
  /** @example 'The receiver is being moved' */
  @Text({ max: 2000 })
  reason!: string;
}

export class RedeliverBody {
  /** Position of the first event. @example 100 */
  @IsPosition()
  from!: number;

  /** Position of the last event, included; 100,000 positions at most. @example 200 */
  @IsPosition()
  to!: number;
}

export class DeliveriesQuery extends PageQuery {
  @Omittable()
  @IsIn(DELIVERY_STATES)
  @ApiProperty({ enum: DELIVERY_STATES })
  state?: string;

  /** Deliveries of events before this position. */
  @Omittable()
  @QueryPosition()
  before?: number;
}

export class WebhookSecretRef {
  /** @example 'sec_7fq20c9x4m1r8b6v5k3j' */
  id!: string;
  /** When it signs no more; null for the newest. */
  retires_at!: string | null;
}

export class WebhookProgress {
  /** Everything up to here was delivered, or waits. @example 42 */
  position!: number;
  /** Events of the log that it has not come to yet. @example 0 */
  lag!: number;
  /** Attempts in a row that failed. @example 0 */
  failures!: number;
  failing_since!: string | null;
  last_success_at!: string | null;
  /** Deliveries that failed and are tried again, and those behind them. @example 0 */
  waiting!: number;
  /** Deliveries that were given up. @example 0 */
  dead!: number;
}

export class WebhookActor {
  id!: string;
  kind!: string;
}

/** A webhook; its secrets are never shown. */
export class WebhookAnswer {
  /** @example 'whk_7fq20c9x4m1r8b6v5k3j' */
  id!: string;
  name!: string;
  /** Scheme, host and port. @example 'https://hooks.example.org' */
  origin!: string;
  /** Null where the caller may not change it, and where the key that it is encrypted under is not there. */
  url!: string | null;
  /** `active`, `paused` (by somebody) or `disabled` (by Clearance). @example 'active' */
  status!: string;
  /** Of `disabled`: `gone` (410) or `failing`. @example null */
  cause!: string | null;
  status_since!: string;
  projects!: string[];
  types!: string[];
  levels!: string[];
  /** Those that sign, newest first. */
  secrets!: WebhookSecretRef[];
  delivery!: WebhookProgress;
  created_at!: string;
  created_by!: WebhookActor;
  /** Number of its newest event; the ETag. @example 1 */
  sequence!: number;
}

export class WebhooksAnswer {
  data!: WebhookAnswer[];
  next_cursor!: string | null;
}

export class WebhookWriteAnswer extends WriteAnswerBase {
  resource!: WebhookAnswer;
}

/** A webhook with the secret that was made for it: told once. */
export class WebhookSecretAnswer extends WriteAnswerBase {
  resource!: WebhookAnswer;
  /** Null where the caller gave it, and where the request is a repetition. */
  secret!: string | null;
}

export class WebhookDeletedAnswer extends WriteAnswerBase {
  /** Nothing is left of it but its events. */
  @ApiProperty({ type: 'object', nullable: true, additionalProperties: false })
  resource!: null;
}
