import { Injectable, Logger } from '@nestjs/common';
import { Pacer } from './pacer.js';

/** Milliseconds of writing without a pause. */
const BIT_MS = 4;

/** Somebody who is to be told something. */
export interface Addressee {
  /** Tells one bit; true where there is more to tell now. */
  tell(): boolean;
  /** Telling failed: nobody comes back to it. */
  end(reason: 'failed'): void;
}

/** Addressees who have the same source. */
export type Lane = object;

/**
 * Tells readers what they are to be told, a bit to each in turn, one of each tenant after the other, at a pace that leaves
 * the event loop to the requests of others (Pacer).
 */
@Injectable()
export class Courier {
  private readonly log = new Logger('Event streams');
  private readonly lanes = new Map<Lane, { waiting: Set<Addressee>; told: PromiseWithResolvers<void> }>();
  private readonly pacer = new Pacer();
  private isWorking = false;

  /** There is something to tell. */
  due(lane: Lane, addressee: Addressee): void {
    let own = this.lanes.get(lane);
    if (!own) {
      own = { waiting: new Set(), told: Promise.withResolvers<void>() };
      this.lanes.set(lane, own);
    }
    own.waiting.add(addressee);
    if (this.isWorking) return;
    this.isWorking = true;
    setImmediate(() => void this.work());
  }

  /** Resolves when everybody of a lane who takes something has been told all. */
  async told(lane: Lane): Promise<void> {
    await this.lanes.get(lane)?.told.promise;
  }

  private async work(): Promise<void> {
    while (this.lanes.size > 0) {
      this.pacer.begin();
      const began = performance.now();
      do this.round();
      while (this.lanes.size > 0 && performance.now() - began < BIT_MS);
      await this.pacer.rest(performance.now() - began);
    }
    this.pacer.forget();
    this.isWorking = false;
  }

  /** One of each lane. */
  private round(): void {
    for (const [lane, { waiting, told }] of this.lanes) {
      const [addressee] = waiting;
      if (addressee) {
        waiting.delete(addressee);
        if (this.tell(addressee)) waiting.add(addressee);
      }
      if (waiting.size > 0) continue;
      this.lanes.delete(lane);
      told.resolve();
    }
  }

  private tell(addressee: Addressee): boolean {
    try {
      return addressee.tell();
    } catch (error) {
      this.log.error({ err: error }, 'a reader of events could not be told of them');
      addressee.end('failed');
      return false;
    }
  }
}
