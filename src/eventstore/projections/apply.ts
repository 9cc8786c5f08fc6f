import { plainArray } from '../../database/array-literal.js';
import type { TransactionSql } from '../../database/connection.js';
import { failureCode, isTransient } from '../../database/failures.js';
import { sqlFile } from '../../database/sql-file.js';
import { type EventRow, eventFromRow } from '../event-row.js';
import type { RecordedEvent } from '../event.js';
import { type Failure, foldApart, isActive, prepare, type Prepared, type SetAside } from './fold.js';
import type { TransactionBound } from './transaction-bound.js';
import { isNewer, type Projection } from './projection.js';
import { RowSet } from './row-set.js';
import type { RowKey } from './table-spec.js';
import { deleteRows, loadRows, putRows } from './tables.js';

const READ_REFERENCED = sqlFile(import.meta.url, './sql/read-referenced.sql');

export type Generation = 'live' | 'rebuild';

/** Which rows are worked on, in whose transaction. */
export interface Scope {
  readonly sql: TransactionSql;
  readonly projection: Projection;
  readonly tenant: string;
  readonly generation: Generation;
  /** Null: the transaction may take its time. */
  readonly bound: TransactionBound | null;
}

/** The projection met an event that was written by newer code. It waits there for a node that knows it. */
export class UnknownRevision extends Error {
  override readonly name = 'UnknownRevision';

  constructor(
    projection: string,
    readonly event: RecordedEvent,
    /** Position of the event that cannot be taken: the same, or one that refers to it. */
    readonly position: number,
  ) {
    super(
      `projection ${projection} waits at position ${position}: it does not know revision ${event.revision} of ${event.type}`,
    );
  }
}

/** Reads rows of the log; one whose payload cannot be read becomes an event that fails in its turn. */
export function prepareRows({ projection, tenant }: Scope, rows: readonly EventRow[]): Prepared[] {
  return rows.map((row) => {
    try {
      return prepare(projection, eventFromRow(tenant, row));
    } catch (error) {
      return prepare(projection, eventFromRow(tenant, { ...row, payload: '{}' }), error);
    }
  });
}

/**
 * Folds events in memory and writes the rows that changed, one statement a table. Gives the events that failed.
 * Throws UnknownRevision, and what the database says about the rows.
 */
export async function applyEvents(
  scope: Scope,
  events: readonly Prepared[],
  aside: SetAside,
): Promise<Failure[]> {
  const { sql, projection, tenant, generation } = scope;
  const shadow = generation === 'rebuild';
  const active = events.filter((entry) => isActive(aside, entry));
  for (const { event } of active)
    if (isNewer(projection, event)) throw new UnknownRevision(projection.name, event, event.position);
  const rows = new RowSet(projection.tables);
  const referenced = new Map<number, RecordedEvent>();
  await loadFor(rows, active, referenced, false).into(scope);
  scope.bound?.check();
  const failures = foldApart(projection, rows, active, referenced, aside);
  const written: Promise<void>[] = [];
  for (const { spec, put, deleted } of rows.changes()) {
    if (put.length > 0) written.push(putRows(sql, projection, spec, put, tenant, shadow));
    if (deleted.length > 0) written.push(deleteRows(sql, projection, spec, deleted, tenant, shadow));
  }
  await Promise.all(written);
  return failures;
}

/** As applyEvents, but where the database refuses the rows the batch is halved down to the event at fault. */
export async function applyNarrowing(
  scope: Scope,
  events: readonly Prepared[],
  aside: SetAside,
): Promise<Failure[]> {
  try {
    return await scope.sql.savepoint((sql) => applyEvents({ ...scope, sql }, events, aside));
  } catch (error) {
    if (!isFaultOfEvents(error)) throw error;
    const [only] = events;
    if (only && events.length === 1) return [{ event: only.event, partition: only.partition, error }];
    const half = Math.ceil(events.length / 2);
    const first = await applyNarrowing(scope, events.slice(0, half), aside);
    const partitions = new Set([...aside.partitions, ...first.map(({ partition }) => partition)]);
    return [...first, ...(await applyNarrowing(scope, events.slice(half), { ...aside, partitions }))];
  }
}

// Classes of SQLSTATE that a row's values bring about: cardinality, data, constraints, limits such as an index entry's
// size. A missing table or right is nobody's event, and what passes by itself is not counted at all.
const BY_VALUES = /^(21|22|23|54)/;
const SQLSTATE = /^[0-9A-Z]{5}$/;
const FAULTS = [TypeError, RangeError, SyntaxError];

/** True where other rows would have gone through. */
export function isFaultOfEvents(error: unknown): boolean {
  if (error instanceof UnknownRevision || isTransient(error)) return false;
  const code = failureCode(error);
  return SQLSTATE.test(code) ? BY_VALUES.test(code) : FAULTS.some((kind) => error instanceof kind);
}

/** What has to be read before events can be folded. */
export interface Load {
  readonly isNeeded: boolean;
  /** Reads it, all at once, into the rows and the referenced events. Throws UnknownRevision. */
  readonly into: (scope: Scope) => Promise<void>;
}

/**
 * The rows and events that `active` events need and that are not in memory yet; `isComplete`: no row is behind those
 * that are.
 */
export function loadFor(
  rows: RowSet,
  active: readonly Prepared[],
  referenced: Map<number, RecordedEvent>,
  isComplete: boolean,
): Load {
  const missing = isComplete ? [] : [...rows.missing(active.flatMap(({ needs }) => [...needs]))];
  const positions = new Set(
    active.flatMap(({ references }) => references.filter((position) => !referenced.has(position))),
  );
  return {
    isNeeded: missing.length > 0 || positions.size > 0,
    into: async (scope) => {
      const { sql, projection, tenant, generation } = scope;
      const load = async ([name, keys]: [string, RowKey[]]): Promise<void> => {
        const table = projection.tables.find((spec) => spec.name === name);
        if (!table) throw new Error(`projection ${projection.name} has no table ${name}`);
        rows.load(name, keys, await loadRows(sql, projection, table, keys, tenant, generation === 'rebuild'));
      };
      await Promise.all([readReferenced(scope, [...positions], referenced), ...missing.map(load)]);
      for (const { event, references } of active)
        for (const position of references) {
          const named = referenced.get(position);
          if (named && isNewer(projection, named))
            throw new UnknownRevision(projection.name, named, event.position);
        }
    },
  };
}

async function readReferenced(
  { sql, tenant }: Scope,
  positions: readonly number[],
  referenced: Map<number, RecordedEvent>,
): Promise<void> {
  if (positions.length === 0) return;
  const rows = await sql.unsafe<EventRow[]>(READ_REFERENCED, [tenant, plainArray(positions)], {
    prepare: true,
  });
  for (const row of rows) referenced.set(row.position, eventFromRow(tenant, row));
}
