import type { Token } from 'markdown-it';
import { roleTitle } from './sign-off-line.js';
import { collapse } from './source-lines.js';

/** A table row: its line (from 1) and its cells' Markdown. */
export interface TableRow {
  line: number;
  cells: string[];
}

export interface Table {
  headers: string[];
  rows: TableRow[];
  from_line: number;
  to_line: number;
  /** Index of the token that closes the table. */
  end: number;
}

/** Reads the table that opens at a token. */
export function readTable(tokens: readonly Token[], start: number): Table {
  const map = tokens[start]?.map ?? [0, 0];
  const table: Table = { headers: [], rows: [], from_line: map[0] + 1, to_line: map[1], end: start };
  let row: TableRow | null = null;
  for (let i = start; i < tokens.length; i++) {
    const token = tokens[i];
    if (token?.type === 'tr_open') row = { line: (token.map?.[0] ?? 0) + 1, cells: [] };
    else if (token?.type === 'inline') row?.cells.push(token.content);
    else if (token?.type === 'thead_close') table.headers = row?.cells.map((cell) => plain(cell)) ?? [];
    else if (token?.type === 'tbody_open') row = null;
    else if (token?.type === 'tr_close' && row !== null && row.line > table.from_line) table.rows.push(row);
    else if (token?.type === 'table_close') return { ...table, end: i };
  }
  return { ...table, end: tokens.length - 1 };
}

/** What the columns of a checklist table mean. */
export interface ItemColumns {
  title: number;
  /** Columns whose cells are marks, apart from the box. */
  marks: number[];
  /** The column that says whether an item is done. */
  box: number | null;
}

const SURE =
  /^(?:check(?:s|list)?(?: (?:name|item|point))?|task|requirement|criteri(?:on|a)|control|to-?do|action item|チェック項目|確認項目|確認事項)s?$/iu;
const LIKELY = /^(?:item|step|action|name|topic|what|description|項目|内容)s?$/iu;
const DONE = /^(?:done|status|checked|completed?|ok|✓|✔|✅|state|完了|確認)\??$/iu;
const BOXES = new Set(['[ ]', '[x]', '☐', '☑', '☒', '□']);
const YES = new Set([
  '✓',
  '✔',
  '✔️',
  '✅',
  '☑',
  '☑️',
  'x',
  '[x]',
  'yes',
  'y',
  '●',
  '○',
  '〇',
  ':white_check_mark:',
  ':heavy_check_mark:',
  ':ballot_box_with_check:',
]);
const NO = new Set(['', '-', '–', '—', 'no', 'n', '☐', '□', '☒', '[ ]', '❌', '✗', '✘', ':x:', 'n/a']);

/** Whether a cell is a mark that says yes. */
export function isYes(cell: string): boolean {
  return YES.has(plain(cell).toLowerCase());
}

/**
 * Tells which columns of a table are items, or null when its rows are not items: it needs a column
 * named as a check, task, requirement, control or the like; or one named item, step, name and so on
 * next to a column of nothing but marks.
 */
export function itemColumns(table: Table): ItemColumns | null {
  if (table.rows.length === 0) return null;
  const marks: number[] = [];
  let box: number | null = null;
  table.headers.forEach((header, column) => {
    const cells = table.rows.map((row) => plain(row.cells[column] ?? '').toLowerCase());
    if (!cells.every((cell) => YES.has(cell) || NO.has(cell))) return;
    const isBox = DONE.test(header) || (cells.some((cell) => BOXES.has(cell)) && header !== '');
    if (isBox && box === null) box = column;
    else if (cells.some((cell) => YES.has(cell)) || BOXES.has(cells[0] ?? '')) marks.push(column);
  });
  const isTitle = (pattern: RegExp): number =>
    table.headers.findIndex((header, i) => pattern.test(header) && !marks.includes(i) && i !== box);
  const sure = isTitle(SURE);
  if (sure >= 0) return { title: sure, marks, box };
  const likely = isTitle(LIKELY);
  return likely >= 0 && (box !== null || marks.length > 0) ? { title: likely, marks, box } : null;
}

const ROLE = /^(?:role|approver|sign-?off|responsible|function|役割|承認者)s?$/iu;
const SIGNED = /^(?:signature|sign-?off|signed|approved|approval|date|署名|承認|日付)s?(?: by| date)?$/iu;

/** Gives the roles of a table that is to be signed (`Role | Name | Signature | Date`), else an empty list. */
export function signOffRows(table: Table): { title: string; line: number }[] {
  const role = table.headers.findIndex((header) => ROLE.test(header));
  const signed = table.headers.findIndex((header, i) => i !== role && SIGNED.test(header));
  if (role < 0 || signed < 0) return [];
  return table.rows.flatMap((row) => {
    const title = roleTitle(row.cells[role] ?? '');
    const blank = /^[_.…\s-]*$/u.test(row.cells[signed] ?? '');
    return title === null || !blank ? [] : [{ title, line: row.line }];
  });
}

function plain(cell: string): string {
  return collapse(cell.replace(/[*`]/gu, ''));
}
