import { mayPass, TicketingFailed } from '../connector-errors.js';
import { TemplateFailed } from '../template.js';
import type { JobFault } from './job-store.js';

/** Attempts before a job goes onto the list of failures: with the waits between, about half a day. */
const MOST_ATTEMPTS = 16;
const FIRST_WAIT_SECONDS = 5;
const LONGEST_WAIT_SECONDS = 3600;
const ERROR_NAMES: Readonly<Record<string, string>> = {
  OutboundRefused: 'refused_address',
  OutboundFailed: 'unreachable',
};

/**
 * What becomes of a job that failed: when it is tried again, or (retryIn null) that somebody has to see to it.
 * `atLeast` are seconds that the other system needs before it can be asked what it did. `random` is 0 to 1.
 */
export function faultOf(error: unknown, attempts: number, atLeast: number, random: number): JobFault {
  const words = error instanceof Error ? error.message : String(error);
  const code = codeOf(error);
  const isOver = !mayPass(error) || error instanceof TemplateFailed || code === 'refused_address';
  if (isOver || attempts >= MOST_ATTEMPTS) return { code, error: words, retryIn: null };
  const wait = Math.min(FIRST_WAIT_SECONDS * 2 ** (attempts - 1), LONGEST_WAIT_SECONDS);
  const asked = error instanceof TicketingFailed ? (error.retryAfter ?? 0) : 0;
  return { code, error: words, retryIn: Math.max(wait * (1 + random / 4), Math.min(asked, 86_400), atLeast) };
}

function codeOf(error: unknown): string {
  if (error instanceof TicketingFailed) return error.code;
  if (error instanceof TemplateFailed) return 'template';
  return error instanceof Error ? (ERROR_NAMES[error.name] ?? 'internal') : 'internal';
}
