import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { TICKET_SYSTEMS, type TicketSystem } from '../../../features/connections/connection.events.js';
import { TICKET_RULES, type TicketRule } from '../../../features/items/item-tickets.events.js';
import { LEVELS, type Level } from '../../../features/templates/template.events.js';
import { IsHttpUrl, IsKey, Line, ListOf, Omittable, rule, Text } from '../../../http/validators.js';

const MOST_MEMBERS = 50;

/** An object of texts, by names of at most 100 characters. */
function Texts(max: number, example: Record<string, string>): PropertyDecorator {
  const test = (value: unknown): boolean =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).length <= MOST_MEMBERS &&
    Object.entries(value).every(
      ([name, text]) =>
        name.length >= 1 && name.length <= 100 && typeof text === 'string' && text.length <= max,
    );
  const says = `must be an object of at most ${MOST_MEMBERS} texts of at most ${max} characters`;
  return (target, key) => {
    rule('texts', test, says)(target, key);
    ApiProperty({ type: 'object', additionalProperties: { type: 'string' }, example })(target, key);
  };
}

export class PersonOfTickets {
  /** Id, login or address of the user there. @example 'ana@example.org' */
  @Line({ max: 200 })
  user!: string;

  /** Id of the member here. @example 'mem_7fq20c9x4m1r8b6v5k3j' */
  @Line({ max: 128 })
  member!: string;
}

/** How a connection behaves; what is left out stays as it is, or is as the example in a new one. */
export class ConnectionSettingsBody {
  /** For people. @example 'Operations Redmine' */
  @Omittable()
  @Line({ max: 200 })
  name?: string;

  /** Where in it tickets go; the guide of each system says what it asks for. */
  @Omittable()
  @Texts(500, { project: 'readiness' })
  target?: Record<string, string>;

  /** False: it rests, and catches up when it is true again. @example true */
  @Omittable()
  @IsBoolean()
  active?: boolean;

  /** When it asks for a ticket by itself. @example ['fail'] */
  @Omittable()
  @IsArray()
  @ArrayUnique()
  @IsIn(TICKET_RULES, { each: true })
  @ApiProperty({ enum: TICKET_RULES, isArray: true })
  rules?: TicketRule[];

  /** Keys or ids of the projects that it is for; empty: all. @example ['payments-api'] */
  @Omittable()
  @IsArray()
  @ArrayMaxSize(1000)
  @IsString({ each: true })
  @MaxLength(128, { each: true })
  projects?: string[];

  /** Levels that rules look at; empty: all. @example ['required'] */
  @Omittable()
  @IsArray()
  @ArrayUnique()
  @IsIn(LEVELS, { each: true })
  @ApiProperty({ enum: LEVELS, isArray: true })
  levels?: Level[];

  /** What becomes of a ticket when its item is settled. @example 'close' */
  @Omittable()
  @IsIn(['close', 'comment', 'nothing'])
  on_settled?: 'close' | 'comment' | 'nothing';

  /** What becomes of it when its item is open again. @example 'reopen' */
  @Omittable()
  @IsIn(['reopen', 'comment', 'nothing'])
  on_reopened?: 'reopen' | 'comment' | 'nothing';

  /** What a ticket that is done is to its item: attested, attested where its user is a member we know, or proposed. @example 'propose' */
  @Omittable()
  @IsIn(['check', 'check_if_known', 'propose'])
  on_done?: 'check' | 'check_if_known' | 'propose';

  /** Whether reasons and comments written here are told there. @example true */
  @Omittable()
  @IsBoolean()
  tell_reasons?: boolean;

  /** States here by statuses there. */
  @Omittable()
  @Texts(50, { 'waiting for customer': 'in_progress' })
  states?: Record<string, string>;

  /** The status there to put a ticket into, for `open` and `done`. */
  @Omittable()
  @Texts(200, { done: 'Closed' })
  status_for?: Record<string, string>;

  /** Who is who. */
  @Omittable()
  @ListOf(() => PersonOfTickets, { max: 1000 })
  people?: PersonOfTickets[];

  /** Further fields of a new ticket, each a template. */
  @Omittable()
  @Texts(2000, { priority: 'High' })
  fields?: Record<string, string>;

  /** Template of a ticket's title; empty: the usual. @example '{{ project }}: {{ item.title }}' */
  @Omittable()
  @Text({ min: 0, max: 2000 })
  title?: string;

  /** Template of its text; empty: the usual. @example '{{ item.description }}' */
  @Omittable()
  @Text({ min: 0, max: 16_000 })
  text?: string;

  /** How a generic connection speaks to its tool: docs/ticketing/generic.md. */
  @Omittable()
  @rule(
    'object',
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
    'must be an object',
  )
  @ApiProperty({ type: 'object', additionalProperties: true })
  definition?: Record<string, unknown>;

  /** How often changes are asked for. @example 60 */
  @Omittable()
  @IsInt()
  @Min(5)
  @Max(86_400)
  poll_seconds?: number;
}

export class ConnectionChangeBody extends ConnectionSettingsBody {
  /** Where the other system is. @example 'https://redmine.example.org' */
  @Omittable()
  @IsHttpUrl()
  base_url?: string;
}

export class NewConnectionBody extends ConnectionSettingsBody {
  @IsKey()
  key!: string;

  /** @example 'redmine' */
  @IsIn(TICKET_SYSTEMS)
  @ApiProperty({ enum: TICKET_SYSTEMS })
  system!: TicketSystem;

  /** Where the other system is. @example 'https://redmine.example.org' */
  @IsHttpUrl()
  base_url!: string;

  /** What it logs in with; kept encrypted and never shown. @example '2f1c…' */
  @Line({ max: 4000 })
  secret!: string;

  /** What calls from there are verified with; without it none are taken. @example 'b3d7…' */
  @Omittable()
  @Line({ max: 500 })
  inbound_secret?: string;
}

export class SecretBody {
  /** @example '9a8b…' */
  @Line({ max: 4000 })
  secret!: string;
}

export class InboundSecretBody {
  /** Empty: calls are taken no more. @example 'b3d7…' */
  @Line({ min: 0, max: 500 })
  secret!: string;

  /** Whether calls that are verified with the one before are still taken, until the next change. @example true */
  @Omittable()
  @IsBoolean()
  keep_old?: boolean;
}

export class RemovalBody {
  /** @example 'We moved to another tracker' */
  @Text({ max: 4000 })
  reason!: string;
}

export class ConnectionPathOf {
  /** Key or id. @example 'ops-redmine' */
  @Line({ max: 128 })
  connection!: string;
}

export class FailurePath extends ConnectionPathOf {
  /** @example 'job_2f8x…' */
  @Line({ max: 128 })
  failure!: string;
}
