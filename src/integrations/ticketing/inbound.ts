import type { TicketSnapshot } from './snapshot.js';
import { TicketingFailed } from './connector-errors.js';

/** An inbound call as it came: header names in lower case. */
export interface InboundCall {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What an inbound call says. A ticket whose connector can read is read again: the call is only a hint. */
export interface Inbound {
  /** What the other system calls this delivery; a repeated one is not taken again. Null: it says nothing. */
  readonly deliveryId: string | null;
  readonly tickets: readonly InboundTicket[];
}

export interface InboundTicket {
  readonly externalId: string;
  /** Where the connector cannot read: how it stands. */
  readonly snapshot: TicketSnapshot | null;
}

/** The JSON of a call that was verified. Throws TicketingFailed. */
export function jsonBody(call: InboundCall): unknown {
  try {
    return JSON.parse(call.body.toString('utf8'));
  } catch {
    throw new TicketingFailed('malformed', 'the body of the call is no JSON');
  }
}
