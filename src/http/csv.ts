/** A column of a CSV answer. Numbers are written as they are; texts so that no spreadsheet takes one for a formula. */
export interface Column<Row> {
  readonly name: string;
  readonly value: (row: Row) => string | number | boolean | null | undefined;
}

// OWASP, "CSV Injection": what these start with, a spreadsheet runs.
const FORMULA = /^[=+\-@\t\r]/;
const QUOTED = /[",\r\n]/;

/** One line (RFC 4180), with its CR LF. */
export function csvLine(cells: readonly (string | number | boolean | null | undefined)[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

function cell(value: string | number | boolean | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return `${value}`;
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
