import { expect, it } from 'vitest';
import type { RecordedEvent } from '../../../../eventstore/event.js';
import type { EventView } from '../../../../eventstore/event-view.js';
import { NewestEvents } from './newest-events.js';

const eventAt = (position: number): RecordedEvent =>
  ({
    position,
    type: position % 2 === 0 ? 'note.made' : 'task.done',
    stream: { type: 'note', id: 'n' },
    actor: { id: 'mem_1', kind: 'human' },
  }) as RecordedEvent;
const viewAt = (position: number, length: number): EventView =>
  ({ position, summary: 'x'.repeat(length) }) as EventView;

function filled(from: number, to: number, length = 10): NewestEvents {
  const newest = new NewestEvents(from);
  const positions = Array.from({ length: to - from }, (_, n) => from + 1 + n);
  newest.add(
    positions.map(eventAt),
    positions.map((position) => viewAt(position, length)),
    to,
  );
  return newest;
}

function idsIn(newest: NewestEvents, after: number, types?: string[]): number[] {
  const ids: number[] = [];
  const filter = types ? { types } : {};
  for (let position = after; position < newest.upTo;) {
    const told = newest.next(position, filter, JSON.stringify(filter));
    if (told === 'log') throw new Error('not kept');
    const text = told.frame?.plain.payload.toString() ?? '';
    ids.push(...[...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id)));
    position = told.upTo;
  }
  return ids;
}

it('gives what comes behind any position, by filter, in pieces of some size', () => {
  const newest = filled(100, 400, 2_000);
  for (const after of [100, 101, 250, 399])
    expect(idsIn(newest, after)).toEqual(Array.from({ length: 400 - after }, (_, n) => after + 1 + n));
  expect(idsIn(newest, 396, ['task.done'])).toEqual([397, 399]);
  const first = newest.next(100, {}, '{}');
  expect(first === 'log' ? 0 : first.frame?.size).toBeLessThan(140_000);
});

it('makes bytes once for all who are at the same place with the same filter', () => {
  const newest = filled(0, 10);
  expect(newest.next(3, {}, '{}')).toBe(newest.next(3, {}, '{}'));
  expect(newest.next(3, {}, '{}')).not.toBe(newest.next(3, { types: ['x'] }, '{"types":["x"]}'));
});

it('keeps a bounded part of the log, and nothing of what it is to forget', () => {
  const newest = filled(0, 12_000, 2_000);
  expect(newest.next(0, {}, '{}')).toBe('log');
  expect(idsIn(newest, 11_000)).toHaveLength(1_000);
  newest.forget();
  expect(newest.next(11_990, {}, '{}')).toBe('log');
  expect(newest.upTo).toBe(12_000);
});
