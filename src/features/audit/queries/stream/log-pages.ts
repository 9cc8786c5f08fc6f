import { LRUCache } from 'lru-cache';
import type { EventRenderer } from '../../../../eventstore/event-view.js';
import type { EventStore } from '../../../../eventstore/eventstore.js';
import type { EventFilter } from './event-match.js';
import { Frame, type Told } from './frame.js';
import { eventText } from './sse.js';

const PAGE = 200;
const AT_ONCE = 2;
const MOST_BYTES = 16 * 1024 * 1024;
/** For those who come back together, no longer. */
const KEPT_MS = 5_000;

interface Span {
  readonly after: number;
  readonly end: number;
  readonly head: number;
}

/** Parts of a log for readers who are further behind than what a hub keeps, read once for all who ask for the same. */
export class LogPages {
  private readonly pages = new LRUCache<string, Told>({
    ttl: KEPT_MS,
    maxSize: MOST_BYTES,
    sizeCalculation: ({ frame }) => 1 + (frame?.size ?? 0),
  });
  private readonly asked = new Map<string, Promise<Told>>();
  private readonly waiting: (() => void)[] = [];
  private underWay = 0;

  constructor(
    private readonly store: EventStore,
    private readonly renderer: EventRenderer,
    private readonly tenant: string,
  ) {}

  /** What matches behind `after`, up to `head` at most. Throws StoreUnavailable. */
  async read(after: number, head: number, filter: EventFilter, filterKey: string): Promise<Told> {
    // Those who want everything meet at the same positions, wherever they begin.
    const end = filterKey === '{}' ? Math.min(head, after - (after % PAGE) + PAGE) : head;
    const key = `${after} ${end} ${filterKey}`;
    const kept = this.pages.get(key);
    if (kept) return kept;
    const asked = this.asked.get(key) ?? this.ask({ after, end, head }, filter, key);
    return await asked;
  }

  /** What was read before holds no more. */
  forget(): void {
    this.pages.clear();
    this.asked.clear();
  }

  private async ask(span: Span, filter: EventFilter, key: string): Promise<Told> {
    const page = this.inTurn(() => this.page(span, filter));
    this.asked.set(key, page);
    try {
      const told = await page;
      if (this.asked.get(key) === page) this.pages.set(key, told);
      return told;
    } finally {
      if (this.asked.get(key) === page) this.asked.delete(key);
    }
  }

  private async page({ after, end, head }: Span, filter: EventFilter): Promise<Told> {
    const before = Math.min(end + 1, filter.before ?? Number.MAX_SAFE_INTEGER);
    const query = { ...filter, after, before, order: 'asc', limit: PAGE } as const;
    const events = await this.store.query(this.tenant, query);
    const views = await this.renderer.render(this.tenant, events);
    const text = views.map((view) => eventText(view.position, JSON.stringify(view))).join('');
    if (events.length === 0) return { frame: null, upTo: end < head ? await this.gapEnd(end, head) : end };
    const upTo = events.length < PAGE ? end : (events.at(-1)?.position ?? end);
    return { frame: new Frame(text), upTo };
  }

  // Between two epochs lie 2^32 positions, less a few, that nothing is at: page by page nobody would get across.
  private async gapEnd(after: number, head: number): Promise<number> {
    const query = { after, before: head + 1, order: 'asc', limit: 1 } as const;
    const [next] = await this.store.query(this.tenant, query);
    return next ? next.position - 1 : head;
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.underWay >= AT_ONCE) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.underWay += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.underWay -= 1;
    }
  }
}
