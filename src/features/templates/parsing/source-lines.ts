import { createHash } from 'node:crypto';
import { refuseNull } from './decode-text.js';
import { ChecklistTooLarge } from './checklist-errors.js';
import { LIMITS } from './limits.js';

/**
 * Splits a text into its lines, without their ends (CRLF, LF or CR) and without a byte order mark.
 *
 * @throws ChecklistUnreadable on U+0000
 * @throws ChecklistTooLarge over 5 MiB of characters or 50,000 lines
 */
export function splitLines(text: string): string[] {
  if (text.length > LIMITS.bytes) {
    throw new ChecklistTooLarge(`The text is longer than ${LIMITS.bytes} characters.`);
  }
  refuseNull(text);
  refuseTooManyLines(text);
  const lines = text
    .toWellFormed()
    .replace(/^\uFEFF/u, '')
    .split(/\r\n|\r|\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Counts before splitting: a text of nothing but line ends would fill the memory with empty lines. */
function refuseTooManyLines(text: string): void {
  let count = 1;
  for (let i = 0; i < text.length - 1; i++) {
    const char = text.charCodeAt(i);
    if (char !== 0x0a && (char !== 0x0d || text.charCodeAt(i + 1) === 0x0a)) continue;
    if (++count <= LIMITS.lines) continue;
    throw new ChecklistTooLarge(`The text has more than ${LIMITS.lines} lines.`, count);
  }
}

/** A line of the source and what ended it: `''` only for a last line without an end. */
export interface RawLine {
  text: string;
  end: string;
}

/** Splits a text into lines that give the text again when joined (`text + end`), byte order mark included. */
export function splitRawLines(text: string): RawLine[] {
  const parts = text.split(/(\r\n|\r|\n)/);
  const lines: RawLine[] = [];
  for (let i = 0; i < parts.length; i += 2) lines.push({ text: parts[i] ?? '', end: parts[i + 1] ?? '' });
  if (lines.length > 0 && lines.at(-1)?.text === '') lines.pop();
  return lines;
}

/** SHA-256 (lower-case hex) of an item's own source text; indentation and outer spaces do not count. */
export function sourceHash(text: string): string {
  const trimmed = text
    .split('\n')
    .map((line) => line.trim())
    .join('\n');
  return createHash('sha256').update(trimmed, 'utf8').digest('hex');
}

/** Makes one line of text: every run of white space becomes one space, none at the ends. */
export function collapse(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

/** Cuts a text to `length` UTF-16 units, the last of them `…`; a shorter text stays as it is. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/u, '')}…`;
}
