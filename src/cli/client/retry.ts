import { Unreachable } from '../failures.js';
import type { ApiAnswer } from './answer.js';
import { readProblem } from './problem-answer.js';

/** Statuses that say "not now": the service's own, and those of a proxy in front of it. */
const LATER = [429, 502, 503, 504];
const FIRST_WAIT_MS = 500;
/** Nobody waits longer than this for a command; a service that asks for more is unavailable. */
const LONGEST_WAIT_MS = 60_000;

/**
 * Milliseconds to wait before a request is sent again; null where that would not help.
 * @param tried how often it has been sent, from 1; the wait doubles each time, less up to half of it at random
 */
export function waitBefore(outcome: ApiAnswer | Unreachable, tried: number): number | null {
  const backOff = FIRST_WAIT_MS * 2 ** (tried - 1) * (1 - Math.random() / 2);
  if (outcome instanceof Unreachable) return backOff;
  if (!LATER.includes(outcome.status) && !isInFlight(outcome)) return null;
  const asked = retryAfter(outcome.headers.get('retry-after'), Date.now());
  if (asked !== null && asked > LONGEST_WAIT_MS) return null;
  return asked ?? backOff;
}

/** Why a request is sent again, in words. */
export function reasonOf(outcome: ApiAnswer | Unreachable): string {
  if (outcome instanceof Unreachable) return outcome.message;
  return readProblem(outcome)?.detail ?? `${outcome.url.origin} answered with status ${outcome.status}`;
}

/** The try before, which was given up on this side, is still being answered: its result is what is wanted. */
function isInFlight(answer: ApiAnswer): boolean {
  return answer.status === 409 && readProblem(answer)?.code === 'request_in_flight';
}

/** The milliseconds that a Retry-After header (RFC 9110 section 10.2.3) asks for; null without one. */
export function retryAfter(header: string | null, now: number): number | null {
  if (header === null) return null;
  const text = header.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : Math.max(0, time - now);
}
