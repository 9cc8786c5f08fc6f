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
 * onto a page that was read already. `page` counts from 0 where many changed within one second.
 */
export async function changesByTime(
  since: string,
  mostPages: number,
  ask: (since: string, page: number) => Promise<ChangePage>,
): Promise<TicketChanges> {
  const seen = new Map<string, string>();
  let [from, page] = [second(since), 0];
  for (let asked = 0; asked < mostPages; asked += 1) {
    const { changes, isFull } = await ask(from, page);
    for (const { externalId, updatedAt } of changes) {
      seen.delete(externalId);
      seen.set(externalId, updatedAt);
    }
    const last = changes.at(-1);
    if (!isFull) break;
    const next = last ? second(last.updatedAt) : from;
    [from, page] = next > from ? [next, 0] : [from, page + 1];
  }
  const tickets = [...seen].map(([externalId, updatedAt]) => ({ externalId, updatedAt }));
  return { tickets, cursor: tickets.at(-1)?.updatedAt ?? null };
}

/** RFC 3339 in UTC, whole seconds, as GitHub and Redmine read it. */
function second(time: string): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
