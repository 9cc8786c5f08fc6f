import type { Box } from './box.js';
import { inlineText } from './inline-text.js';
import type { EngineEnv } from './markdown-engine.js';
import type { MarkdownSections } from './markdown-sections.js';
import { readMarker } from './marker.js';
import type { Marker } from './marker.js';
import type { DraftItem, Reading } from './reading.js';
import { isYes } from './table-items.js';
import type { ItemColumns, Table, TableRow } from './table-items.js';

/** Makes an item of a task box's text; null (and a diagnostic) when it holds no words. */
export function draftOfBox(
  box: Box,
  lines: { from: number; to: number },
  reading: Reading,
  sections: MarkdownSections,
  env: EngineEnv,
  repair: boolean,
): DraftItem | null {
  const inline = inlineText(box.body, env);
  let title = inline.text === '' ? inline.withImages : inline.text;
  if (title === '') {
    reading.diagnose('empty_box', 'This box has no text and is no item.', lines.from, lines.to);
    return null;
  }
  const clean = withoutStrayFence(title);
  if (clean !== null && !box.body.includes('\\')) {
    const message = 'The code fence at the end of this line is text: it opens no code.';
    reading.diagnose('stray_fence', message, lines.from, lines.to, `- [${box.checked ? 'x' : ' '}] ${clean}`);
    if (repair) title = clean;
  }
  const marker = markerOf(inline.comments, lines.from, lines.to, reading);
  return {
    title,
    description: [],
    links: inline.links,
    level: sections.level,
    phase: sections.phase,
    ...sections.rules,
    ...marker,
    claimed: box.checked,
    form: 'box',
    from_line: lines.from,
    to_line: lines.to,
    title_to_line: lines.to,
    end_line: lines.to,
    items: [],
  };
}

/** Makes an item of a table row; null when its title cell is empty. Marked columns go to the description. */
export function draftOfRow(
  row: TableRow,
  table: Table,
  columns: ItemColumns,
  sections: MarkdownSections,
  env: EngineEnv,
): DraftItem | null {
  const cell = inlineText(row.cells[columns.title] ?? '', env);
  const title = cell.text === '' ? cell.withImages : cell.text;
  if (title === '') return null;
  const links = [...cell.links];
  const description: string[] = [];
  table.headers.forEach((header, i) => {
    if (i === columns.title || i === columns.box || columns.marks.includes(i)) return;
    const other = inlineText(row.cells[i] ?? '', env);
    links.push(...other.links);
    if (other.text !== '')
      description.push(/descri|detail|note|^$/iu.test(header) ? other.text : `${header}: ${other.text}`);
  });
  const marked = columns.marks.filter((i) => isYes(row.cells[i] ?? '')).map((i) => table.headers[i] ?? '');
  if (marked.length > 0) description.push(`Marked: ${marked.join(', ')}`);
  return {
    title,
    description,
    links,
    level: sections.level,
    phase: sections.phase,
    ...sections.rules,
    claimed: columns.box !== null && isYes(row.cells[columns.box] ?? ''),
    form: 'row',
    from_line: row.line,
    to_line: row.line,
    title_to_line: row.line,
    end_line: row.line,
    items: [],
  };
}

function markerOf(comments: readonly string[], from: number, to: number, reading: Reading): Marker {
  for (const comment of comments) {
    const read = readMarker(comment, 'item');
    if (read === null) continue;
    for (const problem of read.problems) reading.diagnose('bad_marker', `${problem}.`, from, to);
    return read.marker;
  }
  return {};
}

/** The title without three or more backticks or tildes at its end; null when it has none. */
function withoutStrayFence(title: string): string | null {
  const mark = title.at(-1);
  if (mark !== '`' && mark !== '~') return null;
  let end = title.length;
  while (end > 0 && title[end - 1] === mark) end--;
  const clean = title.slice(0, end).trimEnd();
  return title.length - end >= 3 && clean !== '' ? clean : null;
}
