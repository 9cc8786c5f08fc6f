import type { RecordedEvent } from '../event.js';
import { partitionOf, type Projection } from './projection.js';
import type { RowNeed } from './table-spec.js';
import type { RowSet } from './row-set.js';

/** An event that the reducer could not take. */
export class EventNotReducible extends Error {
  override readonly name = 'EventNotReducible';

  constructor(
    readonly projection: string,
    readonly event: RecordedEvent,
    options: ErrorOptions,
  ) {
    super(`projection ${projection} cannot take ${event.type} at position ${event.position}`, options);
  }
}

/** What a batch does not touch: partitions that are set aside, by name, and events that were dismissed. */
export interface SetAside {
  readonly partitions: ReadonlySet<string>;
  readonly dismissed: ReadonlySet<number>;
}

export const NOTHING_SET_ASIDE: SetAside = { partitions: new Set(), dismissed: new Set() };

/** An event that failed, with the partition that it takes with it. */
export interface Failure {
  readonly event: RecordedEvent;
  readonly partition: string;
  readonly error: unknown;
}

/** An event with what the projection says of it beforehand; `fault` where even that could not be said. */
export interface Prepared {
  readonly event: RecordedEvent;
  readonly partition: string;
  readonly needs: readonly RowNeed[];
  readonly references: readonly number[];
  readonly fault: { readonly error: unknown } | null;
}

/** Asks the projection what an event needs. Never throws: an event that cannot be asked about fails in its turn. */
export function prepare(projection: Projection, event: RecordedEvent, unreadable: unknown = null): Prepared {
  const stand = { event, partition: event.project ?? event.stream.id, needs: [], references: [] };
  if (unreadable !== null) return { ...stand, fault: { error: unreadable } };
  try {
    return {
      event,
      partition: partitionOf(projection, event),
      needs: projection.needs(event),
      references: projection.references?.(event) ?? [],
      fault: null,
    };
  } catch (error) {
    return { ...stand, fault: { error } };
  }
}

/** True where the event is worked on: neither dismissed nor in a partition that is set aside. */
export function isActive({ partitions, dismissed }: SetAside, { event, partition }: Prepared): boolean {
  return (
    (partitions.size === 0 || !partitions.has(partition)) &&
    (dismissed.size === 0 || !dismissed.has(event.position))
  );
}

/**
 * Applies events to rows in memory. What an event changed before it failed is taken back, and later events of its
 * partition are left out.
 */
export function foldApart(
  projection: Projection,
  rows: RowSet,
  events: readonly Prepared[],
  referenced: ReadonlyMap<number, RecordedEvent>,
  aside: SetAside,
): Failure[] {
  const failures: Failure[] = [];
  const partitions = new Set(aside.partitions);
  const own = { ...aside, partitions };
  for (const prepared of events) {
    const { event, partition, fault } = prepared;
    if (!isActive(own, prepared)) continue;
    try {
      if (fault) throw fault.error;
      rows.attempt(() => projection.reduce(rows, event, referenced));
    } catch (error) {
      failures.push({ event, partition, error });
      partitions.add(partition);
    }
  }
  return failures;
}

/** As foldApart, but the first failure ends it: throws EventNotReducible. */
export function fold(
  projection: Projection,
  rows: RowSet,
  events: readonly RecordedEvent[],
  referenced: ReadonlyMap<number, RecordedEvent>,
): void {
  for (const event of events) {
    try {
      projection.reduce(rows, event, referenced);
    } catch (error) {
      throw new EventNotReducible(projection.name, event, { cause: error });
    }
  }
}
