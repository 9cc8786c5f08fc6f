/** The clock's time in the log's form: RFC 3339, UTC, microseconds (of which the clock knows the thousands). */
export function timestampNow(): string {
  return `${new Date().toISOString().slice(0, -1)}000Z`;
}

/** The clock's time, or that of the newest event where the clock is behind the log. */
export function notBefore(recorded: string | null): string {
  const now = timestampNow();
  return recorded !== null && recorded > now ? recorded : now;
}
