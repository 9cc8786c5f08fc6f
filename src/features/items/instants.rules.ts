const DAY_MS = 86_400_000;
/** How many days before something runs out the log is told that it will. */
export const REMINDER_DAYS = 7;
/** Nothing is later: what would be does not come to pass. */
export const END_OF_TIME = '9999-12-31T23:59:59.999999Z';

/** A time (RFC 3339, UTC, microseconds) so many days later, at the same time of day. */
export function addDays(time: string, days: number): string {
  const day = dayAt(Date.parse(`${time.slice(0, 10)}T00:00:00Z`) + days * DAY_MS);
  return day === null ? END_OF_TIME : `${day}${time.slice(10)}`;
}

/** The first moment after a day (YYYY-MM-DD, UTC). */
export function endOfDay(day: string): string {
  const next = dayAt(Date.parse(`${day}T00:00:00Z`) + DAY_MS);
  return next === null ? END_OF_TIME : `${next}T00:00:00.000000Z`;
}

/** The earlier of two times, of which null is none. */
export function earlier(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}

// Behind the year 9999 the form grows.
function dayAt(milliseconds: number): string | null {
  const text = new Date(milliseconds).toISOString();
  return text.length === 24 ? text.slice(0, 10) : null;
}
