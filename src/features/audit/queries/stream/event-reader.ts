import type { EventFilter } from './event-match.js';
import type { Frame, Told } from './frame.js';
import type { ClosingReason, Outlet } from './outlet.js';

export interface Listener {
  readonly tenant: string;
  /** Whose credential listens. */
  readonly actorId: string;
  /** `project` by its id. */
  readonly filter: EventFilter;
  /** Whether the credential may still listen. May throw StoreUnavailable. */
  readonly isAllowed: () => Promise<boolean>;
}

/** Milliseconds. */
export class ReaderLimits {
  /** After so long without an event it hears that somebody is there. */
  heartbeat = 15_000;
  /** Whoever takes nothing for so long is not reading. */
  slow = 60_000;
  /** After so long a stream ends and is asked for anew. */
  longest = 3_600_000;
  /** How often the credential is looked at again, whatever the log says. */
  lookAgain = 60_000;
}

/** Where a reader gets events from: a hub. */
export interface EventSource {
  /** Position of the newest event that readers may be told. */
  readonly head: number;
  /** What a reader is told next; null where there is nothing, `log` where it is further behind than what is kept. */
  next(reader: EventReader): Told | 'log' | null;
  /** The same from the log. Throws what the store throws. */
  fromLog(reader: EventReader): Promise<Told>;
  /** Has the reader told what there is. */
  due(reader: EventReader): void;
  leave(reader: EventReader): void;
  /** True of errors that pass. */
  isPassing(error: unknown): boolean;
}

/** One reader of a tenant's events, each once, from a position on. Nothing is kept for it but how far it is. */
export class EventReader {
  /** Tells filters apart. */
  readonly filterKey: string;
  isOver = false;
  /** Nothing goes out until somebody knows whether it may. */
  private isHeld = false;
  private isLooking = false;
  /** How often something happened that the credential is to be looked at for. */
  private suspicions = 0;
  private isReading = false;
  /** From the log, of a time before what the hub keeps. */
  private fetched: Told | null = null;
  private blockedSince: number | null = null;
  private toldAt = performance.now();
  private lookedAt = this.toldAt;
  private readonly openedAt = this.toldAt;

  constructor(
    readonly listener: Listener,
    private cursor: number,
    private readonly hub: EventSource,
    private readonly outlet: Outlet,
    private readonly heartbeat: (position: number) => Frame,
    private readonly limits: ReaderLimits,
  ) {
    this.filterKey = JSON.stringify(listener.filter);
  }

  /** Tells it a bit of what there is; true where there is more and it takes more. */
  tell(): boolean {
    if (this.isOver || this.isHeld || this.isReading || !this.canTake()) return false;
    if (this.isDone) {
      this.end(null);
      return false;
    }
    const next = this.fetched ?? this.hub.next(this);
    if (next === 'log') {
      void this.fetch();
      return false;
    }
    this.fetched = null;
    if (next) this.give(next);
    return this.wantsMore;
  }

  get position(): number {
    return this.cursor;
  }

  get wantsMore(): boolean {
    return (
      !this.isOver && !this.isHeld && !this.isReading && this.cursor < this.hub.head && this.outlet.isReady
    );
  }

  /** The outlet takes more. */
  onReady(): void {
    this.blockedSince = null;
    if (this.wantsMore || this.fetched) this.hub.due(this);
  }

  /** Something happened to the account: nothing more is told before its credential was looked at. */
  suspect(): void {
    this.isHeld = true;
    this.suspicions += 1;
    void this.look();
  }

  /** To be called now and then. */
  tick(): void {
    if (this.isOver) return;
    const now = performance.now();
    const { heartbeat, slow, longest, lookAgain } = this.limits;
    if (!this.outlet.isReady) {
      this.blockedSince ??= now;
      if (now - this.blockedSince > slow) return this.end('slow_reader');
    } else if (!this.isHeld && now - this.toldAt > heartbeat) this.send(this.heartbeat(this.cursor));
    if (now - this.openedAt > longest) return this.end('renew');
    if (this.isHeld || now - this.lookedAt > lookAgain) void this.look();
    if (this.wantsMore) this.hub.due(this);
  }

  end(reason: ClosingReason | null): void {
    if (this.isOver) return;
    this.isOver = true;
    this.hub.leave(this);
    this.outlet.end(reason);
  }

  private canTake(): boolean {
    if (!this.outlet.isReady) this.blockedSince ??= performance.now();
    return this.outlet.isReady;
  }

  private give({ frame, upTo }: Told): void {
    this.cursor = upTo;
    if (frame) this.send(frame);
    if (this.isDone) this.end(null);
  }

  /** Behind the last position that was asked for. */
  private get isDone(): boolean {
    const { before } = this.listener.filter;
    return before !== undefined && this.cursor >= before - 1;
  }

  private send(frame: Frame): void {
    this.toldAt = performance.now();
    this.outlet.send(frame);
  }

  private async fetch(): Promise<void> {
    this.isReading = true;
    try {
      this.fetched = await this.hub.fromLog(this);
    } catch (error) {
      // Without a database it is tried again with the next tick.
      if (!this.hub.isPassing(error)) this.end('failed');
    } finally {
      this.isReading = false;
    }
    if (this.fetched) this.hub.due(this);
  }

  private async look(): Promise<void> {
    if (this.isLooking) return;
    this.isLooking = true;
    this.lookedAt = performance.now();
    try {
      let seen: number;
      do {
        seen = this.suspicions;
        if (!(await this.listener.isAllowed())) return this.end('revoked');
      } while (seen !== this.suspicions);
      this.isHeld = false;
      if (this.isDone) return this.end(null);
      if (this.wantsMore || this.fetched) this.hub.due(this);
    } catch (error) {
      if (!this.hub.isPassing(error)) this.end('failed');
    } finally {
      this.isLooking = false;
    }
  }
}
