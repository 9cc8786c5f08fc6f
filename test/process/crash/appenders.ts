import { createHash, randomInt } from 'node:crypto';
import { SequenceConflict, StoreUnavailable } from '../../../src/eventstore/errors.js';
import type { EventContext, RecordedEvent, StreamRef } from '../../../src/eventstore/event.js';
import type { AppendRequest, EventStore } from '../../../src/eventstore/eventstore.js';

export const TENANT = 'default';

const CONTEXT: EventContext = {
  actor: { id: 'svc_test', kind: 'service' },
  credentialId: null,
  authMethod: 'api_key',
  source: 'api',
  requestId: null,
  correlationId: 'cor-1',
  causationId: null,
};

/** An append whose events, one to three, carry its marker. */
export interface MarkedAppend {
  readonly marker: string;
  readonly events: number;
  readonly request: AppendRequest;
}

/** What became of an append, as its caller was told; `unknown` and `not_done` are those of StoreUnavailable. */
export type Told =
  | { readonly kind: 'appended'; readonly events: readonly RecordedEvent[] }
  | { readonly kind: 'conflict' | 'unknown' | 'not_done' };

/** `withKey` gives it an idempotency key: the marker. */
export function markedAppend(
  marker: string,
  stream: StreamRef,
  expected: number,
  withKey = false,
): MarkedAppend {
  const events = Array.from({ length: randomInt(1, 4) }, (_, part) => ({
    type: 'item.checked',
    revision: 1,
    payload: { marker, part },
  }));
  const fingerprint = createHash('sha256').update(marker).digest();
  const request = {
    tenant: TENANT,
    context: CONTEXT,
    writes: [{ stream, expected, events, project: 'prj_1' }],
    ...(withKey ? { idempotency: { caller: 'svc_test', key: marker, fingerprint } } : {}),
  };
  return { marker, events: events.length, request };
}

/** Appends, and gives what the caller is told; an error that no caller should meet is thrown on. */
export async function appendAndHear(store: EventStore, { request }: MarkedAppend): Promise<Told> {
  try {
    const { events } = await store.append(request);
    return { kind: 'appended', events };
  } catch (error) {
    if (error instanceof SequenceConflict) return { kind: 'conflict' };
    if (error instanceof StoreUnavailable) return { kind: error.outcome };
    throw error;
  }
}

/** The sequence that a stream is at. */
export async function sequenceOf(store: EventStore, stream: StreamRef): Promise<number> {
  const [events] = await store.readStreams(TENANT, [stream]);
  return events?.at(-1)?.sequence ?? 0;
}

/** The whole log, in the order of its positions. */
export async function wholeLog(store: EventStore): Promise<RecordedEvent[]> {
  const { nextPosition } = await store.head(TENANT);
  return await store.query(TENANT, { order: 'asc', limit: nextPosition + 1 });
}

/** What the log holds otherwise than the callers were told, in words. */
export function untruths(log: readonly RecordedEvent[], told: ReadonlyMap<MarkedAppend, Told>): string[] {
  const recorded = Map.groupBy(log, (event) => event.payload['marker']);
  return [...told].flatMap(([{ marker, events }, outcome]) => {
    const found = recorded.get(marker) ?? [];
    const parts = found.map((event) => Number(event.payload['part'])).join();
    const isWhole = parts === Array.from({ length: events }, (_, part) => part).join();
    const there = found.map(inWords).join('; ');
    const heard = outcome.kind === 'appended' ? outcome.events.map(inWords).join('; ') : '';
    const isTrue =
      outcome.kind === 'appended'
        ? isWhole && heard === there
        : found.length === 0 || (isWhole && outcome.kind === 'unknown');
    return isTrue
      ? []
      : [`${marker}, told ${outcome.kind} [${heard}], has ${events} events, recorded [${there}]`];
  });
}

function inWords({ position, epoch, id, sequence, createdAt }: RecordedEvent): string {
  return `${epoch}/${position} ${id} ${sequence} ${createdAt}`;
}
