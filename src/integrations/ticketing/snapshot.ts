/** A user of the other system. `id` is what it tells them apart by; members are mapped by any of the three. */
export interface TicketUser {
  readonly id: string;
  readonly login: string | null;
  readonly email: string | null;
}

export interface TicketRef {
  readonly externalId: string;
  /** What people call it: `#12`, `PAY-7`. */
  readonly key: string;
  readonly url: string;
}

/** How a ticket stands. */
export interface TicketSnapshot extends TicketRef {
  /** The other system's word for its state. */
  readonly status: string;
  /** Whether the other system has nothing left to do for it; what a connection maps otherwise goes before this. */
  readonly isClosed: boolean;
  /** Whether it is not there any more. */
  readonly isGone?: boolean;
  /** RFC 3339, UTC. */
  readonly updatedAt: string;
  /** The newest change of its status: who, and when (RFC 3339, UTC). Null where it has not changed or nobody says. */
  readonly statusChange: { readonly by: TicketUser | null; readonly at: string } | null;
}
