import { setTimeout as delay } from 'node:timers/promises';
import type { EventStore } from '../../../src/eventstore/eventstore.js';
import { until } from '../embedded/scene.js';
import { TENANT } from './appenders.js';

const PAGE = 50;
/** How soon it looks again where no hint came. */
const LOOK_AGAIN_MS = 50;

/** Reads the log on from the last position that it saw, while others write: as projections and webhooks do. */
export class Follower {
  /** Ids of the events in the order they were seen. */
  readonly ids: string[] = [];
  /** Positions that came where another one belonged, in words. */
  readonly findings: string[] = [];
  private isStopping = false;
  private wake: () => void = () => undefined;
  private readonly end: Promise<void>;

  constructor(private readonly store: EventStore) {
    this.end = this.follow();
  }

  /** Resolves when it has seen everything there is and reads no more. Nobody may be writing. */
  async stop(): Promise<void> {
    const { nextPosition } = await this.store.head(TENANT);
    await until('the reader has seen the whole log', () => this.ids.length >= nextPosition);
    this.isStopping = true;
    await this.end;
  }

  private async follow(): Promise<void> {
    const unsubscribe = await this.store.onAppended(() => this.wake());
    let last = -1;
    while (!this.isStopping) {
      const hint = new Promise<void>((resolve) => {
        this.wake = resolve;
      });
      const page = await this.store.query(TENANT, { after: last, order: 'asc', limit: PAGE });
      for (const { position, id } of page) {
        if (position !== last + 1) this.findings.push(`position ${position} came after ${last}`);
        last = position;
        this.ids.push(id);
      }
      if (page.length === 0) await Promise.race([hint, delay(LOOK_AGAIN_MS)]);
    }
    await unsubscribe();
  }
}
