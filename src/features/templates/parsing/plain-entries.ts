import { plainHeading } from './plain-lines.js';
import type { ListLine, PlainLine } from './plain-lines.js';

/** A list line with the lines that carry it on. Indexes count from 0. */
export interface Entry {
  line: ListLine;
  at: number;
  /** Indented lines below: part of the item as written. */
  wrapped: number;
  /** Lines at the margin below that complete it: what a scraper broke. */
  broken: number;
}

/** Finds the list lines of a text, each with what belongs to it. */
export function readEntries(plain: readonly PlainLine[]): Entry[] {
  const entries: Entry[] = [];
  for (let at = 0; at < plain.length; at++) {
    const line = plain[at];
    if (line?.kind !== 'list') continue;
    const entry: Entry = { line, at, wrapped: 0, broken: 0 };
    entries.push(entry);
    for (let next = plain[at + 1]; next?.kind === 'text' && next.indent > line.indent; next = plain[at + 1]) {
      entry.wrapped++;
      at++;
    }
    for (
      let next = plain[at + 1];
      next?.kind === 'text' && entry.broken < MOST_BROKEN;
      next = plain[at + 1]
    ) {
      if (!isUnfinished(textOf(entry, plain, entry.wrapped + entry.broken).text, next.text)) break;
      entry.broken++;
      at++;
    }
  }
  return entries;
}

/** Lines at the margin that one item may be broken over. */
const MOST_BROKEN = 20;

/** An item's text on one line, and at which offset each of its source lines starts. */
export interface JoinedText {
  text: string;
  starts: number[];
}

/** Joins what line breaks parted; no space belongs after an opening bracket or before a closing one. */
export function textOf(entry: Entry, plain: readonly PlainLine[], count: number): JoinedText {
  const pieces = [entry.line.text];
  const starts = [0];
  let length = entry.line.text.length;
  let last = entry.line.text;
  for (const { text } of plain.slice(entry.at + 1, entry.at + 1 + count)) {
    const close = last === '' || '([{'.includes(last.at(-1) ?? ' ') || ')]},.;:'.includes(text.at(0) ?? ' ');
    const piece = close ? text : ` ${text}`;
    pieces.push(piece);
    starts.push(length + piece.length - text.length);
    length += piece.length;
    last = text;
  }
  return { text: pieces.join(''), starts };
}

/** Whether an item's text cannot end here: no text at all, an open bracket, or a sentence that goes on. */
function isUnfinished(text: string, next: string): boolean {
  if (text === '') return true;
  if (plainHeading(next) !== null) return false;
  const open = text.lastIndexOf('(') > text.lastIndexOf(')') || text.lastIndexOf('[') > text.lastIndexOf(']');
  return open || /[,/&+(]$/u.test(text) || /^[\p{Ll}),.;]/u.test(next);
}
