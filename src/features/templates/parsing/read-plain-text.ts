import { ChecklistTooLarge } from './checklist-errors.js';
import { splitGlued, styleOf } from './glue.js';
import type { ListStyle, Part } from './glue.js';
import { LIMITS } from './limits.js';
import type { ParseOptions } from './parsed-checklist.js';
import { readEntries, textOf } from './plain-entries.js';
import type { Entry } from './plain-entries.js';
import { plainHeading, readPlainLine } from './plain-lines.js';
import type { PlainLine } from './plain-lines.js';
import { Reading } from './reading.js';
import type { DraftItem } from './reading.js';
import { readSignOffLine } from './sign-off-line.js';
import { cut } from './source-lines.js';

/**
 * Reads a plain text checklist: items are the lines that start with a bullet (`-`, `*`, `•`), a
 * number (`1.`) or a box (`[ ]`), nested by indentation; indented lines below carry on an item. A
 * few words with a colon above a list head a section. Lists must be the body of the text, more than
 * half of its lines; otherwise it is prose with bullets and has no items.
 *
 * @throws ChecklistTooLarge, ChecklistTooDeep
 */
export function readPlainText(lines: readonly string[], options: ParseOptions): Reading {
  const reading = new Reading();
  const long = lines.findIndex((line) => line.length > LIMITS.line);
  if (long >= 0)
    throw new ChecklistTooLarge(`Line ${long + 1} has more than ${LIMITS.line} characters.`, long + 1);
  const plain = lines.map((line) => readPlainLine(line));
  const headings = plain.filter((line) => line.kind === 'text' && plainHeading(line.text) !== null);
  const titleLine = introduce(plain, headings.length === 1, options.name, reading);
  const entries = readEntries(plain);
  if (!isChecklist(plain, entries, reading)) return reading;
  reportMarks(plain, lines, options, reading);
  addItems(entries, plain, titleLine, options.repair, reading);
  reading.title ??= reading.sections[0]?.title || (reading.sections[0]?.items[0]?.title ?? null);
  return reading;
}

/**
 * Takes title and introduction from the text above the first list line; gives the title's line, which
 * heads no section. A heading is the title when it is marked with `#` or is the only one.
 */
function introduce(
  plain: readonly PlainLine[],
  onlyHeading: boolean,
  name: string | undefined,
  reading: Reading,
): PlainLine | null {
  let titleLine: PlainLine | null = null;
  reading.title = name ?? null;
  for (const [i, line] of plain.entries()) {
    if (line.kind === 'list') break;
    if (line.kind !== 'text') continue;
    const heading = plainHeading(line.text);
    const heads = heading !== null && titleLine === null && (onlyHeading || line.text.startsWith('#'));
    if (heads) titleLine = line;
    if (reading.title === null && (heads || heading === null)) {
      reading.title = heading ?? line.text;
      reading.titleLine = i + 1;
    } else if (heading === null) reading.description ??= cut(line.text, LIMITS.description);
  }
  return titleLine;
}

function isChecklist(plain: readonly PlainLine[], entries: readonly Entry[], reading: Reading): boolean {
  const listed = entries.reduce((sum, entry) => sum + 1 + entry.wrapped + entry.broken, 0);
  const prose = plain.filter((line) => line.kind === 'text' && plainHeading(line.text) === null).length;
  const broken = entries.reduce((sum, entry) => sum + entry.wrapped + entry.broken, 0);
  if (entries.length === 0 || listed > prose - broken) return entries.length > 0;
  const first = entries[0]?.at ?? 0;
  reading.diagnose(
    'prose_with_bullets',
    `The text is prose: ${listed} of its lines are list lines, ${prose - broken} are not. It has no items.`,
    first + 1,
    (entries.at(-1)?.at ?? first) + 1,
  );
  return false;
}

function reportMarks(
  plain: readonly PlainLine[],
  lines: readonly string[],
  options: ParseOptions,
  reading: Reading,
): void {
  plain.forEach((line, i) => {
    const at = i + 1;
    const found = line.kind === 'sign-off' ? readSignOffLine(lines[i] ?? '') : null;
    if (found !== null) {
      const message = `${found.title} is to sign here: a sign-off with the role "${found.role}", not an item.`;
      reading.diagnose('sign_off_line', message, at, at, `sign-off: ${found.role}`);
      const source = { from_line: at, to_line: at };
      if (options.repair) reading.addSignOff({ role: found.role, title: found.title, source }, at);
    }
    if (line.kind === 'placeholder') {
      reading.diagnose('placeholder', `"${cut(line.text, 80)}" is a placeholder that nobody filled.`, at, at);
    }
  });
}

function addItems(
  entries: readonly Entry[],
  plain: readonly PlainLine[],
  titleLine: PlainLine | null,
  repair: boolean,
  reading: Reading,
): void {
  const style = styleOf(
    entries.map((entry) => ({ marker: entry.line.marker, text: textOf(entry, plain, entry.wrapped).text })),
  );
  const open: { indent: number; item: DraftItem }[] = [];
  let from = 0;
  for (const entry of entries) {
    if (startSection(plain, from, entry.at, titleLine, reading)) open.length = 0;
    from = entry.at + 1;
    while ((open.at(-1)?.indent ?? -1) >= entry.line.indent) open.pop();
    const parent = open.at(-1)?.item ?? null;
    for (const item of draftsOf(entry, plain, style, repair, reading)) {
      reading.addItem(item, parent);
      open.push({ indent: entry.line.indent, item });
    }
  }
}

/** Starts a section if a heading stands between the items before and the next one. */
function startSection(
  plain: readonly PlainLine[],
  from: number,
  to: number,
  titleLine: PlainLine | null,
  reading: Reading,
): boolean {
  for (let i = to - 1; i >= from; i--) {
    const line = plain[i];
    const title = line?.kind === 'text' ? plainHeading(line.text) : null;
    if (title === null || line === titleLine) continue;
    reading.startSection({
      title: cut(title, LIMITS.title),
      path: [],
      lines: { from_line: i + 1, to_line: i + 1 },
      items: [],
    });
    return true;
  }
  return false;
}

function draftsOf(
  entry: Entry,
  plain: readonly PlainLine[],
  style: ListStyle,
  repair: boolean,
  reading: Reading,
): DraftItem[] {
  const written = textOf(entry, plain, entry.wrapped).text;
  const whole = textOf(entry, plain, entry.wrapped + entry.broken);
  const from = entry.at + 1;
  const to = from + entry.wrapped + entry.broken;
  const parts = splitGlued(whole.text, entry.line.marker, style, entry.broken > 0);
  report(entry, written, parts, reading);
  const base = {
    level: 'required',
    phase: 'before',
    form: 'line',
  } as const;
  const lineOf = (offset: number): number =>
    from +
    Math.max(
      0,
      whole.starts.findLastIndex((start) => start <= offset),
    );
  if (repair && parts.length > 1) {
    return parts.map((part, i) => {
      const lines = { from_line: i === 0 ? from : lineOf(part.from), to_line: lineOf(part.to - 1) };
      const claimed = (i === 0 ? entry.line.checked : part.checked) === true;
      return {
        ...base,
        ...emptyLists(),
        title: part.text,
        claimed,
        ...lines,
        title_to_line: lines.to_line,
        end_line: lines.to_line,
        own: part.text,
      };
    });
  }
  const title = repair ? whole.text : written;
  if (title === '') return [];
  const last = repair ? to : from + entry.wrapped;
  const claimed = entry.line.checked === true;
  const lines = { from_line: from, to_line: last, title_to_line: last, end_line: last };
  return [{ ...base, ...emptyLists(), title, claimed, ...lines }];
}

function emptyLists(): Pick<DraftItem, 'description' | 'links' | 'items'> {
  return { description: [], links: [], items: [] };
}

function report(entry: Entry, written: string, parts: readonly Part[], reading: Reading): void {
  const from = entry.at + 1;
  const to = from + entry.wrapped + entry.broken;
  const repaired = parts.map((part) => `${entry.line.marker} ${part.text}`).join('\n');
  if (written === '' && entry.broken === 0) {
    reading.diagnose('empty_box', 'This bullet has no text and is no item.', from, from);
  } else if (written === '') {
    reading.diagnose(
      'split_item',
      'The bullet stands alone; its text is on the next line.',
      from,
      to,
      repaired,
    );
  } else if (entry.broken > 0) {
    reading.diagnose(
      'broken_item',
      "The item's text goes on at the start of the next line.",
      from,
      to,
      repaired,
    );
  }
  if (parts.length < 2) return;
  const message = `${parts.length} items stand on the same line; they are read as one unless repaired.`;
  reading.diagnose('glued_items', message, from, to, repaired);
}
