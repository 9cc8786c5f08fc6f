const RFC_3339 =
  /^(\d{4})-(\d{2})-(\d{2})[Tt]([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,9}))?(?:[Zz]|([+-])([01]\d|2[0-3]):([0-5]\d))$/;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/**
 * An RFC 3339 time in the form this API writes, UTC with six fraction digits (further ones are cut off), or null where
 * the text is none, the day is not in the calendar, or the instant lies outside the years 0001 to 9999.
 * Leap seconds are not taken: the database has no room for them.
 */
export function utcTimestamp(text: string): string | null {
  const match = RFC_3339.exec(text);
  if (match === null || !isDate(text.slice(0, 10))) return null;
  const [, , , , , , , fraction = '', sign, hours, minutes] = match;
  const local = Date.parse(`${text.slice(0, 10)}T${text.slice(11, 19)}Z`);
  const offset = sign === undefined ? 0 : (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  const utc = new Date(local - offset * 60_000).toISOString();
  // Outside four-digit years the form grows a sign and two digits.
  if (utc.length !== 24 || utc.startsWith('0000')) return null;
  return `${utc.slice(0, 19)}.${fraction.slice(0, 6).padEnd(6, '0')}Z`;
}

/** Whether a text is a day of the calendar, `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  if (!DATE.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
