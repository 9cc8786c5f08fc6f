import { createHmac, timingSafeEqual } from 'node:crypto';
import { TicketingFailed } from './connector-errors.js';

/** How far a call's own time may lie from ours. */
const TIME_TOLERANCE_SECONDS = 300;

/** Whether a hex HMAC-SHA-256 of the bytes is one that a secret makes; in constant time. */
export function isSigned(secrets: readonly string[], bytes: Buffer, hex: string): boolean {
  const given = Buffer.from(hex, 'hex');
  if (!/^[0-9a-f]{64}$/i.test(hex)) return false;
  return secrets.some((secret) =>
    timingSafeEqual(createHmac('sha256', secret).update(bytes).digest(), given),
  );
}

/** Whether a token is one of the secrets; in constant time, whatever their lengths. */
export function isToken(secrets: readonly string[], token: string): boolean {
  const digest = (text: string): Buffer => createHmac('sha256', 'token').update(text).digest();
  return secrets.some((secret) => timingSafeEqual(digest(secret), digest(token)));
}

/** A call that is not from where it says. */
export function unverified(why: string): TicketingFailed {
  return new TicketingFailed('unverified', why);
}

/** Refuses a call whose time (Unix seconds) is more than five minutes from `now` (milliseconds). */
export function refuseStale(seconds: string | undefined, now: number): void {
  const at = Number(seconds);
  if (seconds === undefined || !Number.isFinite(at) || Math.abs(now / 1000 - at) > TIME_TOLERANCE_SECONDS)
    throw unverified(`the time of the call is missing or over ${TIME_TOLERANCE_SECONDS} s away`);
}
