import { LRUCache } from 'lru-cache';
import type { RecordedEvent } from '../../../../eventstore/event.js';
import type { EventView } from '../../../../eventstore/event-view.js';
import { type EventFilter, matches } from './event-match.js';
import { Frame, type Told } from './frame.js';
import { eventText } from './sse.js';

interface KeptEvent {
  readonly event: RecordedEvent;
  readonly text: string;
}

/** Events that go out together. */
interface Batch {
  readonly after: number;
  readonly upTo: number;
  readonly events: readonly KeptEvent[];
  readonly characters: number;
}

/** Who is not further behind needs no database. */
const MOST_EVENTS = 2_000;
const MOST_CHARACTERS = 8 * 1024 * 1024;
/** A batch is no longer, but for an event that is by itself. */
const BATCH_CHARACTERS = 128 * 1024;
const MOST_MADE_BYTES = 32 * 1024 * 1024;

/** The newest events of a log, and the bytes that were made of them: one event is written as JSON once, for everybody. */
export class NewestEvents {
  private readonly batches: Batch[] = [];
  private count = 0;
  private characters = 0;
  private readonly made = new LRUCache<string, Told>({
    maxSize: MOST_MADE_BYTES,
    // What is compressed, a tenth, comes on top later.
    sizeCalculation: ({ frame }) => 1 + (frame?.size ?? 0),
  });

  /** Everything behind `head` comes by `add`. */
  constructor(private head: number) {}

  get upTo(): number {
    return this.head;
  }

  /** The next events, in order, with their views; nothing else is there up to `position`. */
  add(events: readonly RecordedEvent[], views: readonly EventView[], position: number): void {
    let batch: KeptEvent[] = [];
    let characters = 0;
    const close = (upTo: number): void => {
      this.batches.push({ after: this.head, upTo, events: batch, characters });
      this.count += batch.length;
      this.characters += characters;
      this.head = upTo;
      [batch, characters] = [[], 0];
    };
    for (const [index, event] of events.entries()) {
      const text = eventText(event.position, JSON.stringify(views[index]));
      batch.push({ event, text });
      characters += text.length;
      if (characters >= BATCH_CHARACTERS) close(event.position);
    }
    if (batch.length > 0 || position > this.head) close(position);
    while (this.count > MOST_EVENTS || this.characters > MOST_CHARACTERS) {
      const oldest = this.batches.shift();
      if (!oldest) return;
      this.count -= oldest.events.length;
      this.characters -= oldest.characters;
    }
  }

  /** Everything that is kept is to be read from the log again. */
  forget(): void {
    this.batches.length = 0;
    [this.count, this.characters] = [0, 0];
    this.made.clear();
  }

  /** What matches of the batch that holds what comes behind a position before `upTo`; `log` where it is not kept. */
  next(position: number, filter: EventFilter, filterKey: string): Told | 'log' {
    const batch = this.batches.findLast(({ after }) => after <= position);
    if (!batch) return 'log';
    const key = `${position} ${batch.upTo} ${filterKey}`;
    const before = this.made.get(key);
    if (before) return before;
    const texts = batch.events
      .filter(({ event }) => event.position > position && matches(event, filter))
      .map(({ text }) => text);
    const told: Told = { frame: texts.length === 0 ? null : new Frame(texts.join('')), upTo: batch.upTo };
    this.made.set(key, told);
    return told;
  }
}
