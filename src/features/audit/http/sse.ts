import type { Streamed } from '../queries/stream-events.js';

/** Why the server ended a stream; the client may come back with Last-Event-ID. */
export type ClosingReason = 'shutdown' | 'slow_reader' | 'revoked' | 'renew' | 'failed';

const CHUNK = 32 * 1024;

/** Milliseconds after which a client is to come back. */
export const RETRY_MS = 2_000;

/**
 * Parts of a stream of events as text/event-stream (WHATWG HTML, section 9.2): `id` is the position, the data an event as
 * GET /v1/events/{position} shows it, heartbeats are comments. `why` is asked when the parts end by themselves.
 */
export async function* eventStreamText(
  parts: AsyncIterable<Streamed>,
  after: number,
  why: () => ClosingReason | null,
): AsyncGenerator<string> {
  yield `retry: ${RETRY_MS}\n: after ${after}\n\n`;
  let isRevoked = false;
  for await (const part of parts) {
    if (part.kind === 'idle') yield ': \n\n';
    else if (part.kind === 'revoked') isRevoked = true;
    else {
      let chunk = '';
      for (const { position, json } of part.events) {
        chunk += `id: ${position}\ndata: ${json}\n\n`;
        if (chunk.length < CHUNK) continue;
        yield chunk;
        chunk = '';
      }
      if (chunk !== '') yield chunk;
    }
    if (why() !== null) break;
  }
  const reason = isRevoked ? 'revoked' : why();
  if (reason !== null) yield `event: closing\ndata: {"reason":"${reason}"}\n\n`;
}
