import type { Row, RowKey, RowNeed, TableSpec, Value } from './table-spec.js';

/** A reducer asked for a row that nobody announced: a mistake in `needs`, found by the first test that meets it. */
class RowNotLoaded extends Error {
  override readonly name = 'RowNotLoaded';
}

interface Entry {
  /** Has the columns of the key, maybe others too. */
  readonly key: RowKey;
  readonly row: Row | null;
  changed: boolean;
  /** The table has a row under the key. */
  readonly stored: boolean;
}

/** What a batch changed in one table. */
export interface TableChanges {
  readonly spec: TableSpec;
  /** Rows to write: those that the table has no row for yet, and those it has one for. */
  readonly put: readonly Row[];
  readonly added: readonly Row[];
  readonly replaced: readonly Row[];
  readonly deleted: readonly RowKey[];
}

interface Table {
  readonly spec: TableSpec;
  readonly keys: readonly string[];
  readonly rows: Map<string, Entry>;
  /** The key that was asked for last: what is got is mostly put right after. */
  last: { readonly values: readonly Value[]; readonly text: string };
}

/** Takes back one change. */
type Undo = () => void;

/**
 * The rows that a batch of events works on. Rows come in by `load`; the reducer gets, puts and deletes; what
 * changed goes out by `changes`. In `complete` mode nothing is behind it: a row that is not here is nowhere.
 */
export class RowSet {
  private readonly tables = new Map<string, Table>();

  private journal: Undo[] | null = null;

  constructor(
    specs: readonly TableSpec[],
    private readonly complete = false,
  ) {
    for (const spec of specs)
      this.tables.set(spec.name, {
        spec,
        keys: Object.keys(spec.key),
        rows: new Map(),
        last: { values: [], text: '' },
      });
  }

  /** Runs one event's changes: where `work` throws, the rows are as they were before it, and the error goes on. */
  attempt(work: () => void): void {
    const journal: Undo[] = [];
    this.journal = journal;
    try {
      work();
    } catch (error) {
      for (const undo of journal.reverse()) undo();
      throw error;
    } finally {
      this.journal = null;
    }
  }

  get(table: string, key: RowKey): Row | null {
    const entry = this.table(table).rows.get(this.keyOf(table, key));
    if (entry) return entry.row;
    if (this.complete) return null;
    throw new RowNotLoaded(`row ${JSON.stringify(key)} of ${table} was not announced by needs()`);
  }

  /** Writes a row whole, new or not. */
  put(table: string, row: Row): void {
    this.set(table, row, row);
  }

  /**
   * Changes columns of a row as `get` gave it, and that very object, beside its key: of a wide row a copy costs more than
   * all the rest of an event.
   */
  patch(table: string, row: Row, changes: Row): void {
    const entry = this.table(table).rows.get(this.keyOf(table, row));
    if (entry?.row !== row)
      throw new RowNotLoaded(`the row to be changed in ${table} is not the one that is held`);
    const own: Record<string, Value> = row;
    const columns = Object.keys(changes);
    if (this.journal) {
      const { changed } = entry;
      const before = columns.map((column) => row[column] ?? null);
      this.journal.push(() => {
        for (const [index, column] of columns.entries()) own[column] = before[index] ?? null;
        entry.changed = changed;
      });
    }
    // A text that is the same stays the old one: the new one goes with its event, at once.
    for (const column of columns) if (own[column] !== changes[column]) own[column] = changes[column] ?? null;
    entry.changed = true;
  }

  delete(table: string, key: RowKey): void {
    this.set(table, key, null);
  }

  /** Of the announced rows those that have not been loaded, once each. */
  missing(needs: readonly RowNeed[]): Map<string, RowKey[]> {
    const wanted = new Map<string, RowKey[]>();
    const seen = new Set<string>();
    for (const { table, key } of needs) {
      const text = this.keyOf(table, key);
      const mark = `${table} ${text}`;
      if (seen.has(mark) || this.table(table).rows.has(text)) continue;
      seen.add(mark);
      wanted.set(table, [...(wanted.get(table) ?? []), key]);
    }
    return wanted;
  }

  /** Takes in what the table holds for keys that were missing; a key without a row is known to have none. */
  load(table: string, keys: readonly RowKey[], rows: readonly Row[]): void {
    const entries = this.table(table).rows;
    for (const key of keys)
      entries.set(this.keyOf(table, key), { key, row: null, changed: false, stored: false });
    for (const row of rows)
      entries.set(this.keyOf(table, row), { key: row, row, changed: false, stored: true });
  }

  /** Rows to write and keys to delete, by table, in the order they were first touched. */
  changes(): TableChanges[] {
    return [...this.tables.values()].map(({ spec, keys, rows }) => {
      const changed = [...rows.values()].filter((entry) => entry.changed);
      return {
        spec,
        put: changed.flatMap(({ row }) => (row ? [row] : [])),
        replaced: changed.flatMap(({ row, stored }) => (row && stored ? [row] : [])),
        added: changed.flatMap(({ row, stored }) => (row && !stored ? [row] : [])),
        deleted: changed.flatMap(({ key, row }) => (row ? [] : [keyOnly(keys, key)])),
      };
    });
  }

  /** What changed has been written. */
  settle(): void {
    for (const { rows } of this.tables.values())
      for (const [text, { key, row, changed }] of rows)
        if (changed) rows.set(text, { key, row, changed: false, stored: row !== null });
  }

  /** How many rows are held, changed or not. */
  get size(): number {
    return [...this.tables.values()].reduce((sum, { rows }) => sum + rows.size, 0);
  }

  /** All rows of a table that are there, in the order of their keys. */
  all(table: string): Row[] {
    const { rows } = this.table(table);
    return [...rows.keys()].sort().flatMap((text) => {
      const row = rows.get(text)?.row;
      return row ? [row] : [];
    });
  }

  /** The same in no order: to sort many rows takes longer than to read them. */
  *each(table: string): Generator<Row, void, undefined> {
    for (const { row } of this.table(table).rows.values()) if (row) yield row;
  }

  private set(table: string, key: RowKey, row: Row | null): void {
    const { rows } = this.table(table);
    const text = this.keyOf(table, key);
    const before = rows.get(text);
    this.journal?.push(() => (before ? rows.set(text, before) : rows.delete(text)));
    rows.set(text, { key, row, changed: true, stored: before?.stored ?? false });
  }

  private table(name: string): Table {
    const table = this.tables.get(name);
    if (!table) throw new Error(`the projection has no table ${name}`);
    return table;
  }

  // No value holds the separator: U+0000 is not let into the log.
  private keyOf(name: string, row: RowKey): string {
    const table = this.table(name);
    const { keys, last } = table;
    if (last.values.length > 0 && keys.every((column, index) => (row[column] ?? null) === last.values[index]))
      return last.text;
    const values: Value[] = [];
    let text = '';
    for (const column of keys) {
      const value = row[column] ?? null;
      values.push(value);
      text += value === null ? '\u0000N' : `\u0000V${value}`;
    }
    table.last = { values, text };
    return text;
  }
}

function keyOnly(columns: readonly string[], key: RowKey): RowKey {
  return Object.fromEntries(columns.map((column) => [column, key[column] ?? null]));
}
