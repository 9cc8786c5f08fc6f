import { StoreUnavailable } from './errors.js';
import type { RecordedEvent } from './event.js';
import type { EventStore } from './eventstore.js';

export interface FollowOptions {
  /** Position of the last event that is not wanted any more: what was committed with the last batch; -1 for none. */
  readonly after: number;
  /** Only events of these types. */
  readonly types?: readonly string[];
  /** Milliseconds after which it looks although nothing was heard. */
  readonly pollMs: number;
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Most events of a batch. */
  readonly limit?: number;
  /** Told of every look that found no database, or of a node that cannot listen; it looks again after `pollMs`. */
  readonly onUnavailable?: (error: StoreUnavailable) => void;
}

export interface FollowedBatch {
  /** In the order of the log, with private parts. Empty where only events of other types came. */
  readonly events: readonly RecordedEvent[];
  /** Everything wanted up to here has been given: what to commit, and to come back with as `after`. */
  readonly position: number;
}

const BATCH = 500;

/**
 * A tenant's log from a position on, for as long as `signal` lets it: what there is, then what comes, in batches. It is
 * woken by the store's hint and looks every `pollMs` by itself, so a lost hint delays and loses nothing. Positions have no
 * gaps and follow commit order, so nothing can come in behind a position that was given: who commits `position` in the
 * transaction of its own work gets every event exactly once. Throws what the store throws, but for StoreUnavailable.
 */
export async function* follow(
  store: EventStore,
  tenant: string,
  options: FollowOptions,
): AsyncGenerator<FollowedBatch, void, undefined> {
  const { signal, pollMs, onUnavailable = () => undefined } = options;
  const hints = new Hints(store, tenant);
  let { after } = options;
  try {
    while (!signal.aborted) {
      // Before it reads: what comes while it does is heard.
      hints.forget();
      await unlessAway(() => hints.listen(), onUnavailable);
      const batch = await unlessAway(() => readBatch(store, tenant, after, options), onUnavailable);
      if (batch) {
        after = batch.position;
        yield batch;
      } else await hints.next(pollMs, signal);
    }
  } finally {
    await hints.stop();
  }
}

/** What stands behind a position; null where there is nothing. */
async function readBatch(
  store: EventStore,
  tenant: string,
  after: number,
  { types, limit = BATCH }: FollowOptions,
): Promise<FollowedBatch | null> {
  if (types === undefined) {
    const events = await store.query(tenant, { after, order: 'asc', limit });
    const last = events.at(-1);
    return last ? { events, position: last.position } : null;
  }
  // The head comes first: all in front of it can be read by then, so what is not found there is not there.
  const { nextPosition } = await store.head(tenant);
  if (nextPosition - 1 <= after) return null;
  const events = await store.query(tenant, { after, before: nextPosition, types, order: 'asc', limit });
  const isAll = events.length < limit;
  return { events, position: isAll ? nextPosition - 1 : (events.at(-1)?.position ?? after) };
}

async function unlessAway<T>(
  work: () => Promise<T>,
  onUnavailable: (error: StoreUnavailable) => void,
): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    onUnavailable(error);
    return null;
  }
}

/** What the store says about appends to one tenant. */
class Hints {
  private isHeard = false;
  private wake: () => void = () => undefined;
  private unsubscribe: (() => Promise<void>) | null = null;

  constructor(
    private readonly store: EventStore,
    private readonly tenant: string,
  ) {}

  /** Throws StoreUnavailable where that is not possible now. */
  async listen(): Promise<void> {
    this.unsubscribe ??= await this.store.onAppended((tenant) => {
      if (tenant !== this.tenant) return;
      this.isHeard = true;
      this.wake();
    });
  }

  forget(): void {
    this.isHeard = false;
  }

  /** Resolves with a hint since forget(), with `signal`, or after `ms`. */
  async next(ms: number, signal: AbortSignal): Promise<void> {
    if (this.isHeard || signal.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.wake = resolve;
    const timer = setTimeout(resolve, ms);
    const stop = (): void => resolve();
    signal.addEventListener('abort', stop, { once: true });
    await promise;
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }

  async stop(): Promise<void> {
    await this.unsubscribe?.();
  }
}
