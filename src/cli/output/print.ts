import { type Column, csvLine } from '../../http/csv.js';
import type { Answer } from '../client/answer.js';
import type { Sink } from '../io.js';
import { table, type TableColumn } from './table.js';

export const OUTPUT_FORMATS = ['table', 'json', 'ndjson', 'csv'] as const;
export type OutputFormat = (typeof OUTPUT_FORMATS)[number];

/** How rows of a kind are shown. */
export interface View<Row> {
  /** What they are called, such as `items`. */
  readonly plural: string;
  readonly table: readonly TableColumn<Row>[];
  readonly csv: readonly Column<Row>[];
}

/** Where output goes and notes for a person go. */
export interface Printer {
  readonly out: Sink;
  readonly format: OutputFormat;
  /** Tells a person at a terminal something; scripts do not hear it. */
  readonly note: (text: string) => Promise<void>;
}

/** Prints a list; NDJSON and CSV as its pages come, table and JSON when all are there. */
export async function printList<Row>(
  printer: Printer,
  view: View<Row>,
  pages: AsyncIterable<readonly Row[]>,
): Promise<void> {
  const { out, format } = printer;
  switch (format) {
    case 'ndjson':
      return await printPages(out, pages, ndjson);
    case 'csv':
      await out.write(csvLine(view.csv.map(({ name }) => name)));
      return await printPages(out, pages, (rows) => csv(rows, view));
    case 'json':
      return await out.write(
        `[${(await all(pages)).map((row) => `\n${JSON.stringify(row)}`).join(',')}\n]\n`,
      );
    case 'table':
      return await printTable(printer, view, await all(pages));
  }
}

/** Prints rows that are there. */
export async function printTable<Row>(
  { out, note }: Printer,
  view: View<Row>,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return await note(`no ${view.plural}`);
  await out.write(table(rows, view.table, out.columns));
}

/** How an answer is shown to those who do not want its JSON. */
export interface Shown<T, Row> {
  readonly view: View<Row>;
  /** As CSV. */
  readonly rows: (value: T) => readonly Row[];
  /** As a table. */
  readonly words: (value: T) => string;
}

/** Prints one answer: as JSON the very text that the service sent, else what `shown` makes of it. */
export async function printAnswer<T, Row>(
  { out, format }: Printer,
  answer: Answer<T>,
  { view, rows, words }: Shown<T, Row>,
): Promise<void> {
  switch (format) {
    case 'json':
      return await out.write(answer.text.endsWith('\n') ? answer.text : `${answer.text}\n`);
    case 'ndjson':
      return await out.write(ndjson([answer.value]));
    case 'csv':
      return await out.write(csvLine(view.csv.map(({ name }) => name)) + csv(rows(answer.value), view));
    case 'table':
      return await out.write(words(answer.value));
  }
}

async function printPages<Row>(
  out: Sink,
  pages: AsyncIterable<readonly Row[]>,
  text: (rows: readonly Row[]) => string,
): Promise<void> {
  for await (const rows of pages) {
    await out.write(text(rows));
    if (out.isClosed) return;
  }
}

async function all<Row>(pages: AsyncIterable<readonly Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const page of pages) rows.push(...page);
  return rows;
}

function ndjson(rows: readonly unknown[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

function csv<Row>(rows: readonly Row[], view: View<Row>): string {
  return rows.map((row) => csvLine(view.csv.map(({ value }) => value(row)))).join('');
}
