import { byteaArray, plainArray, textArray } from '../database/array-literal.js';
import { foldName } from './fold-name.js';
import type { SealedAppend, SealedEvent } from './envelope.js';

/** Statement text: a plain SELECT of one call, outside any transaction block, tenant first. */
export const APPEND_STATEMENT = `SELECT eventstore.append(${Array.from({ length: 42 }, (_, index) => `$${index + 1}`).join(', ')}) AS answer`;

export interface AppendAnswer {
  readonly epoch: number;
  readonly created_at: string;
  /** First position of each append, null where it was refused. */
  readonly first: readonly (number | null)[];
  readonly refusals: readonly AppendRefusal[];
}

/** `append` counts from 1. */
export type AppendRefusal =
  | { append: number; kind: 'repeated' | 'key_reused'; first: number; last: number }
  | { append: number; kind: 'sequence'; type: string; id: string; expected: number; actual: number }
  | { append: number; kind: 'guard'; project: string; since: number; newest: number }
  | { append: number; kind: 'name'; name_kind: string; name: string; owner: string };

/** The 42 parameters of eventstore.append (migrations/0003_append.sql), all but two as array literals. */
export function appendParameters(tenant: string, batch: readonly SealedAppend[]): (string | number)[] {
  const numbered = batch.map((append, index) => ({ number: index + 1, append, request: append.request }));
  const expectations = numbered.flatMap(({ number, request }) => [
    ...request.writes.map(({ stream, expected }) => ({ number, stream, expected })),
    ...(request.reads ?? []).map(({ stream, expected }) => ({ number, stream, expected })),
  ]);
  const guards = numbered.flatMap(({ number, request }) =>
    request.guard ? [{ number, ...request.guard }] : [],
  );
  const names = numbered.flatMap(({ number, request }) =>
    (request.names ?? []).map((name) => ({ number, name })),
  );
  const keys = numbered.flatMap(({ number, request }) =>
    request.idempotency ? [{ number, claim: request.idempotency }] : [],
  );
  return [
    tenant,
    batch.length,
    plainArray(expectations.map((row) => row.number)),
    textArray(expectations.map((row) => row.stream.type)),
    textArray(expectations.map((row) => row.stream.id)),
    plainArray(expectations.map((row) => row.expected)),
    plainArray(guards.map((row) => row.number)),
    textArray(guards.map((row) => row.project)),
    plainArray(guards.map((row) => row.since)),
    plainArray(names.map((row) => row.number)),
    textArray(names.map((row) => row.name.kind)),
    textArray(names.map((row) => foldName(row.name.name))),
    textArray(names.map((row) => row.name.owner)),
    plainArray(names.map((row) => row.name.release ?? false)),
    plainArray(keys.map((row) => row.number)),
    textArray(keys.map((row) => row.claim.caller)),
    textArray(keys.map((row) => row.claim.key)),
    byteaArray(keys.map((row) => row.claim.fingerprint)),
    ...eventColumns(
      numbered.flatMap(({ number, append }) => append.events.map((event) => ({ number, append, event }))),
    ),
  ];
}

interface EventRow {
  readonly number: number;
  readonly append: SealedAppend;
  readonly event: SealedEvent;
}

function eventColumns(rows: readonly EventRow[]): string[] {
  const texts = (pick: (row: EventRow) => string | null): string => textArray(rows.map(pick));
  const bytes = (pick: (event: SealedEvent) => Uint8Array | null): string =>
    byteaArray(rows.map((row) => pick(row.event)));
  return [
    plainArray(rows.map((row) => row.number)),
    texts((row) => row.event.id),
    texts((row) => row.event.aggregateType),
    texts((row) => row.event.aggregateId),
    plainArray(rows.map((row) => row.event.sequence)),
    texts((row) => row.event.data.type),
    plainArray(rows.map((row) => row.event.data.revision)),
    texts((row) => row.event.project),
    texts((row) => row.append.request.context.actor.id),
    texts((row) => row.append.request.context.actor.kind),
    texts((row) => row.append.request.context.credentialId),
    texts((row) => row.append.request.context.authMethod),
    texts((row) => row.append.request.outcome ?? 'success'),
    texts((row) => row.append.request.context.source),
    texts((row) => row.append.request.context.requestId),
    texts((row) => row.append.request.context.correlationId),
    texts((row) => row.append.request.context.causationId),
    bytes((event) => event.nonce),
    texts((row) => row.event.payload),
    bytes((event) => event.payloadSalt),
    bytes((event) => event.payloadCommitment),
    bytes((event) => event.privateCommitment),
    bytes((event) => event.privateSalt),
    texts((row) => row.event.privateBody),
  ];
}
