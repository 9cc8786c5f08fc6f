import type { RecordedEvent } from '../event.js';
import type { EventStore } from '../eventstore.js';
import { fold } from './fold.js';
import type { Projection } from './projection.js';
import { RowSet } from './row-set.js';

const PAGE = 1_000;

/**
 * A project's rows as they were before position `end`, folded in memory by the projection's own reducer from the
 * project's events and the events that they name. `dismissed` positions are left out, as they are from the tables.
 * Throws EventNotReducible.
 */
export async function foldProject(
  store: EventStore,
  projection: Projection,
  tenant: string,
  project: string,
  end: number,
  dismissed: ReadonlySet<number> = new Set(),
): Promise<RowSet> {
  const rows = new RowSet(projection.tables, true);
  for (let after = -1; ;) {
    const events = await store.query(tenant, { project, after, before: end, order: 'asc', limit: PAGE });
    const wanted = events.filter(
      (event) => projection.eventTypes.includes(event.type) && !dismissed.has(event.position),
    );
    fold(projection, rows, wanted, await referencedBy(store, projection, tenant, wanted));
    const last = events.at(-1);
    if (!last || events.length < PAGE) return rows;
    after = last.position;
  }
}

async function referencedBy(
  store: EventStore,
  projection: Projection,
  tenant: string,
  events: readonly RecordedEvent[],
): Promise<Map<number, RecordedEvent>> {
  const positions = [...new Set(events.flatMap((event) => [...(projection.references?.(event) ?? [])]))];
  const found = await store.readPositions(tenant, positions);
  return new Map(found.map((event) => [event.position, event]));
}
