import { readMarker } from './marker.js';
import { slug } from './slug.js';
import { collapse } from './source-lines.js';

/** A role that is to sign, as a line or a table row names it. */
export interface FoundSignOff {
  role: string;
  title: string;
  /** True when a marker says so; such a line needs no repair. */
  explicit: boolean;
}

const LINE_LENGTH = 400;
const LIST_MARK = /^\s{0,20}(?:(?:[-*+•]|\d{1,4}[.)])\s{1,8})?(?:\[[ xX]?\]\s{1,8})?/u;
const BLANKS_THEN_DATE =
  /^[\s*]{0,8}[_.…‥-]{3,}[\s|,;/]{0,20}[\p{L} ]{2,30}[*]{0,2}[:：][\s*]{0,8}[_.…/ -]{3,}/u;
const NO_ROLE = new Set([
  'name',
  'date',
  'signature',
  'signed',
  'signed-by',
  'title',
  'role',
  'by',
  'approved-by',
]);

/**
 * Reads a line such as `Technical Lead: ______ Date: ______`: a role, a blank to fill, and a second
 * label with a blank. Gives null for any other line.
 */
export function readSignOffLine(line: string): FoundSignOff | null {
  if (line.length > LINE_LENGTH) return null;
  const comment = /<!--(.{0,200}?)-->/u.exec(line);
  const text = line
    .replace(/<!--.{0,200}?-->/gu, '')
    .replaceAll('\\', '')
    .replace(LIST_MARK, '');
  const colon = text.search(/[:：]/u);
  if (colon < 1) return null;
  const title = roleTitle(text.slice(0, colon));
  if (title === null || !BLANKS_THEN_DATE.test(text.slice(colon + 1))) return null;
  const marked = comment === null ? null : readMarker(comment[1] ?? '', 'sign-off');
  const explicit = marked?.marker.sign_off;
  return { role: explicit ?? slug(title), title, explicit: explicit !== undefined };
}

/** The role's title, plain; null when the words name no role (`Name`, `Date`). */
export function roleTitle(words: string): string | null {
  const title = collapse(words.replace(/[*`]|__/gu, ''));
  const role = slug(title);
  if (role === '' || role.length > 60 || NO_ROLE.has(role)) return null;
  return title;
}

/** Writes a sign-off as a line that readSignOffLine reads again. */
export function writeSignOffLine(title: string): string {
  return `${title.replace(/[:：]/gu, '')}: ____________________ Date: ____________`;
}

const PLACEHOLDER =
  /\[(?:your|insert|enter|add|fill|put|write|type|describe|tbd|todo|to be)\b[^[\]]{0,100}\](?![([:])/iu;

/** Gives a placeholder that somebody was to fill, such as `[Your notes here]`, else null. */
export function findPlaceholder(line: string): string | null {
  return line.includes('[') ? (PLACEHOLDER.exec(line)?.[0] ?? null) : null;
}
