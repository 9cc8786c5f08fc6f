import type { ConnectorSettings, TicketConnector } from '../../../src/integrations/ticketing/connector.js';
import type { HttpSender } from '../../../src/integrations/ticketing/ticket-http.js';
import type { FakeSystem } from './fake-server.js';

/** A ticket system as its own people see it: what is behind the connector under test. */
export interface Behind {
  readonly url: string;
  /** What the connection logs in with. */
  readonly secret: string;
  readonly title: (id: string) => Promise<string>;
  readonly isClosed: (id: string) => Promise<boolean>;
  readonly comments: (id: string) => Promise<number>;
  /** Ana closes a ticket; gives when, as the system says. */
  readonly closeAsAna: (id: string) => Promise<string>;
  /** Somebody deletes a ticket. */
  readonly remove: (id: string) => Promise<void>;
  readonly stop: () => Promise<void>;
  /** Null behind a real one. */
  readonly fake: FakeSystem | null;
}

export interface Subject {
  readonly name: string;
  readonly target: Readonly<Record<string, string>>;
  /** A place that is not there; null where places are no part of a connection: what has no title is refused there. */
  readonly elsewhere: Readonly<Record<string, string>> | null;
  readonly start: () => Promise<Behind>;
  readonly make: (settings: ConnectorSettings, sender: HttpSender) => TicketConnector;
  /** A ticket's page, as a person would copy it. */
  readonly page: (url: string, id: string) => string;
  /** What a ticket shows of an item: an address alone, how it stands as well, or nothing. */
  readonly shows: 'link' | 'state' | null;
}
