import type { RecordedEvent } from '../event.js';
import type { EventStore } from '../eventstore.js';
import { fold } from './fold.js';
import { UnknownRevision } from './apply.js';
import { isNewer, type Projection } from './projection.js';
import { ProjectionBehind } from './projection-reader.js';
import { EVENTS_BETWEEN_STATES, type KeptStates, type ProjectState, type StateScope } from './kept-states.js';
import type { RowSet } from './row-set.js';

const PAGE = 1_000;

/**
 * Answers what a projection's rows of a project were in the past: folded in memory by its own reducer, from the nearest
 * state that is kept, so that a question takes bounded work. Every EVENTS_BETWEEN_STATES events it keeps one itself.
 */
export class TimeTravel {
  constructor(
    private readonly store: EventStore,
    private readonly states: Pick<KeptStates, 'nearest' | 'keep'>,
    /** Hears why a state could not be kept: the answer is right without it. */
    private readonly onNotKept: (error: unknown) => void,
    private readonly limits = { page: PAGE, between: EVENTS_BETWEEN_STATES },
  ) {}

  /** The rows as they were before position `end`. Throws EventNotReducible, ProjectionBehind, StoreUnavailable. */
  async before(scope: StateScope, end: number): Promise<RowSet> {
    const { rows, next } = await this.states.nearest(scope, end);
    let folded = 0;
    for (let after = next - 1; ;) {
      const events = await this.page(scope, after, end);
      await this.fold(scope, rows, events);
      const last = events.at(-1);
      if (!last || events.length < this.limits.page) return rows;
      after = last.position;
      folded += events.length;
      if (folded < this.limits.between || folded < rows.size) continue;
      folded = 0;
      await this.states.keep(scope, { rows, next: after + 1 }).catch(this.onNotKept);
    }
  }

  /** For many moments at the cost of one reading, the first of them before position `end` or later. */
  async onwards(scope: StateScope, end: number): Promise<ProjectLog> {
    const state = await this.states.nearest(scope, end);
    return new ProjectLog(state, {
      pageSize: this.limits.page,
      page: (after) => this.page(scope, after),
      fold: (rows, events) => this.fold(scope, rows, events),
    });
  }

  private async page({ tenant, project }: StateScope, after: number, end?: number): Promise<RecordedEvent[]> {
    return await this.store.query(tenant, {
      project,
      after,
      ...(end === undefined ? {} : { before: end }),
      order: 'asc',
      limit: this.limits.page,
    });
  }

  private async fold(scope: StateScope, rows: RowSet, events: readonly RecordedEvent[]): Promise<void> {
    const { projection, tenant, dismissed } = scope;
    const wanted = events.filter(
      ({ type, position }) => projection.eventTypes.includes(type) && !dismissed.has(position),
    );
    const referenced = await referencedBy(this.store, projection, tenant, wanted);
    refuseNewer(projection, [...wanted, ...referenced.values()]);
    fold(projection, rows, wanted, referenced);
  }
}

interface LogSource {
  readonly pageSize: number;
  readonly page: (after: number) => Promise<RecordedEvent[]>;
  readonly fold: (rows: RowSet, events: readonly RecordedEvent[]) => Promise<void>;
}

/** A project's log, folded step by step as time goes on. */
class ProjectLog {
  readonly rows: RowSet;
  private waiting: RecordedEvent[] = [];
  private after: number;
  private isRead = false;
  private position: number;

  constructor(
    { rows, next }: ProjectState,
    private readonly source: LogSource,
  ) {
    this.rows = rows;
    this.position = this.after = next - 1;
  }

  /** Folds what was recorded by a time, which is none before the last one. Gives the position reached, -1 for none. */
  async foldThrough(time: string): Promise<number> {
    for (;;) {
      const end = this.waiting.findIndex((event) => event.createdAt > time);
      const ready = end === -1 ? this.waiting : this.waiting.slice(0, end);
      this.waiting = end === -1 ? [] : this.waiting.slice(end);
      await this.source.fold(this.rows, ready);
      this.position = ready.at(-1)?.position ?? this.position;
      if (end !== -1 || this.isRead) return this.position;
      await this.readOn();
    }
  }

  private async readOn(): Promise<void> {
    this.waiting = await this.source.page(this.after);
    this.after = this.waiting.at(-1)?.position ?? this.after;
    this.isRead = this.waiting.length < this.source.pageSize;
  }
}

// What is guessed would be kept, and be the answer of newer nodes too.
function refuseNewer(projection: Projection, events: readonly RecordedEvent[]): void {
  const unknown = events.find((event) => isNewer(projection, event));
  if (!unknown) return;
  const cause = new UnknownRevision(projection.name, unknown, unknown.position);
  throw new ProjectionBehind(projection.name, { cause });
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
