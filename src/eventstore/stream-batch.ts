import type { RecordedEvent, StreamRef } from './event.js';
import { streamKey } from './event.js';

type ReadStreams = (tenant: string, streams: readonly StreamRef[]) => Promise<RecordedEvent[][]>;

interface Waiting {
  readonly stream: StreamRef;
  readonly resolve: (events: RecordedEvent[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Reads under way at once; what is asked for meanwhile goes into the next one. */
const CONCURRENCY = 2;
const STREAMS_A_BATCH = 100;

/**
 * Puts reads of streams that come together into one statement, as the group committer does with appends: no timer, a
 * read leaves as soon as a place is free. What is given was read after it was asked for.
 */
export class StreamBatch {
  private readonly queues = new Map<string, Waiting[]>();
  private underWay = 0;
  private isScheduled = false;

  constructor(private readonly readStreams: ReadStreams) {}

  /** The events of a stream, in sequence order. Throws what the read throws. */
  read(tenant: string, stream: StreamRef): Promise<RecordedEvent[]> {
    return new Promise((resolve, reject) => {
      const waiting = { stream, resolve, reject };
      const queue = this.queues.get(tenant);
      if (queue) queue.push(waiting);
      else this.queues.set(tenant, [waiting]);
      this.schedule();
    });
  }

  private schedule(): void {
    if (this.isScheduled || this.underWay >= CONCURRENCY || this.queues.size === 0) return;
    this.isScheduled = true;
    setImmediate(() => {
      this.isScheduled = false;
      for (const [tenant, queue] of this.queues) {
        if (this.underWay >= CONCURRENCY) return;
        const batch = queue.splice(0, STREAMS_A_BATCH);
        // Behind the others: no tenant keeps the places to itself.
        this.queues.delete(tenant);
        if (queue.length > 0) this.queues.set(tenant, queue);
        void this.send(tenant, batch);
      }
      this.schedule();
    });
  }

  private async send(tenant: string, batch: readonly Waiting[]): Promise<void> {
    this.underWay += 1;
    try {
      const streams = [...new Map(batch.map(({ stream }) => [streamKey(stream), stream])).values()];
      const histories = await this.readStreams(tenant, streams);
      const found = new Map(streams.map((stream, index) => [streamKey(stream), histories[index] ?? []]));
      for (const { stream, resolve } of batch) resolve(found.get(streamKey(stream)) ?? []);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      this.underWay -= 1;
      this.schedule();
    }
  }
}
