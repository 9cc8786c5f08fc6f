import { clip, pad, plain, textWidth } from './width.js';

/** A column of a table. */
export interface TableColumn<Row> {
  readonly title: string;
  readonly value: (row: Row) => string | number | null;
  /** May be shortened on a narrow terminal. */
  readonly isFlexible?: boolean;
  /** May be left out on a narrow terminal, the last such column first. */
  readonly isOptional?: boolean;
}

/** The texts of a column, its title first. */
interface Cells {
  readonly texts: readonly string[];
  readonly natural: number;
  readonly isFlexible: boolean;
  readonly isOptional: boolean;
}

const GAP = '  ';
/** Flexible columns keep this much before another column is left out, and any column in the end. */
const NARROW = 20;
const NARROWEST = 8;

/**
 * Rows under a line of titles.
 * @param width to fit into, in cells; null for as wide as it comes
 */
export function table<Row>(
  rows: readonly Row[],
  columns: readonly TableColumn<Row>[],
  width: number | null,
): string {
  const all = columns.map((column) => cellsOf(rows, column));
  const shown = width === null ? all : withoutWhatDoesNotFit(all, width);
  const widths = shown.map(({ natural }) => natural);
  if (width !== null) {
    const flexible = shown.flatMap(({ isFlexible }, index) => (isFlexible ? [index] : []));
    shrink(widths, flexible, NARROW, width);
    shrink(widths, [...widths.keys()], NARROWEST, width);
  }
  return ['title', ...rows].map((_, line) => `${lineOf(shown, widths, line)}\n`).join('');
}

function cellsOf<Row>(rows: readonly Row[], column: TableColumn<Row>): Cells {
  const { title, value, isFlexible = false, isOptional = false } = column;
  const texts = [title, ...rows.map((row) => plain(`${value(row) ?? ''}`))];
  const natural = texts.reduce((widest, text) => Math.max(widest, textWidth(text)), 0);
  return { texts, natural, isFlexible, isOptional };
}

function withoutWhatDoesNotFit(columns: readonly Cells[], width: number): readonly Cells[] {
  const least = columns.map(({ natural, isFlexible }) => (isFlexible ? Math.min(natural, NARROW) : natural));
  const last = columns.findLastIndex(({ isOptional }) => isOptional);
  if (total(least) <= width || last < 0) return columns;
  return withoutWhatDoesNotFit(columns.toSpliced(last, 1), width);
}

/** Takes from the widest of some columns, a cell at a time, until all fit or none has more than `least`. */
function shrink(widths: number[], some: readonly number[], least: number, width: number): void {
  for (let over = total(widths) - width; over > 0; over--) {
    const widest = some.reduce((best, index) => (at(widths, index) > at(widths, best) ? index : best), -1);
    if (at(widths, widest) <= least) return;
    widths[widest] = at(widths, widest) - 1;
  }
}

function lineOf(columns: readonly Cells[], widths: readonly number[], line: number): string {
  return columns
    .map(({ texts }, index) => pad(clip(texts[line] ?? '', at(widths, index)), at(widths, index)))
    .join(GAP)
    .trimEnd();
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, GAP.length * (widths.length - 1));
}

function at(widths: readonly number[], index: number): number {
  return widths[index] ?? 0;
}
