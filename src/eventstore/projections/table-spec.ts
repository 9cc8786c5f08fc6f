/** A value of a column. Structured values are kept as JSON text. */
export type Value = string | number | boolean | null;
export type Row = Readonly<Record<string, Value>>;
export type RowKey = Readonly<Record<string, Value>>;

export type ColumnType = 'text' | 'bigint' | 'integer' | 'boolean';

/** A table of a projection. Its real name carries projection and version; `tenant` leads its key by itself. */
export interface TableSpec {
  readonly name: string;
  readonly key: Readonly<Record<string, ColumnType>>;
  readonly columns: Readonly<Record<string, ColumnType>>;
  /** Columns of further indexes; the tenant is put first. */
  readonly indexes?: readonly (readonly string[])[];
}

export interface RowNeed {
  readonly table: string;
  readonly key: RowKey;
}
