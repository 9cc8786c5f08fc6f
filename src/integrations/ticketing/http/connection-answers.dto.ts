import { ApiProperty } from '@nestjs/swagger';
import { WriteAnswerBase } from '../../../http/write-answer.dto.js';
import { PersonOfTickets } from './connection.dto.js';

/** How a connection is doing. */
export class ConnectionHealth {
  /** Jobs that wait or are under way. @example 0 */
  pending!: number;
  /** Jobs that somebody has to see to. @example 0 */
  failed!: number;
  /** When changes were asked for last. */
  polled_at!: string | null;
  /** Time of the newest change seen there. */
  changed_at!: string | null;
  /** Polls in a row that went wrong. @example 0 */
  poll_failures!: number;
  /** Why the newest did. */
  poll_error!: string | null;
}

/** A connection to a ticket system. */
export class ConnectionBody {
  /** @example 'con_8b6v5k3j…' */
  id!: string;
  /** @example 'ops-redmine' */
  key!: string;
  /** @example 'redmine' */
  system!: string;
  /** Null, as all that names people and places, where it was erased. @example 'Operations Redmine' */
  name!: string | null;
  /** @example 'https://redmine.example.org' */
  base_url!: string | null;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' }, nullable: true })
  target!: Record<string, string> | null;
  active!: boolean;
  /** @example ['fail'] */
  rules!: string[];
  /** Ids; empty: all. */
  projects!: string[];
  /** Empty: all. */
  levels!: string[];
  /** @example 'close' */
  on_settled!: string;
  /** @example 'reopen' */
  on_reopened!: string;
  /** @example 'propose' */
  on_done!: string;
  tell_reasons!: boolean;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  states!: Record<string, string>;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  status_for!: Record<string, string>;
  people!: PersonOfTickets[] | null;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' }, nullable: true })
  fields!: Record<string, string> | null;
  title!: string | null;
  text!: string | null;
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  definition!: Record<string, unknown> | null;
  /** @example 60 */
  poll_seconds!: number;
  /** Where the other system sends its calls. @example '/v1/ticketing/inbound/con_8b6v5k3j…' */
  inbound_path!: string;
  /** Whether calls are taken. */
  takes_inbound!: boolean;
  secrets_changed_at!: string;
  created_at!: string;
  changed_at!: string;
  position!: number;
  sequence!: number;
}

export class ConnectionDetails extends ConnectionBody {
  health!: ConnectionHealth;
}

export class ConnectionWriteAnswer extends WriteAnswerBase {
  resource!: ConnectionBody;
}

export class ConnectionPage {
  data!: ConnectionDetails[];
  next_cursor!: string | null;
}

export class ConnectionTest {
  /** True where the other system took the login. @example true */
  ok!: boolean;
  /** Who the connection is there, where the other system says so. @example 'clearance' */
  user!: string | null;
  /** @example 'unauthorized' */
  failure!: string | null;
  error!: string | null;
}

/** Something that could not be done, and waits for somebody. */
export class TicketFailure {
  /** @example 'job_2f8x…' */
  id!: string;
  /** `out` or `in`. @example 'out' */
  direction!: string;
  /** `create`, `tell` or `observe`. @example 'create' */
  kind!: string;
  /** Id of the ticket here. */
  ticket!: string | null;
  /** What the other system knows it by. */
  external_id!: string | null;
  /** Id of the item. */
  item!: string | null;
  /** Of the event that it is due to. */
  position!: number | null;
  /** @example 3 */
  attempts!: number;
  /** @example 'rejected' */
  code!: string | null;
  /** What the other system, or the connection to it, said. */
  error!: string | null;
  created_at!: string;
  failed_at!: string;
}

export class TicketFailurePage {
  data!: TicketFailure[];
  next_cursor!: string | null;
}

export class TicketRetryAnswer {
  /** How many are tried again. @example 1 */
  retried!: number;
}

export class InboundAnswer {
  /** How many tickets are looked at; 0 for a call that was taken before, or is about none. @example 1 */
  accepted!: number;
}
