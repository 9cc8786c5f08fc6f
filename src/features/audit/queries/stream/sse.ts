import { Frame } from './frame.js';
import type { ClosingReason } from './outlet.js';

// text/event-stream (WHATWG HTML, section 9.2).

/** Milliseconds after which a client is to come back. */
export const RETRY_MS = 2_000;

/** `id` is the position, the data an event as GET /v1/events/{position} shows it. */
export function eventText(position: number, json: string): string {
  return `id: ${position}\ndata: ${json}\n\n`;
}

/**
 * What a stream begins with, so that whoever asked hears at once that somebody answers, and comes back behind `after` even
 * where no event came. An id without data is no message, but it is kept as the last event ID (section 9.2.6, dispatch:
 * the id is set first, then a block without data is let go).
 */
export function openingFrame(after: number): Frame {
  return new Frame(`retry: ${RETRY_MS}\n${idLine(after)}: after ${after}\n\n: \n\n`);
}

/** Says that somebody is there, and that all up to `position` was looked at. */
export function heartbeatFrame(position: number): Frame {
  return new Frame(`${idLine(position)}: \n\n`);
}

// Before the first event of a log there is no position to come back behind.
function idLine(position: number): string {
  return position < 0 ? '' : `id: ${position}\n`;
}

export function closingFrame(reason: ClosingReason): Frame {
  return new Frame(`event: closing\ndata: {"reason":"${reason}"}\n\n`);
}
