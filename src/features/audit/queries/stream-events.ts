import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { EventRenderer } from '../../../eventstore/event-view.js';
import { EventStore } from '../../../eventstore/eventstore.js';
import { resolveProject } from '../../projects/projects.module.js';
import type { EventHub, ShownEvent } from '../event-hub.js';
import { EventHubs } from '../event-hubs.js';
import type { EventFilter } from '../event-match.js';

/** Events in their order, or nothing for a while. */
export type Streamed =
  | {
      readonly kind: 'events';
      readonly events: readonly { readonly position: number; readonly json: string }[];
    }
  | { readonly kind: 'idle' }
  /** The last one: the credential that listens was revoked. */
  | { readonly kind: 'revoked' };

export interface Listener {
  readonly tenant: string;
  readonly credentialId: string;
  /** Project by key or id. */
  readonly filter: EventFilter;
  /** Position of the last event that is not wanted any more; null: from now on. */
  readonly after: number | null;
  /** Milliseconds after which it says that nothing came. */
  readonly idleMs: number;
  readonly signal: AbortSignal;
}

const PAGE = 200;

/**
 * A tenant's events as they come, each once: first what there is behind `after`, then what is appended, by this node or
 * another. Nothing is kept for a reader: whoever takes the next part late is given it from the log. Refuses (not_found)
 * a project that is not there; the parts then throw what the store throws. Ends with the signal, and behind `before`.
 */
export class StreamEvents extends Query<{ after: number; parts: AsyncGenerator<Streamed, void> }> {
  constructor(readonly listener: Listener) {
    super();
  }
}

@QueryHandler(StreamEvents)
export class StreamEventsHandler implements IQueryHandler<StreamEvents> {
  constructor(
    private readonly store: EventStore,
    private readonly renderer: EventRenderer,
    private readonly hubs: EventHubs,
  ) {}

  async execute({
    listener,
  }: StreamEvents): Promise<{ after: number; parts: AsyncGenerator<Streamed, void> }> {
    const { tenant, filter } = listener;
    const project =
      filter.project === undefined ? undefined : await resolveProject(this.store, tenant, filter.project);
    const resolved = { ...filter, ...(project === undefined ? {} : { project }) };
    const { hub, leave } = await this.hubs.join(tenant);
    const after = listener.after ?? hub.head;
    return { after, parts: this.parts({ ...listener, filter: resolved }, after, hub, leave) };
  }

  private async *parts(
    listener: Listener,
    after: number,
    hub: EventHub,
    leave: () => Promise<void>,
  ): AsyncGenerator<Streamed, void> {
    const { filter, signal, idleMs, credentialId } = listener;
    const filterKey = JSON.stringify(filter);
    let cursor = after;
    try {
      // So that whoever asked hears at once that somebody answers.
      yield { kind: 'idle' };
      while (!signal.aborted && !(filter.before !== undefined && cursor >= filter.before - 1)) {
        const { changed } = hub;
        hub.check();
        if (hub.revoked.has(credentialId)) {
          yield { kind: 'revoked' };
          return;
        }
        if (cursor >= hub.head) {
          if (!(await settles(changed, idleMs, signal)) && !signal.aborted) yield { kind: 'idle' };
        } else if (cursor < hub.keptAfter) {
          const page = await this.page(listener, cursor, hub.head);
          cursor = page.cursor;
          if (page.events.length > 0) yield { kind: 'events', events: page.events };
        } else {
          const events = hub.behind(cursor, filter, filterKey);
          cursor = hub.head;
          if (events.length > 0) yield { kind: 'events', events };
        }
      }
    } finally {
      await leave();
    }
  }

  /** Events from the log up to `head`, and up to where they are all there are. */
  private async page(
    { tenant, filter }: Listener,
    after: number,
    head: number,
  ): Promise<{ cursor: number; events: ShownEvent[] }> {
    const before = Math.min(head + 1, filter.before ?? Number.MAX_SAFE_INTEGER);
    const events = await this.store.query(tenant, { ...filter, after, before, order: 'asc', limit: PAGE });
    const views = await this.renderer.render(tenant, events);
    return {
      cursor: events.length < PAGE ? head : (events.at(-1)?.position ?? head),
      events: views.map((view) => ({ position: view.position, json: JSON.stringify(view) })),
    };
  }
}

/** True where the promise came first; false after `ms` or with the signal. */
async function settles(promise: Promise<void>, ms: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return false;
  const { promise: over, resolve } = Promise.withResolvers<boolean>();
  const end = (): void => resolve(false);
  const timer = setTimeout(end, ms);
  signal.addEventListener('abort', end, { once: true });
  try {
    return await Promise.race([promise.then(() => true), over]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  }
}
