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

/** A project's log, folded step by step as time goes on: for many moments at the cost of one reading. */
export class ProjectLog {
  readonly rows: RowSet;
  private waiting: RecordedEvent[] = [];
  private after = -1;
  private isRead = false;
  private position = -1;

  constructor(
    private readonly store: EventStore,
    private readonly projection: Projection,
    private readonly tenant: string,
    private readonly project: string,
    private readonly dismissed: ReadonlySet<number>,
  ) {
    this.rows = new RowSet(projection.tables, true);
  }

  /** Folds what was recorded by a time, which is none before the last one. Gives the position reached, -1 for none. */
  async foldThrough(time: string): Promise<number> {
    for (;;) {
      const end = this.waiting.findIndex((event) => event.createdAt > time);
      const ready = end === -1 ? this.waiting : this.waiting.slice(0, end);
      this.waiting = end === -1 ? [] : this.waiting.slice(end);
      const wanted = ready.filter(
        (event) => this.projection.eventTypes.includes(event.type) && !this.dismissed.has(event.position),
      );
      const { store, projection, tenant } = this;
      fold(projection, this.rows, wanted, await referencedBy(store, projection, tenant, wanted));
      this.position = ready.at(-1)?.position ?? this.position;
      if (end !== -1 || this.isRead) return this.position;
      await this.readOn();
    }
  }

  private async readOn(): Promise<void> {
    const { project, after } = this;
    this.waiting = await this.store.query(this.tenant, { project, after, order: 'asc', limit: PAGE });
    this.after = this.waiting.at(-1)?.position ?? after;
    this.isRead = this.waiting.length < PAGE;
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
