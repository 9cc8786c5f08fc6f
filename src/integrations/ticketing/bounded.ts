import { TicketingFailed } from './connector-errors.js';
import type { TicketRef, TicketSnapshot } from './snapshot.js';

/** Characters of an id, key, status or name over there that are kept; a URL may have more. */
export const LONGEST_NAME = 200;
const LONGEST_URL = 2048;
const CONTROLS = /\p{Cc}/gu;

/**
 * A ticket as its system names it, with what events and tables can hold, whatever that system says. Throws
 * TicketingFailed (rejected) for an id that is none.
 */
export function boundedRef<T extends TicketRef>(ref: T): T {
  const { externalId, key, url } = ref;
  const isId =
    externalId.trim() !== '' && externalId.length <= LONGEST_NAME && name(externalId) === externalId;
  if (!isId)
    throw new TicketingFailed(
      'rejected',
      `the id of a ticket has 1 to ${LONGEST_NAME} characters, no control characters`,
    );
  return {
    ...ref,
    key: name(key),
    url: url.length > LONGEST_URL || name(url, LONGEST_URL) !== url ? '' : url,
  };
}

/** The same with how it stands, and who moved it. */
export function boundedSnapshot(snapshot: TicketSnapshot): TicketSnapshot {
  const { status, statusChange } = snapshot;
  const by = statusChange?.by ?? null;
  const cut = (text: string | null): string | null => (text === null ? null : name(text));
  return {
    ...boundedRef(snapshot),
    status: name(status),
    statusChange: statusChange && {
      ...statusChange,
      by: by && { id: name(by.id), login: cut(by.login), email: cut(by.email) },
    },
  };
}

function name(text: string, longest = LONGEST_NAME): string {
  return text.slice(0, longest).toWellFormed().replaceAll(CONTROLS, '\ufffd');
}
