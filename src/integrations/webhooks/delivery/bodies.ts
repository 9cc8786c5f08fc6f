import type { RecordedEvent } from '../../../eventstore/event.js';
import type { EventStore } from '../../../eventstore/eventstore.js';
import type { Message, Sender } from './attempt.js';

/** Milliseconds for which what was read of an event stands: what was erased longer ago is in no body. */
export const FRESH_MS = 1_000;
/** So many are made together at most: a slow receiver comes to few of them before they are old. */
const TOGETHER = 32;

/** The bodies of a batch of events, made shortly before they are sent, some together. */
export class Bodies {
  private readonly left: Map<number, RecordedEvent>;
  private readonly made = new Map<number, { readonly at: number; readonly message: Promise<Message> }>();

  /** `readAt`: when the events were read, by performance.now(). */
  constructor(
    private readonly store: Pick<EventStore, 'readPositions'>,
    private readonly sender: Sender,
    private readonly tenant: string,
    events: readonly RecordedEvent[],
    private readonly readAt: number,
  ) {
    this.left = new Map(events.map((event) => [event.position, event]));
  }

  /** The body of one of the events, each asked for once. Throws what the store throws. */
  async of({ position }: RecordedEvent): Promise<Message> {
    const made = this.fresh(position) ?? this.make(position);
    this.left.delete(position);
    const message = await made;
    this.made.delete(position);
    return message;
  }

  private fresh(position: number): Promise<Message> | null {
    const made = this.made.get(position);
    return made && performance.now() - made.at < FRESH_MS ? made.message : null;
  }

  private async make(position: number): Promise<Message> {
    const others = [...this.left.keys()].filter((other) => other !== position && !this.fresh(other));
    const positions = [position, ...others.slice(0, TOGETHER - 1)];
    const all = this.render(positions);
    // Whoever asks for one of them is told what went wrong; maybe nobody does.
    all.catch(() => undefined);
    const at = performance.now();
    const messageOf = async (one: number): Promise<Message> => {
      const message = (await all).get(one);
      if (!message) throw new Error(`the event at ${one} is not there`);
      return message;
    };
    for (const one of positions) {
      const message = messageOf(one);
      message.catch(() => undefined);
      this.made.set(one, { at, message });
    }
    return await messageOf(position);
  }

  private async render(positions: readonly number[]): Promise<ReadonlyMap<number, Message>> {
    const isOld = performance.now() - this.readAt >= FRESH_MS;
    const known = positions.flatMap((position) => this.left.get(position) ?? []);
    const events = isOld ? await this.store.readPositions(this.tenant, positions) : known;
    const messages = await this.sender.messages(this.tenant, events);
    return new Map(events.map((event, index) => [event.position, messages[index]]).filter(isPair));
  }
}

function isPair(pair: (number | Message | undefined)[]): pair is [number, Message] {
  return pair[1] !== undefined;
}
