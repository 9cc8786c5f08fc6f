import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import type { Streamed } from '../queries/stream-events.js';
import { eventStreamText } from './sse.js';
import { watched } from './watched.js';

async function* parts(...all: Streamed[]): AsyncGenerator<Streamed> {
  yield* all;
}

async function texts(all: AsyncIterable<Buffer>): Promise<string> {
  let text = '';
  for await (const one of all) text += one.toString();
  return text;
}

describe('A stream of events as text', () => {
  it('has positions as ids, and heartbeats as comments', async () => {
    const events = [
      { position: 7, json: '{"a":1}' },
      { position: 9, json: '{"b":"\\n"}' },
    ];
    const text = await texts(
      eventStreamText(parts({ kind: 'idle' }, { kind: 'events', events }), 6, () => null),
    );
    expect(text).toBe('retry: 2000\n: after 6\n\n: \n\nid: 7\ndata: {"a":1}\n\nid: 9\ndata: {"b":"\\n"}\n\n');
  });

  it('says at its end why the server ended it, and nothing where the reader was given all', async () => {
    expect(await texts(eventStreamText(parts({ kind: 'revoked' }), 0, () => null))).toMatch(
      /event: closing\ndata: \{"reason":"revoked"\}\n\n$/,
    );
    expect(await texts(eventStreamText(parts(), 0, () => 'shutdown'))).toContain('"reason":"shutdown"');
    expect(await texts(eventStreamText(parts(), 0, () => null))).not.toContain('closing');
  });

  it('is made in pieces of some size, however many events come at once', async () => {
    const events = Array.from({ length: 200 }, (_, position) => ({
      position,
      json: `"${'x'.repeat(2_000)}"`,
    }));
    const sizes: number[] = [];
    for await (const text of eventStreamText(parts({ kind: 'events', events }), 0, () => null))
      sizes.push(text.length);
    expect(Math.max(...sizes)).toBeLessThan(40_000);
    expect(sizes.length).toBeGreaterThan(10);
  });
});

describe('A reader that does not read', () => {
  it('is told of after a while, and nothing is made for it meanwhile', async () => {
    let count = 0;
    async function* endless(): AsyncGenerator<string> {
      for (;;) yield `${(count += 1)}`;
    }
    const tooSlow = vi.fn<() => void>();
    const reader = watched(endless(), 30, tooSlow);
    await reader.next();
    await vi.waitFor(() => expect(tooSlow).toHaveBeenCalledTimes(1));
    expect(count).toBe(1);
    await reader.next();
    await reader.return(undefined);
    await delay(60);
    expect(tooSlow).toHaveBeenCalledTimes(1);
  });
});
