import type { EventData, RecordedEvent, StreamRef } from '../../eventstore/event.js';
import type { JsonValue } from '../../transparency/canonical-json.js';
import type { TicketRule, TicketState } from '../items/item-tickets.events.js';

export const TICKET_SYSTEMS = [
  'redmine',
  'rt',
  'github',
  'jira-cloud',
  'jira-data-center',
  'generic',
] as const;
export type TicketSystem = (typeof TICKET_SYSTEMS)[number];

/** What a connection is allowed and asked to do; nothing of it names people or places. */
export type ConnectionRules = {
  /** While it is not, nothing is polled and nothing written; what happens or is called meanwhile is caught up with. */
  active: boolean;
  /** When it asks for a ticket by itself. */
  rules: TicketRule[];
  /** Ids of projects that it is for; null: all. */
  projects: string[] | null;
  /** Levels of items that rules look at; null: all. */
  levels: string[] | null;
  /** What becomes of a ticket when its item is settled. */
  on_settled: 'close' | 'comment' | 'nothing';
  /** What becomes of it when its item is open again. */
  on_reopened: 'reopen' | 'comment' | 'nothing';
  /** What a ticket that is done is to its item; `check_if_known`: attested where the ticket user is a member we know. */
  on_done: 'check' | 'check_if_known' | 'propose';
  /** Whether reasons and comments written here are told there. */
  tell_reasons: boolean;
  /** States by what the other system calls them, in lower case. */
  states: Record<string, TicketState>;
  /** What it calls the state a ticket is put into. */
  status_for: { open?: string; done?: string };
  poll_seconds: number;
};

/** Where it goes, as whom people there are known here, and how tickets read: may name people and places. */
export type ConnectionPlace = {
  name: string;
  base_url: string;
  target: Record<string, string>;
  people: { user: string; member: string }[];
  /** Templates by the other system's fields. */
  fields: Record<string, string>;
  /** Templates; null: the usual. */
  title: string | null;
  text: string | null;
  /** Of a generic connection. */
  definition: { [name: string]: JsonValue } | null;
};

type Described = { key: string; system: TicketSystem } & ConnectionRules;

export type ConnectionEvent =
  | {
      type: 'connection.added';
      revision: 1;
      payload: Described & { secret_id: string; inbound_secret_id: string | null };
      private: ConnectionPlace;
    }
  | { type: 'connection.changed'; revision: 1; payload: Described; private: ConnectionPlace }
  | {
      type: 'connection.secret_rotated';
      revision: 1;
      payload: { key: string; which: 'api' | 'inbound'; secret_id: string | null; before: string | null };
    }
  | { type: 'connection.removed'; revision: 1; payload: { key: string }; private: { reason: string } };

export const CONNECTION_EVENT_TYPES: readonly ConnectionEvent['type'][] = [
  'connection.added',
  'connection.changed',
  'connection.secret_rotated',
  'connection.removed',
];

export const CONNECTION_PREFIX = 'con_';

/** A connection's id is also the actor's of what it does itself. */
export function connectionStream(id: string): StreamRef {
  return { type: 'connection', id };
}

export function asConnectionEvent(event: RecordedEvent | EventData): ConnectionEvent | null {
  return CONNECTION_EVENT_TYPES.some((type) => type === event.type)
    ? (event as unknown as ConnectionEvent)
    : null;
}

export function describeConnectionEvent(event: ConnectionEvent): string {
  const { key } = event.payload;
  switch (event.type) {
    case 'connection.added':
      return `connected the ticket system ${key} (${event.payload.system})`;
    case 'connection.changed':
      return `changed the connection ${key}${event.payload.active ? '' : ', which rests'}`;
    case 'connection.secret_rotated':
      return `gave the connection ${key} another ${event.payload.which === 'api' ? '' : 'inbound '}secret`;
    case 'connection.removed':
      return `removed the connection ${key}`;
  }
}
