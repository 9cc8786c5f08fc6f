import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { RecordedEvent } from '../../../eventstore/event.js';
import type { Sender } from './attempt.js';
import { Bodies, FRESH_MS } from './bodies.js';

const event = (position: number, text = 'as it was read'): RecordedEvent =>
  ({ position, id: `event ${position}`, payload: { text } }) as unknown as RecordedEvent;

/** Bodies of some events; what was rendered together, and what was read again. */
function scene(count: number) {
  const [rendered, read]: number[][][] = [[], []];
  const sender = {
    messages: async (_: string, events: readonly RecordedEvent[]) => {
      rendered?.push(events.map(({ position }) => position));
      return events.map(({ id, payload }) => ({ id, body: JSON.stringify(payload['text']) }));
    },
  } as unknown as Sender;
  const store = {
    readPositions: async (_: string, positions: readonly number[]) => {
      read?.push([...positions]);
      return positions.map((position) => event(position, 'as it is now'));
    },
  };
  const events = Array.from({ length: count }, (_, position) => event(position));
  return { bodies: new Bodies(store, sender, 't', events, performance.now()), events, rendered, read };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

it('makes bodies together, each once, whichever is asked for first', async () => {
  const { bodies, rendered, read } = scene(40);
  expect(await bodies.of(event(39))).toEqual({ id: 'event 39', body: '"as it was read"' });
  const rest = Array.from({ length: 39 }, (_, position) => position);
  await Promise.all(rest.map((position) => bodies.of(event(position))));
  expect(rendered?.map((positions) => positions.length)).toEqual([32, 8]);
  expect(rendered?.flat().toSorted((a, b) => a - b)).toEqual([...rest, 39]);
  expect(read).toEqual([]);
});

it('reads events again that wait behind a slow receiver: what was erased meanwhile is in no body', async () => {
  const { bodies, read } = scene(3);
  await bodies.of(event(0));
  vi.advanceTimersByTime(FRESH_MS);
  expect((await bodies.of(event(1))).body).toBe('"as it is now"');
  expect((await bodies.of(event(2))).body).toBe('"as it is now"');
  expect(read).toEqual([[1, 2]]);
});
