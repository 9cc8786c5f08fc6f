import type { Inbound, InboundCall } from './inbound.js';
import type { TicketRef, TicketSnapshot, TicketUser } from './snapshot.js';

export type { TicketRef, TicketSnapshot, TicketUser } from './snapshot.js';

/** Where a connection goes and how it logs in there. */
export interface ConnectorSettings {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  /** What the system needs to know beside it, such as the project: docs/ticketing/<system>.md. */
  readonly target: Readonly<Record<string, string>>;
  /** Token, or `user:token`, as the system's guide says. */
  readonly secret: string;
  /** Of inbound calls; null where none are taken. */
  readonly inboundSecrets: readonly string[];
  /** The other system's status by the state it stands for, where that is not its own first choice. */
  readonly statusFor: Readonly<Partial<Record<WritableState, string>>>;
}

/** The states that a ticket is put into from here. */
export type WritableState = 'open' | 'done';

/** A ticket to be. */
export interface TicketDraft {
  /** Stands in the ticket, so that it is found again where the answer to its creation was lost. */
  readonly mark: string;
  readonly title: string;
  readonly text: string;
  /** By the other system's own names. */
  readonly fields: Readonly<Record<string, string>>;
  /** When it was asked for (RFC 3339): it cannot be older there. */
  readonly since: string;
}

/** Something to say in a ticket. `mark` tells it from all others. */
export interface TicketComment {
  readonly mark: string;
  readonly text: string;
}

/** An item as a ticket shows it. */
export interface ShownItem {
  /** Our ticket's id: showing it again changes what is shown. */
  readonly mark: string;
  readonly title: string;
  /** Its page; null where nobody said where that is. */
  readonly url: string | null;
  readonly isSettled: boolean;
}

/** Tickets that have changed, and from where to look the next time. */
export interface TicketChanges {
  readonly tickets: readonly { readonly externalId: string; readonly updatedAt: string }[];
  /** RFC 3339 of the newest change seen; null where nothing changed. */
  readonly cursor: string | null;
}

export interface Capabilities {
  /** Whether tickets can be read; otherwise only what inbound calls say is known. */
  readonly read: boolean;
  /** Whether changes can be asked for. */
  readonly poll: boolean;
  /** Whether inbound calls can be verified. */
  readonly inbound: boolean;
  /**
   * Seconds after which what was created is found by its mark for certain: systems with a search index lag behind.
   * A creation whose outcome is unknown is not repeated before that.
   */
  readonly findLagSeconds: number;
}

/**
 * What every ticket system can be asked for. Every method may throw TicketingFailed (connector-errors.ts) and what the
 * outbound client throws. Writes may be repeated: a repetition after a lost answer changes nothing more.
 */
export abstract class TicketConnector {
  abstract readonly capabilities: Capabilities;

  /** Who the connection is there: what it writes comes from this user. */
  abstract whoAmI(): Promise<TicketUser>;

  abstract create(draft: TicketDraft): Promise<TicketRef>;

  /** The ticket that bears the mark, null where there is none. */
  abstract findByMark(mark: string, since: string): Promise<TicketRef | null>;

  /** A ticket by what a person has of it: its URL or key. Null where that names none of this connection. */
  abstract locate(text: string): Promise<TicketRef | null>;

  /** Null where the ticket is gone. */
  abstract read(externalId: string): Promise<TicketSnapshot | null>;

  /** Changes the title or fields of a ticket. */
  abstract update(
    externalId: string,
    change: { readonly title?: string; readonly fields?: Readonly<Record<string, string>> },
  ): Promise<void>;

  /** `isRepeated`: it may have been said already, so it is looked for first. */
  abstract comment(externalId: string, comment: TicketComment, isRepeated: boolean): Promise<void>;

  /** Closes a ticket or opens it again; nothing where it is so. */
  abstract setState(externalId: string, state: WritableState): Promise<void>;

  /** Shows an item in the ticket; not there where the system has no place for that beside comments. */
  showItem?(externalId: string, item: ShownItem): Promise<void>;

  /** Shows it no more; nothing where it is not shown. */
  hideItem?(externalId: string, item: Pick<ShownItem, 'mark' | 'url'>): Promise<void>;

  /** Tickets changed at or after `since` (RFC 3339), oldest change first. */
  abstract changesSince(since: string): Promise<TicketChanges>;

  /** Checks that an inbound call comes from the other system, and reads which tickets it is about. */
  abstract receive(call: InboundCall): Promise<Inbound>;
}
