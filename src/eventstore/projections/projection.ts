import type { RecordedEvent } from '../event.js';
import type { RowSet } from './row-set.js';
import type { RowNeed, TableSpec } from './table-spec.js';

/**
 * How events become rows. `reduce` is pure: the same events in the same order give the same rows, so live reading,
 * rebuild, time travel and tests share it. After ZITADEL's projections: a handler per table with a state row.
 */
export interface Projection {
  /** Lower case, digits and underscores: part of its tables' names. */
  readonly name: string;
  /** Raised when rows come out differently: the new version fills tables of its own beside the old ones. */
  readonly version: number;
  readonly tables: readonly TableSpec[];
  /** Types of the events it reads; the others only move its position. */
  readonly eventTypes: readonly string[];
  /** Newest revision of each type that `reduce` knows, 1 where it says nothing. A newer one pauses the projection. */
  readonly revisions?: Readonly<Record<string, number>>;
  /** What an event that fails takes with it until it is mended: its project, else its stream, where this is absent. */
  partition?(event: RecordedEvent): string;
  /** The rows that `reduce` may read or change for this event. Writing a row whole does not need it. */
  needs(event: RecordedEvent): readonly RowNeed[];
  /** Positions of earlier events that this one names and `reduce` reads, e.g. the template version applied. */
  references?(event: RecordedEvent): readonly number[];
  /** A rebuild reads no private parts, nor what LineEvent leaves out: rows depend on neither. */
  reduce(rows: RowSet, event: RecordedEvent, referenced: ReadonlyMap<number, RecordedEvent>): void;
}

/** The partition of an event: see Projection.partition. */
export function partitionOf(projection: Projection, event: RecordedEvent): string {
  return projection.partition?.(event) ?? event.project ?? event.stream.id;
}

/** True where the projection's code is older than the event: guessing at what it means is no answer. */
export function isNewer(projection: Projection, event: Pick<RecordedEvent, 'type' | 'revision'>): boolean {
  return event.revision > (projection.revisions?.[event.type] ?? 1);
}

/** Name of a table in the schema `projections`; `shadow` is the one that a rebuild fills. */
export function tableName(projection: Projection, table: TableSpec, shadow = false): string {
  return `${projection.name}_v${projection.version}_${table.name}${shadow ? '__rebuild' : ''}`;
}

/** The table that stands for all of a projection's where it has to be known which ones a state row speaks of. */
export function firstTable(projection: Projection, shadow = false): string | null {
  const [table] = projection.tables;
  return table ? `projections.${tableName(projection, table, shadow)}` : null;
}
