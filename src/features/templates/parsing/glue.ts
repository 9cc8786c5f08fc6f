import { LIMITS } from './limits.js';

/** Where an item's text starts with a capital, a small letter, or neither (digits, Japanese). */
export type Start = 'upper' | 'lower' | 'other';

function startOf(text: string): Start {
  const glance = text.slice(0, 2);
  if (/^\p{Lu}/u.test(glance)) return 'upper';
  return /^\p{Ll}/u.test(glance) ? 'lower' : 'other';
}

/** How the items of a list are written, which tells a glued item from a dash in a sentence. */
export interface ListStyle {
  /** How nearly all items start; null when they differ. */
  start: Start | null;
  /** True when so many items hold the separator that it must be the writer's way of writing. */
  dashes: boolean;
}

const SAME_START = 0.8;
/** Fewer dashes than this many, or than this share of the items, are accidents. */
const DASHES = 5;
const DASH_SHARE = 1 / 3;

export function styleOf(items: readonly { marker: string; text: string }[]): ListStyle {
  const counts = { upper: 0, lower: 0, other: 0 };
  let dashes = 0;
  for (const item of items) {
    counts[startOf(item.text)]++;
    if (separators(item.text, item.marker).length > 0) dashes++;
  }
  const [start, count] = Object.entries(counts).reduce((a, b) => (b[1] > a[1] ? b : a)) as [Start, number];
  return {
    start: count >= items.length * SAME_START ? start : null,
    dashes: dashes >= DASHES && dashes > items.length * DASH_SHARE,
  };
}

/** One item of a split text; `from` and `to` are offsets into the text that was split. */
export interface Part {
  text: string;
  from: number;
  to: number;
  /** Whether its box is ticked; null where it has none of its own. */
  checked: boolean | null;
}

/**
 * Splits an item's text where another item of the same list was glued to its end: after the list's
 * own bullet, outside brackets and code, where what follows starts the way the list's other items do.
 * In a text that stands on one line (`broken` false) both sides must be more than a word, and the
 * list must not use dashes as a habit; a text that a scraper broke over lines needs neither. A box
 * after the bullet leaves no doubt.
 */
export function splitGlued(text: string, marker: string, style: ListStyle, broken: boolean): Part[] {
  const parts: Part[] = [];
  let start = 0;
  let checked: boolean | null = null;
  const close = (to: number): void => {
    const part = text.slice(start, to).trim();
    if (part !== '') parts.push({ text: part, from: start, to, checked });
  };
  for (const separator of separators(text, marker)) {
    const left = text.slice(start, separator.from).trim();
    const right = text.slice(separator.to, separator.to + GLANCE);
    if (separator.box === null && !startsItem(left, right, style, broken)) continue;
    if (left === '') continue;
    close(separator.from);
    start = separator.to;
    checked = separator.box;
  }
  close(text.length);
  return parts;
}

const GLANCE = 200;

function startsItem(left: string, right: string, style: ListStyle, broken: boolean): boolean {
  const start = startOf(right);
  if (style.start === null ? start !== 'lower' : start === style.start) {
    return broken || (!style.dashes && isPhrase(left) && isPhrase(right));
  }
  // A file name or an option may start any item.
  return broken && /^[.\d`"'(]/u.test(right);
}

function isPhrase(text: string): boolean {
  const glance = text.slice(0, GLANCE);
  return /\S\s+\S/u.test(glance) || /[^\p{Script=Latin}\p{P}\p{N}\s]{4}/u.test(glance);
}

interface Separator {
  from: number;
  to: number;
  /** Whether the box after the bullet is ticked; null where there is no box. */
  box: boolean | null;
}

/** Beyond this many the text is refused for its number of items anyway. */
const MOST_FOUND = LIMITS.items + 1;
const NARROW = new Set(['•', '◦', '▪', '‣', '⁃']);

/** Places outside brackets and code where the list's bullet stands between words. */
function separators(text: string, marker: string): Separator[] {
  const number = /^(\d+)([.)])$/u.exec(marker);
  const found: Separator[] = [];
  let next = number === null ? 0 : Number(number[1]) + 1;
  let bullet = number === null ? (marker === '[ ]' ? '' : marker) : `${next}${number[2]}`;
  let depth = 0;
  let inCode = false;
  for (let i = 1; i < text.length - 1 && found.length < MOST_FOUND; i++) {
    const char = text[i] ?? '';
    if (char === '`') inCode = !inCode;
    const atBullet = !inCode && depth === 0 && text.startsWith(bullet, i);
    const end = i + bullet.length;
    if (atBullet && (bullet === '' || NARROW.has(bullet) || text[end] === ' ')) {
      const gap = text[end] === ' ' ? 1 : 0;
      const box = /^\[([ xX])\] (?=\S)/u.exec(text.slice(end + gap, end + gap + 5));
      const parted = number === null || !/\p{N}/u.test(text[i - 1] ?? '');
      if (parted && (bullet !== '' || box !== null)) {
        const to = end + gap + (box?.[0].length ?? 0);
        found.push({ from: i, to, box: box === null ? null : box[1] !== ' ' });
        if (number !== null) bullet = `${++next}${number[2]}`;
        i = to - 1;
        continue;
      }
    }
    if ('([{（「'.includes(char)) depth++;
    else if (')]}）」'.includes(char)) depth = Math.max(0, depth - 1);
  }
  return found;
}
