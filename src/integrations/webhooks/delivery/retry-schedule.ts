const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000] as const;

/** How long after each failed attempt the next one is made, in milliseconds: eleven attempts in about two days. */
export const RETRY_AFTER_MS: readonly number[] = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  24 * HOUR,
];

const LONGEST_MS = 24 * HOUR;
/** The part of a pause that chance decides, so that many deliveries do not come back at one moment. */
const JITTER = 0.2;

/**
 * Milliseconds until the next attempt after `attempts` failed ones; null where there is none any more. What the receiver
 * asked for (Retry-After, in milliseconds) makes it longer, up to a day. `random` is from 0 to 1.
 */
export function retryAfter(attempts: number, asked: number | null, random: number): number | null {
  const pause = RETRY_AFTER_MS[attempts - 1];
  if (pause === undefined) return null;
  const jittered = Math.round(pause * (1 - JITTER * random));
  return Math.max(jittered, Math.min(asked ?? 0, LONGEST_MS));
}

/** Retry-After (RFC 9110 section 10.2.3) in milliseconds, seconds or a date; null where it is neither. */
export function readRetryAfter(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header) * SECOND;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
