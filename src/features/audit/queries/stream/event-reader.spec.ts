import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StoreUnavailable } from '../../../../eventstore/errors.js';
import { Courier } from './courier.js';
import { EventReader, type EventSource, ReaderLimits } from './event-reader.js';
import { Frame, type Told } from './frame.js';
import type { ClosingReason, Outlet } from './outlet.js';
import { heartbeatFrame } from './sse.js';
import { until } from '../../../../../test/support/until.js';

/** Events as their positions, from a hub that keeps what is behind `keptAfter`. */
class PlainSource implements EventSource {
  head = 0;
  keptAfter = 0;
  failing: Error | null = null;
  reads = 0;
  readonly courier = new Courier();

  next({ position }: EventReader): Told | 'log' | null {
    if (position >= this.head) return null;
    if (position < this.keptAfter) return 'log';
    return { frame: new Frame(`${position + 1} `), upTo: position + 1 };
  }

  async fromLog({ position }: EventReader): Promise<Told> {
    this.reads += 1;
    if (this.failing) throw this.failing;
    return { frame: new Frame(`${position + 1} `), upTo: position + 1 };
  }

  due(reader: EventReader): void {
    this.courier.due(this, reader);
  }

  leave(): void {}

  isPassing(error: unknown): boolean {
    return error instanceof StoreUnavailable;
  }
}

class PlainOutlet implements Outlet {
  isReady = true;
  text = '';
  ended: ClosingReason | 'by itself' | null = null;

  send(frame: Frame): void {
    this.text += frame.plain.payload.toString();
  }

  end(reason: ClosingReason | null): void {
    this.ended = reason ?? 'by itself';
  }
}

let source: PlainSource;
beforeEach(() => {
  source = new PlainSource();
});
afterEach(() => vi.useRealTimers());

const allowed = () => Promise.resolve(true);
function readerOf(outlet: PlainOutlet, isAllowed: () => Promise<boolean> = allowed, before?: number) {
  const filter = before === undefined ? {} : { before };
  const listener = { tenant: 'default', actorId: 'mem_1', filter, isAllowed };
  return new EventReader(listener, 0, source, outlet, heartbeatFrame, new ReaderLimits());
}
const numbers = (upTo: number): string => Array.from({ length: upTo }, (_, n) => `${n + 1} `).join('');

describe('A reader', () => {
  it('is told all there is, from the log first, and stops where it takes no more', async () => {
    Object.assign(source, { head: 30, keptAfter: 10 });
    const outlet = new PlainOutlet();
    const reader = readerOf(outlet);
    source.due(reader);
    await until(() => expect(outlet.text).toBe(numbers(30)));
    expect(source.reads).toBe(10);
    outlet.isReady = false;
    source.head = 40;
    source.due(reader);
    await source.courier.told(source);
    expect(outlet.text).toBe(numbers(30));
    outlet.isReady = true;
    reader.onReady();
    await until(() => expect(outlet.text).toBe(numbers(40)));
  });

  it('that takes nothing holds up no other one', async () => {
    source.head = 20;
    const outlets = Array.from({ length: 5 }, () => new PlainOutlet());
    for (const [index, outlet] of outlets.entries()) {
      outlet.isReady = index !== 2;
      source.due(readerOf(outlet));
    }
    await source.courier.told(source);
    expect(outlets.map(({ text }) => text === numbers(20))).toEqual([true, true, false, true, true]);
  });

  it('of another tenant does not wait behind many', async () => {
    const [many, one] = [source, new PlainSource()];
    Object.assign(many, { head: 50 });
    const outlets = Array.from({ length: 200 }, () => new PlainOutlet());
    for (const outlet of outlets) many.due(readerOf(outlet));
    const alone = new PlainOutlet();
    source = one;
    one.head = 3;
    many.courier.due(one, readerOf(alone));
    await many.courier.told(one);
    expect(alone.text).toBe(numbers(3));
    expect(outlets.some(({ text }) => text !== numbers(50))).toBe(true);
  });

  it('ends behind the last position that was asked for', async () => {
    source.head = 9;
    const outlet = new PlainOutlet();
    source.due(readerOf(outlet, allowed, 4));
    await until(() => expect(outlet.ended).toBe('by itself'));
    expect(outlet.text).toBe(numbers(3));
  });

  it('is told nothing while its credential is looked at, and never again where it may not', async () => {
    const answers = [Promise.withResolvers<boolean>(), Promise.withResolvers<boolean>()] as const;
    let asked = 0;
    const outlet = new PlainOutlet();
    const reader = readerOf(outlet, () => (answers[(asked += 1) - 1] ?? answers[1]).promise);
    reader.suspect();
    source.head = 5;
    source.due(reader);
    await source.courier.told(source);
    expect(outlet.text).toBe('');
    // Something more happened meanwhile: the first answer may be of before.
    reader.suspect();
    answers[0].resolve(true);
    await until(() => expect(asked).toBe(2));
    await source.courier.told(source);
    expect(outlet.text).toBe('');
    answers[1].resolve(false);
    await until(() => expect(outlet.ended).toBe('revoked'));
    expect(outlet.text).toBe('');
  });

  it('goes on when the database is there again, and ends where the log cannot be read', async () => {
    Object.assign(source, { head: 3, keptAfter: 3, failing: new StoreUnavailable('away', 'not_done') });
    const outlet = new PlainOutlet();
    const reader = readerOf(outlet);
    source.due(reader);
    await until(() => expect(source.reads).toBe(1));
    expect(outlet.ended).toBeNull();
    source.failing = null;
    reader.tick();
    await until(() => expect(outlet.text).toBe(numbers(3)));
    Object.assign(source, { head: 9, keptAfter: 9, failing: new Error('broken') });
    reader.tick();
    await until(() => expect(outlet.ended).toBe('failed'));
  });

  it('that nothing matches for hears how far was looked', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const outlet = new PlainOutlet();
    const reader = readerOf(outlet);
    vi.spyOn(source, 'next').mockImplementation(({ position }) =>
      position < source.head ? { frame: null, upTo: source.head } : null,
    );
    const quiet = async (head: number): Promise<void> => {
      source.head = head;
      source.due(reader);
      await source.courier.told(source);
      vi.advanceTimersByTime(16_000);
      reader.tick();
    };
    await quiet(7);
    await quiet(12);
    expect(outlet.text).toBe('id: 7\n: \n\nid: 12\n: \n\n');
  });

  it('ends at once where all that was asked for is behind it', async () => {
    const outlet = new PlainOutlet();
    readerOf(outlet, allowed, 1).suspect();
    await until(() => expect(outlet.ended).toBe('by itself'));
  });

  it('hears that somebody is there, is cut off where it does not read, and asks anew after an hour', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const [idle, slow] = [new PlainOutlet(), new PlainOutlet()];
    slow.isReady = false;
    let looks = 0;
    const look = () => Promise.resolve((looks += 1) > 0);
    const readers = [readerOf(idle, look), readerOf(slow)];
    for (let second = 0; second < 70; second += 1) {
      vi.advanceTimersByTime(1_000);
      for (const reader of readers) reader.tick();
    }
    expect(idle.text).toBe('id: 0\n: \n\n'.repeat(4));
    expect([idle.ended, slow.ended]).toEqual([null, 'slow_reader']);
    expect(slow.text).toBe('');
    expect(looks).toBe(1);
    vi.advanceTimersByTime(3_600_000);
    readers[0]?.tick();
    expect(idle.ended).toBe('renew');
  });
});
