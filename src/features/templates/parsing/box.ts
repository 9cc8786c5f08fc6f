import { LIMITS } from './limits.js';

/** A task box and the text behind it. */
export interface Box {
  checked: boolean;
  body: string;
}

const BOX = /^\[([ xX])\]\s+(?=\S)/u;
const NEAR_BOX = /^\[([ xX]?)\](?![([:])\s*(?=\S)/u;
const EMPTY_BOX = /^\[[ xX]?\]\s*$/u;
const BOX_LINE = /^\s*(?:>\s*)*(?:[-*+]|\d{1,9}[.)])\s+\[[ xX]\]\s+\S/u;

/** Reads a paragraph that starts with a GFM task box (`[ ] `, `[x] `), else gives null. */
export function readBox(content: string): Box | null {
  return box(BOX.exec(content), content);
}

/** Reads what was meant as a box: `[]text`, `[x]text`, `[] text`. */
export function readNearBox(content: string): Box | null {
  return box(NEAR_BOX.exec(content), content);
}

export function isEmptyBox(content: string): boolean {
  return EMPTY_BOX.test(content);
}

/** Whether a source line is a list line with a task box. */
export function isBoxLine(line: string): boolean {
  return line.includes('[') && BOX_LINE.test(line);
}

function box(match: RegExpExecArray | null, content: string): Box | null {
  if (match === null) return null;
  return { checked: match[1]?.toLowerCase() === 'x', body: content.slice(match[0].length) };
}

/** One of several items that stand on the same line; `start` is the offset of its text. */
export interface Segment extends Box {
  start: number;
}

const GLUE = /[-*+]\s{1,8}\[([ xX])\]\s{1,8}(?=\S)/gu;

/** Splits an item's text where another task box follows on the same line (`A - [ ] B`), code spans apart. */
export function splitGluedBoxes(first: Box): Segment[] {
  const text = first.body;
  const segments: Segment[] = [];
  let current = { checked: first.checked, start: 0 };
  const close = (end: number): void => {
    const body = text.slice(current.start, end).trimEnd();
    if (body !== '') segments.push({ checked: current.checked, start: current.start, body });
  };
  let spans: { from: number; to: number }[] | null = null;
  let next = 0;
  for (const match of text.matchAll(GLUE)) {
    spans ??= codeSpans(text);
    while ((spans[next]?.to ?? Infinity) <= match.index) next++;
    // One more than a checklist may have is enough to refuse it.
    if (segments.length > LIMITS.items) break;
    if ((spans[next]?.from ?? Infinity) < match.index || text[match.index - 1] === '\\') continue;
    close(match.index);
    current = { checked: match[1]?.toLowerCase() === 'x', start: match.index + match[0].length };
  }
  close(text.length);
  return segments;
}

/** Ranges of code spans: a run of backticks up to the next run of the same length (CommonMark 6.1). */
function codeSpans(text: string): { from: number; to: number }[] {
  if (!text.includes('`')) return [];
  const runs = [...text.matchAll(/`+/gu)].map((run) => ({ at: run.index, length: run[0].length }));
  const closers: (number | undefined)[] = [];
  const latest = new Map<number, number>();
  for (let i = runs.length - 1; i >= 0; i--) {
    const length = runs[i]?.length ?? 0;
    closers[i] = latest.get(length);
    latest.set(length, i);
  }
  const spans: { from: number; to: number }[] = [];
  for (let i = 0; i < runs.length; i++) {
    const close = closers[i];
    const from = runs[i]?.at;
    const end = close === undefined ? undefined : runs[close];
    if (close === undefined || from === undefined || end === undefined) continue;
    spans.push({ from, to: end.at + end.length });
    i = close;
  }
  return spans;
}
