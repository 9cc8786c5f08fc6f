import { finishReading } from './finish-reading.js';
import type { ChecklistMediaType, ParsedChecklist, ParseOptions } from './parsed-checklist.js';
import { readMarkdown } from './read-markdown.js';
import { readPlainText } from './read-plain-text.js';
import { splitLines } from './source-lines.js';

/**
 * Reads a checklist from a text (see decode-text.ts for bytes). Lines end in CRLF, LF or CR and
 * count from 1; a byte order mark is skipped.
 *
 * Markdown: items are GFM task boxes, nested ones children of the box above; sections are the
 * headings that have items. Front matter, HTML comments, code and callouts are no content. A comment
 * `<!-- clearance: key=… level=… phase=… settled_by=… -->` at the end of an item's line, or (key,
 * level, phase) of a heading's, and `clearance: {level, phase}` in the front matter, say what the
 * text cannot. Without them the level is `required`, and the phase `before` unless the words of a
 * heading above name another (phase-of-heading.ts).
 *
 * Plain text: items are the list lines, if lists are the body of the text (read-plain-text.ts).
 *
 * Whatever looks broken is reported with its lines and a proposed repair; `repair: true` applies them.
 *
 * @throws ChecklistUnreadable on U+0000
 * @throws ChecklistTooLarge over 5 MiB, 50,000 lines or 2,000 items
 * @throws ChecklistTooDeep over 10 levels of items
 */
export function parseChecklist(
  text: string,
  mediaType: ChecklistMediaType,
  options: ParseOptions,
): ParsedChecklist {
  const lines = splitLines(text);
  const reading =
    mediaType === 'text/markdown' ? readMarkdown(lines, options) : readPlainText(lines, options);
  return finishReading(reading, lines);
}
