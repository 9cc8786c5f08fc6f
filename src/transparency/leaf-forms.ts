import { isLogName } from './log-name.js';

const MAX_MEMBER_BYTES = 256;

/** A check of one member of a leaf: null when the value has the form, else what is wrong with it. */
export type Form = (value: unknown) => string | null;

const matching =
  (pattern: RegExp, what: string): Form =>
  (value) =>
    typeof value === 'string' && pattern.test(value) ? null : `is not ${what}`;

export const oneOf =
  (...words: string[]): Form =>
  (value) =>
    words.includes(value as string) ? null : `is not one of ${words.join(', ')}`;

export const orNull =
  (form: Form): Form =>
  (value) =>
    value === null ? null : form(value);

/** 1 to 256 bytes of UTF-8, without U+0000. */
export const text: Form = (value) => {
  if (typeof value !== 'string') return 'is not a string';
  if (value === '') return 'is empty';
  // No UTF-16 unit takes more than three bytes in UTF-8.
  if (value.length > MAX_MEMBER_BYTES / 3 && Buffer.byteLength(value) > MAX_MEMBER_BYTES) {
    return `has more than ${MAX_MEMBER_BYTES} bytes`;
  }
  if (!value.isWellFormed()) return 'holds a lone surrogate';
  return value.includes('\0') ? 'holds the character U+0000' : null;
};

export const logName: Form = (value) =>
  text(value) ??
  (isLogName(value as string)
    ? null
    : 'is no name of a log: it has white space, a plus or a control character');

export const dottedName: Form = (value) =>
  text(value) ??
  (/^[a-z][a-z0-9]*(?:[._-][a-z0-9]+)*$/.test(value as string)
    ? null
    : 'is no name of lower-case words joined by dots, dashes or underscores');

export const revision: Form = (value) =>
  Number.isSafeInteger(value) && (value as number) >= 1 ? null : 'is not a whole number of 1 or more';

export const version: Form = (value) => (value === 1 ? null : 'is not 1, the only version there is');

const MAX_INT64 = '9223372036854775807';

export const decimal: Form = (value) =>
  typeof value === 'string' &&
  /^(?:0|[1-9][0-9]{0,18})$/.test(value) &&
  (value.length < MAX_INT64.length || value <= MAX_INT64)
    ? null
    : 'is not the decimal string of a number from 0 to 2^63 - 1';

const INSTANT = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{6}Z$/;

export const instant: Form = (value) =>
  typeof value === 'string' && INSTANT.test(value) && dayExists(value)
    ? null
    : 'is not an instant of the form YYYY-MM-DDTHH:MM:SS.ffffffZ';

const DAYS_THAT_ARE_NOT = ['02-30', '02-31', '04-31', '06-31', '09-31', '11-31'];

function dayExists(value: string): boolean {
  const day = value.slice(5, 10);
  if (day !== '02-29') return !DAYS_THAT_ARE_NOT.includes(day);
  const year = Number(value.slice(0, 4));
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export const uuid = matching(
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  'a UUID in lower-case letters',
);

// The last character carries fewer than six bits; the others of them have to be zero.
export const bytes16 = matching(/^[\w-]{21}[AQgw]$/, '16 bytes in base64url without padding');
export const bytes32 = matching(/^[\w-]{42}[AEIMQUYcgkosw048]$/, '32 bytes in base64url without padding');
