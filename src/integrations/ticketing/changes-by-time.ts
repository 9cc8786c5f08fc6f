import type { TicketChanges } from './connector.js';

/** A page of changes, oldest first. */
export interface ChangePage {
  readonly changes: TicketChanges['tickets'];
  /** Whether there may be more behind it. */
  readonly isFull: boolean;
}

/**
 * Reads all changes since a time from a system that gives them in pages, oldest first. A page goes on from the time of
 * the last one: with page numbers alone, a ticket that changes meanwhile moves to the end, and what stands behind it moves
 * onto a page that was read already. `page` counts from 0 where more than a page changed within one second; that second is
 * read until it holds as many as the time before, for the same reason.
 */
export async function changesByTime(
  since: string,
  mostPages: number,
  ask: (since: string, page: number) => Promise<ChangePage>,
): Promise<TicketChanges> {
  const seen = new Map<string, string>();
  let [from, page] = [second(since), 0];
  let [held, heldBefore] = [0, -1];
  for (let asked = 0; asked < mostPages; asked += 1) {
    const { changes, isFull } = await ask(from, page);
    for (const { externalId, updatedAt } of changes) {
      seen.delete(externalId);
      seen.set(externalId, updatedAt);
      if (second(updatedAt) === from) held += 1;
    }
    const last = changes.at(-1);
    const next = last ? second(last.updatedAt) : from;
    if (isFull && next === from) {
      page += 1;
    } else if (page > 0 && held !== heldBefore) {
      [page, held, heldBefore] = [0, 0, held];
    } else if (isFull) {
      [from, page, held, heldBefore] = [next, 0, 0, -1];
    } else break;
  }
  const tickets = [...seen].map(([externalId, updatedAt]) => ({ externalId, updatedAt }));
  tickets.sort((a, b) => Date.parse(a.updatedAt) - Date.parse(b.updatedAt));
  return { tickets, cursor: tickets.at(-1)?.updatedAt ?? null };
}

/** RFC 3339 in UTC, whole seconds, as GitHub and Redmine read it. */
function second(time: string): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
