import { findPlaceholder, readSignOffLine } from './sign-off-line.js';
import { collapse } from './source-lines.js';

/** A list line of plain text, taken apart. */
export interface ListLine {
  kind: 'list';
  indent: number;
  /** The bullet as written (`-`, `•`, `3.`), or a bare box. */
  marker: string;
  /** Null where there is no box. */
  checked: boolean | null;
  /** Empty for a bullet that stands alone. */
  text: string;
}

export interface OtherLine {
  kind: 'blank' | 'sign-off' | 'placeholder' | 'rule' | 'text';
  indent: number;
  text: string;
}

export type PlainLine = ListLine | OtherLine;

const BULLET = /^(?:[-*+•◦▪‣⁃·–]|\d{1,4}[.)])(?=\s|$)/u;
const BOX = /^(?:\[([ xX]?)\]|([☐☑☒□✓✔✅]))(?=\s|$)/u;
const RULE = /^(?:-{3,}|={3,}|\*{3,}|_{3,})$/u;

/** Says what each line of a plain text is. */
export function readPlainLine(line: string): PlainLine {
  const text = line.trim();
  const indent = indentOf(line);
  if (text === '') return { kind: 'blank', indent, text };
  if (RULE.test(text)) return { kind: 'rule', indent, text };
  if (readSignOffLine(line) !== null) return { kind: 'sign-off', indent, text };
  const bullet = BULLET.exec(text)?.[0] ?? '';
  const rest = text.slice(bullet.length).trimStart();
  const box = BOX.exec(rest);
  if (bullet === '' && box === null) {
    const filler = findPlaceholder(text);
    return { kind: filler === text ? 'placeholder' : 'text', indent, text: collapse(text) };
  }
  const mark = box?.[1] ?? box?.[2] ?? '';
  return {
    kind: 'list',
    indent,
    marker: bullet === '' ? '[ ]' : bullet,
    checked: box === null ? null : !['', ' ', '☐', '□'].includes(mark),
    text: collapse(rest.slice(box?.[0].length ?? 0)),
  };
}

function indentOf(line: string): number {
  let columns = 0;
  for (const char of line) {
    if (char === '\t') columns += 4 - (columns % 4);
    else if (char === ' ' || char === '\u00a0') columns += 1;
    else break;
  }
  return columns;
}

const HEADING_WORDS = 6;

/**
 * Whether a line of text heads the list below it: a few words that end in a colon, or `#` before
 * them. A sentence ("Use this checklist before deploying:") heads nothing.
 */
export function plainHeading(text: string): string | null {
  const hashed = /^#{1,6}\s+(?=\S)/u.exec(text);
  const title = (hashed === null ? text : text.slice(hashed[0].length)).replace(/[:：]$/u, '');
  if (hashed === null && !/[:：]$/u.test(text)) return null;
  return /[.!?]\s|[,;]/u.test(title) || title.split(' ').length > HEADING_WORDS || title === ''
    ? null
    : title;
}
