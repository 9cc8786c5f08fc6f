import type { ConnectionPlace, ConnectionRules } from '../../features/connections/connection.events.js';
import type { TicketState } from '../../features/items/item-tickets.events.js';
import type { TicketSnapshot, TicketUser } from './connector.js';

/** Words that say, in most systems, that what was asked for is not going to be done. */
const GIVEN_UP =
  /^(rejected|deleted|declined|cancell?ed|wont ?fix|won.t (do|fix)|not[ _]planned|duplicate|invalid)$/;
const BEGUN = /^(in[ _-]progress|doing|started|in[ _-]review|testing|assigned)$/;

/** What a ticket's status is here: as the connection maps it, else by whether it is closed there and by its name. */
export function stateOf(
  states: ConnectionRules['states'],
  { status, isClosed }: Pick<TicketSnapshot, 'status' | 'isClosed'>,
): TicketState {
  const name = status.trim().toLowerCase();
  const mapped = states[name];
  if (mapped !== undefined) return mapped;
  if (isClosed) return GIVEN_UP.test(name) ? 'rejected' : 'done';
  return BEGUN.test(name) ? 'in_progress' : 'open';
}

/** The member that a user of the other system is, by id, login or address, in any case; null where nobody said. */
export function memberOf(people: ConnectionPlace['people'], user: TicketUser | null): string | null {
  if (!user) return null;
  const names = [user.id, user.login, user.email].flatMap((name) =>
    name === null || name === '' ? [] : [name.toLowerCase()],
  );
  return people.find((one) => names.includes(one.user.toLowerCase()))?.member ?? null;
}

/** Whether two users of the other system are the same; false where nobody knows. */
export function isSameUser(one: TicketUser, other: TicketUser): boolean {
  return one.id !== '' && one.id === other.id;
}
