import { canonicalize, NotCanonicalizable } from '../transparency/canonical-json.js';
import { commit } from '../transparency/commitment.js';
import { checkLeafMember, LeafEncodingError } from '../transparency/leaf.js';
import type { EventData, RecordedEvent } from './event.js';
import { InvalidAppend } from './errors.js';
import type { AppendRequest } from './eventstore.js';
import { type LeafRow, receiptOf } from './leaf-row.js';
import { randomBytes, uuidv7 } from './random.js';

/** One event ready to be inserted: everything of its leaf but position, epoch and time. */
export interface SealedEvent {
  readonly data: EventData;
  readonly aggregateType: string;
  readonly aggregateId: string;
  readonly sequence: number;
  readonly project: string | null;
  readonly id: string;
  readonly nonce: Buffer;
  readonly payload: string;
  readonly payloadSalt: Buffer;
  readonly payloadCommitment: Buffer;
  readonly privateBody: string | null;
  readonly privateSalt: Buffer | null;
  readonly privateCommitment: Buffer | null;
}

/** An append whose events have their bytes: the unit that the group committer puts into batches. */
export interface SealedAppend {
  readonly request: AppendRequest;
  readonly events: readonly SealedEvent[];
  /** Size of the payloads and private parts, in UTF-16 units: close enough to bound a batch. */
  readonly size: number;
}

const MAX_NAME_BYTES = 256;

/**
 * Gives every event its id, nonce, canonical bytes and commitments (docs/leaf-format.md).
 * Throws InvalidAppend for an append without events, with a stream twice, or with text that has no canonical form.
 */
export function sealAppend(request: AppendRequest): SealedAppend {
  const events: SealedEvent[] = [];
  const streams = new Set<string>();
  let size = 0;
  for (const write of request.writes) {
    const { type, id } = write.stream;
    if (streams.has(`${type}:${id}`))
      throw new InvalidAppend(`stream ${type} ${id} stands in the append twice`);
    streams.add(`${type}:${id}`);
    if (Buffer.byteLength(id) > MAX_NAME_BYTES)
      throw new InvalidAppend(`the id of a ${type} is over 256 bytes`);
    let sequence = write.expected;
    for (const data of write.events) {
      sequence += 1;
      const event = sealEvent(data, type, id, sequence, write.project);
      size += event.payload.length + (event.privateBody?.length ?? 0);
      events.push(event);
    }
  }
  if (events.length === 0) throw new InvalidAppend('an append needs an event');
  return { request, events, size };
}

// Types are constants of the code, so each is checked once: what the leaf cannot hold must not enter the log.
const checkedTypes = new Set<string>();

function checkType(member: 'aggregate_type' | 'event_type', type: string): void {
  const key = `${member} ${type}`;
  if (checkedTypes.has(key)) return;
  try {
    checkLeafMember(member, type);
  } catch (error) {
    if (error instanceof LeafEncodingError) throw new InvalidAppend(error.message, { cause: error });
    throw error;
  }
  checkedTypes.add(key);
}

function sealEvent(
  data: EventData,
  aggregateType: string,
  aggregateId: string,
  sequence: number,
  project: string | null,
): SealedEvent {
  checkType('aggregate_type', aggregateType);
  checkType('event_type', data.type);
  const payload = canonicalText(data.payload, data.type);
  const payloadSalt = randomBytes(32);
  const privateBody = data.private === undefined ? null : canonicalText(data.private, data.type);
  const privateSalt = privateBody === null ? null : randomBytes(32);
  return {
    data,
    aggregateType,
    aggregateId,
    sequence,
    project,
    id: uuidv7(),
    nonce: randomBytes(16),
    payload,
    payloadSalt,
    payloadCommitment: commit(payloadSalt, payload),
    privateBody,
    privateSalt,
    privateCommitment: privateBody === null || privateSalt === null ? null : commit(privateSalt, privateBody),
  };
}

function canonicalText(value: EventData['payload'], type: string): string {
  try {
    return canonicalize(value);
  } catch (error) {
    if (error instanceof NotCanonicalizable)
      throw new InvalidAppend(`${type}: ${error.message}`, { cause: error });
    throw error;
  }
}

/** The recorded form of a sealed append, once the log `origin` has given position, epoch and time. */
export function recorded(
  append: SealedAppend,
  first: number,
  epoch: number,
  createdAt: string,
  origin: string,
): RecordedEvent[] {
  const { tenant, context, outcome } = append.request;
  return append.events.map((event, index) => ({
    ...context,
    tenant,
    position: first + index,
    epoch,
    id: event.id,
    stream: { type: event.aggregateType, id: event.aggregateId },
    sequence: event.sequence,
    type: event.data.type,
    revision: event.data.revision,
    project: event.project,
    outcome: outcome ?? 'success',
    createdAt,
    payload: event.data.payload,
    private: event.data.private ?? null,
    receipt: receiptOf(origin, {
      position: first + index,
      epoch,
      created_at: createdAt,
      ...leafColumns(append.request, event),
    }),
  }));
}

function leafColumns(
  { context, outcome }: AppendRequest,
  event: SealedEvent,
): Omit<LeafRow, 'position' | 'epoch' | 'created_at'> {
  return {
    event_id: event.id,
    aggregate_type: event.aggregateType,
    aggregate_id: event.aggregateId,
    sequence: event.sequence,
    event_type: event.data.type,
    revision: event.data.revision,
    project: event.project,
    actor_id: context.actor.id,
    actor_kind: context.actor.kind,
    credential_id: context.credentialId,
    auth_method: context.authMethod,
    outcome: outcome ?? 'success',
    source: context.source,
    request_id: context.requestId,
    correlation_id: context.correlationId,
    causation_id: context.causationId,
    nonce: event.nonce,
    payload_commitment: event.payloadCommitment,
    private_commitment: event.privateCommitment,
  };
}
