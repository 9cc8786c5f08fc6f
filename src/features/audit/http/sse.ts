import type { Streamed } from '../queries/stream-events.js';

type ShownEvent = Extract<Streamed, { kind: 'events' }>['events'][number];

/** Why the server ended a stream; the client may come back with Last-Event-ID. */
export type ClosingReason = 'shutdown' | 'slow_reader' | 'revoked' | 'renew' | 'failed';

const CHUNK = 32 * 1024;

/** Milliseconds after which a client is to come back. */
export const RETRY_MS = 2_000;

const HEARTBEAT = Buffer.from(': \n\n');

/** The bytes of lists that several streams send: made once for all of them. */
const made = new WeakMap<readonly ShownEvent[], readonly Buffer[]>();

function chunksOf(events: readonly ShownEvent[]): readonly Buffer[] {
  const before = made.get(events);
  if (before) return before;
  const chunks: Buffer[] = [];
  let text = '';
  for (const { position, json } of events) {
    text += `id: ${position}\ndata: ${json}\n\n`;
    if (text.length < CHUNK) continue;
    chunks.push(Buffer.from(text));
    text = '';
  }
  if (text !== '') chunks.push(Buffer.from(text));
  made.set(events, chunks);
  return chunks;
}

/**
 * Parts of a stream of events as text/event-stream (WHATWG HTML, section 9.2): `id` is the position, the data an event as
 * GET /v1/events/{position} shows it, heartbeats are comments. `why` is asked when the parts end by themselves.
 */
export async function* eventStreamText(
  parts: AsyncIterable<Streamed>,
  after: number,
  why: () => ClosingReason | null,
): AsyncGenerator<Buffer> {
  yield Buffer.from(`retry: ${RETRY_MS}\n: after ${after}\n\n`);
  let isRevoked = false;
  for await (const part of parts) {
    if (part.kind === 'idle') yield HEARTBEAT;
    else if (part.kind === 'revoked') isRevoked = true;
    else yield* chunksOf(part.events);
    if (why() !== null) break;
  }
  const reason = isRevoked ? 'revoked' : why();
  if (reason !== null) yield Buffer.from(`event: closing\ndata: {"reason":"${reason}"}\n\n`);
}
