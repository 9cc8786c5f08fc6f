/** A column of a CSV answer. Numbers are written as they are; texts so that no spreadsheet takes one for a formula. */
export interface Column<Row> {
  readonly name: string;
  readonly value: (row: Row) => Cell;
}

type Cell = string | number | boolean | null | undefined;

/** Names of the members that one cell holds as they are. */
type PlainMember<Row> = { [Name in keyof Row]-?: Row[Name] extends Cell ? Name : never }[keyof Row] & string;

/** Columns that show members of a row as they are, under their own names. */
export function plainColumns<Row>(...names: readonly PlainMember<Row>[]): Column<Row>[] {
  return names.map((name) => ({ name, value: (row) => row[name] as Cell }));
}

// OWASP, "CSV Injection": what these start with, a spreadsheet runs, in their full width too where that is typed.
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
const QUOTED = /[",\r\n]/;

/** One line (RFC 4180), with its CR LF. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

function cell(value: Cell): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return `${value}`;
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
