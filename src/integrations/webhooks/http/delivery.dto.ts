import { ApiProperty } from '@nestjs/swagger';
import { DELIVERY_STATES } from '../queries/get-deliveries.js';

const HEADERS = { type: 'object', additionalProperties: { type: 'string' } } as const;

export class SentRequest {
  /** The number of signatures stands for them. */
  @ApiProperty({ ...HEADERS, example: { 'webhook-id': '01961f0e-7c1a-7b2e-9f0a-0d3c5b7a9e11' } })
  headers!: Record<string, string>;
}

export class ReceivedAnswer {
  /** @example 200 */
  status!: number;
  @ApiProperty(HEADERS)
  headers!: Record<string, string>;
  /** Its first 1,024 bytes; empty where the event's private part was erased since. */
  body!: string;
  /** Whether there was more. */
  cut!: boolean;
}

export class AttemptAnswer {
  at!: string;
  /** @example 38 */
  duration_ms!: number;
  request!: SentRequest;
  response!: ReceivedAnswer | null;
  /** @example 'it answered 500' */
  error!: string | null;
}

export class DeliveredEvent {
  /** @example 42 */
  position!: number;
  /** The `webhook-id`, the same at every attempt. */
  id!: string;
  /** @example 'item.checked' */
  type!: string;
  aggregate!: string;
}

/** An event on its way to a webhook. */
export class DeliveryAnswer {
  /** Position of the event. @example 42 */
  id!: number;
  event!: DeliveredEvent;
  /** `waiting`: behind another one of its aggregate; `dead`: given up. */
  @ApiProperty({ enum: DELIVERY_STATES })
  state!: string;
  /** Since it was asked for last. @example 1 */
  attempts!: number;
  attempts_in_all!: number;
  first_at!: string;
  updated_at!: string;
  /** When it is tried again. */
  next_at!: string | null;
  /** Of the newest answer. */
  status!: number | null;
  error!: string | null;
  /** The newest attempts, 12 at most, oldest first. */
  log!: AttemptAnswer[];
}

export class DeliveryWithBody extends DeliveryAnswer {
  /** The body as it would be sent now: without what was erased since. */
  body!: string;
}

export class DeliveryPage {
  data!: DeliveryAnswer[];
  next_cursor!: string | null;
}

export class PingAnswer {
  /** The `webhook-id` that was sent. */
  id!: string;
  /** Whether the receiver answered with a status from 200 to 299. @example true */
  delivered!: boolean;
  attempt!: AttemptAnswer;
}
