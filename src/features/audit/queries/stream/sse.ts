import { Frame } from './frame.js';
import type { ClosingReason } from './outlet.js';

// text/event-stream (WHATWG HTML, section 9.2).

/** Milliseconds after which a client is to come back. */
export const RETRY_MS = 2_000;

/** `id` is the position, the data an event as GET /v1/events/{position} shows it. */
export function eventText(position: number, json: string): string {
  return `id: ${position}\ndata: ${json}\n\n`;
}

/** What a stream begins with, so that whoever asked hears at once that somebody answers. */
export function openingFrame(after: number): Frame {
  return new Frame(`retry: ${RETRY_MS}\n: after ${after}\n\n: \n\n`);
}

export function heartbeatFrame(): Frame {
  return new Frame(': \n\n');
}

export function closingFrame(reason: ClosingReason): Frame {
  return new Frame(`event: closing\ndata: {"reason":"${reason}"}\n\n`);
}
