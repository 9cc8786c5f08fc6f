/**
 * What the other system's answer means for a job: `rejected` and `not_found` stay so until somebody changes something,
 * `unavailable` and `throttled` pass, `unverified` and `malformed` are about an inbound call; `refused`: not the other
 * system, but the rules here.
 */
export type TicketingFailure =
  | 'rejected'
  | 'unauthorized'
  | 'not_found'
  | 'unavailable'
  | 'throttled'
  | 'unsupported'
  | 'unverified'
  | 'malformed'
  | 'refused';

/** The other system did not do what it was asked for, and what it said of that. */
export class TicketingFailed extends Error {
  override readonly name = 'TicketingFailed';

  constructor(
    readonly code: TicketingFailure,
    message: string,
    /** Seconds that it asked to be left alone for. */
    readonly retryAfter: number | null = null,
  ) {
    super(message);
  }
}

/** True where trying again later may help without anybody changing anything. */
export function mayPass(error: unknown): boolean {
  if (!(error instanceof TicketingFailed)) return true;
  return error.code === 'unavailable' || error.code === 'throttled';
}
