import {
  binaryBigints,
  binaryBooleans,
  binaryBytes,
  binaryIntegers,
  binaryTexts,
} from '../database/binary-array.js';
import { type StreamRef, streamKey } from './event.js';
import { foldName } from './fold-name.js';
import type { SealedAppend, SealedEvent } from './envelope.js';

const PARAMETERS = 45;

/** Statement text: a plain SELECT of one call, outside any transaction block, tenant first. */
export const APPEND_STATEMENT = `SELECT eventstore.append_v3(${Array.from({ length: PARAMETERS }, (_, index) => `$${index + 1}`).join(', ')}) AS answer`;

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

/** What eventstore.append_v3 gave for a batch. */
export function readAnswer(batch: readonly SealedAppend[], text: string): AppendAnswer {
  const { next, ...answer } = JSON.parse(text) as Omit<AppendAnswer, 'first'> & { next: number };
  const refused = new Set(answer.refusals.map(({ append }) => append));
  let position = next;
  const first = batch.map(({ events }, index) => {
    if (refused.has(index + 1)) return null;
    position += events.length;
    return position - events.length;
  });
  return { ...answer, first };
}

/** The parameters of eventstore.append_v3 (migrations/0015_append_v3.sql): the tenant, then arrays as 0007 explains them. */
export function appendParameters(tenant: string, batch: readonly SealedAppend[]): (string | Buffer)[] {
  return [
    tenant,
    ...expectations(batch),
    ...guards(batch),
    ...names(batch),
    ...keys(batch),
    ...events(batch),
  ];
}

function expectations(batch: readonly SealedAppend[]): Buffer[] {
  const streams: StreamRef[] = [];
  const numbers = new Map<string, number>();
  const least: number[] = [];
  const rows = { append: [] as number[], stream: [] as number[], expected: [] as number[] };
  const expect = (append: number, { stream, expected }: { stream: StreamRef; expected: number }): void => {
    const key = streamKey(stream);
    let number = numbers.get(key);
    if (number === undefined) {
      numbers.set(key, (number = streams.push(stream)));
      least.push(expected);
    } else least[number - 1] = Math.min(expected, least[number - 1] ?? expected);
    rows.append.push(append);
    rows.stream.push(number);
    rows.expected.push(expected);
  };
  for (const [index, { request }] of batch.entries()) {
    for (const write of request.writes) expect(index + 1, write);
    for (const read of request.reads ?? []) expect(index + 1, read);
  }
  return [
    binaryTexts(streams.map(({ type }) => type)),
    binaryTexts(streams.map(({ id }) => id)),
    binaryBigints(least),
    binaryIntegers(rows.append),
    binaryIntegers(rows.stream),
    binaryBigints(rows.expected),
  ];
}

function guards(batch: readonly SealedAppend[]): Buffer[] {
  const rows = batch.flatMap(({ request }, index) => (request.guard ? [{ index, ...request.guard }] : []));
  return [
    binaryIntegers(rows.map(({ index }) => index + 1)),
    binaryTexts(rows.map(({ project }) => project)),
    binaryBigints(rows.map(({ since }) => since)),
  ];
}

function names(batch: readonly SealedAppend[]): Buffer[] {
  const rows = batch.flatMap(({ request }, index) => (request.names ?? []).map((name) => ({ index, name })));
  return [
    binaryIntegers(rows.map(({ index }) => index + 1)),
    binaryTexts(rows.map(({ name }) => name.kind)),
    binaryTexts(rows.map(({ name }) => foldName(name.name))),
    binaryTexts(rows.map(({ name }) => name.owner)),
    binaryBooleans(rows.map(({ name }) => name.release ?? false)),
  ];
}

function keys(batch: readonly SealedAppend[]): Buffer[] {
  let event = 1;
  const rows = batch.flatMap(({ request, events }, index) => {
    const row = { append: index + 1, event, events: events.length };
    event += events.length;
    return request.idempotency ? [{ ...row, claim: request.idempotency }] : [];
  });
  return [
    binaryIntegers(rows.map((row) => row.append)),
    binaryIntegers(rows.map((row) => row.event)),
    binaryIntegers(rows.map((row) => row.events)),
    binaryTexts(rows.map(({ claim }) => claim.caller)),
    binaryTexts(rows.map(({ claim }) => claim.key)),
    binaryBytes(rows.map(({ claim }) => claim.fingerprint)),
  ];
}

function events(batch: readonly SealedAppend[]): (string | Buffer)[] {
  const all: SealedEvent[] = [];
  const requests: SealedAppend['request'][] = [];
  const numbers: number[] = [];
  for (const [index, append] of batch.entries())
    for (const event of append.events) {
      all.push(event);
      requests.push(append.request);
      numbers.push(index + 1);
    }
  return [
    binaryIntegers(numbers),
    // As text, since an id is made as text and has to be read again otherwise.
    `{${all.map((event) => event.id).join(',')}}`,
    binaryTexts(all.map((event) => event.aggregateType)),
    binaryTexts(all.map((event) => event.aggregateId)),
    binaryBigints(all.map((event) => event.sequence)),
    binaryTexts(all.map((event) => event.data.type)),
    binaryIntegers(all.map((event) => event.data.revision)),
    binaryTexts(all.map((event) => event.project)),
    binaryTexts(requests.map(({ context }) => context.actor.id)),
    binaryTexts(requests.map(({ context }) => context.actor.kind)),
    binaryTexts(requests.map(({ context }) => context.credentialId)),
    binaryTexts(requests.map(({ context }) => context.authMethod)),
    binaryTexts(requests.map(({ outcome }) => outcome ?? 'success')),
    binaryTexts(requests.map(({ context }) => context.source)),
    binaryTexts(requests.map(({ context }) => context.requestId)),
    binaryTexts(requests.map(({ context }) => context.correlationId)),
    binaryTexts(requests.map(({ context }) => context.causationId)),
    binaryBytes(all.map((event) => event.nonce)),
    binaryTexts(all.map((event) => event.payload)),
    binaryBytes(all.map((event) => event.payloadSalt)),
    binaryBytes(all.map((event) => event.payloadCommitment)),
    binaryBytes(all.map((event) => event.privateCommitment)),
    binaryBytes(all.map((event) => event.privateSalt)),
    binaryTexts(all.map((event) => event.privateBody)),
  ];
}
