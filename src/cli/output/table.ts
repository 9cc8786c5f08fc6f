import { clip, pad, plain, textWidth } from './width.js';

/** A column of a table. */
export interface TableColumn<Row> {
  readonly title: string;
  readonly value: (row: Row) => string | number | null;
  /** May be shortened on a narrow terminal. */
  readonly isFlexible?: boolean;
}

const GAP = '  ';
const NARROWEST = 10;

/**
 * Rows under a line of titles.
 * @param columns width to fit into, in cells; null for as wide as it comes
 */
export function table<Row>(
  rows: readonly Row[],
  columns: readonly TableColumn<Row>[],
  width: number | null,
): string {
  const cells = rows.map((row) => columns.map(({ value }) => plain(`${value(row) ?? ''}`)));
  const lines = [columns.map(({ title }) => title), ...cells];
  const natural = columns.map((_, index) => Math.max(...columnOf(lines, index).map(textWidth)));
  const widths = width === null ? natural : fit(natural, columns, width - GAP.length * (columns.length - 1));
  return lines.map((line) => `${lineOf(line, widths)}\n`).join('');
}

function columnOf(lines: readonly (readonly string[])[], index: number): string[] {
  return lines.map((line) => line[index] ?? '');
}

function lineOf(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((cell, index) => pad(clip(cell, widths[index] ?? 0), widths[index] ?? 0))
    .join(GAP)
    .trimEnd();
}

/** Takes from the widest flexible column, a cell at a time, until all fits or none can give. */
function fit<Row>(
  natural: readonly number[],
  columns: readonly TableColumn<Row>[],
  width: number,
): readonly number[] {
  const widths = [...natural];
  const flexible = columns.flatMap(({ isFlexible }, index) => (isFlexible ? [index] : []));
  for (let over = widths.reduce((sum, cell) => sum + cell, 0) - width; over > 0; over--) {
    const widest = flexible.reduce(
      (best, index) => (at(widths, index) > at(widths, best) ? index : best),
      -1,
    );
    if (at(widths, widest) <= NARROWEST) break;
    widths[widest] = at(widths, widest) - 1;
  }
  return widths;
}

function at(widths: readonly number[], index: number): number {
  return widths[index] ?? 0;
}
