import { encodeLeaf, leafHash, type LeafEnvelope } from '../transparency/leaf.js';
import type { Receipt } from './event.js';

/** The columns of an event that its leaf is made of. */
export interface LeafRow {
  readonly position: number;
  readonly epoch: number;
  readonly event_id: string;
  readonly aggregate_type: string;
  readonly aggregate_id: string;
  readonly sequence: number;
  readonly event_type: string;
  readonly revision: number;
  readonly project: string | null;
  readonly actor_id: string;
  readonly actor_kind: LeafEnvelope['actor_kind'];
  readonly credential_id: string | null;
  readonly auth_method: LeafEnvelope['auth_method'];
  readonly outcome: LeafEnvelope['outcome'];
  readonly created_at: string;
  readonly source: LeafEnvelope['source'];
  readonly request_id: string | null;
  readonly correlation_id: string;
  readonly causation_id: string | null;
  readonly nonce: Buffer;
  readonly payload_commitment: Buffer;
  readonly private_commitment: Buffer | null;
}

/**
 * The leaf of an event (docs/leaf-format.md) in the log of this name, made of the columns alone.
 * @throws LeafEncodingError where a column holds what no leaf can.
 */
export function leafOf(origin: string, row: LeafRow): Buffer {
  return encodeLeaf({
    v: 1,
    origin,
    epoch: `${row.epoch}`,
    position: `${row.position}`,
    event_id: row.event_id,
    aggregate_type: row.aggregate_type,
    aggregate_id: row.aggregate_id,
    sequence: `${row.sequence}`,
    event_type: row.event_type,
    revision: row.revision,
    created_at: row.created_at,
    actor_id: row.actor_id,
    actor_kind: row.actor_kind,
    credential_id: row.credential_id,
    auth_method: row.auth_method,
    outcome: row.outcome,
    project: row.project,
    source: row.source,
    request_id: row.request_id,
    correlation_id: row.correlation_id,
    causation_id: row.causation_id,
    nonce: row.nonce.toString('base64url'),
    payload_commitment: row.payload_commitment.toString('base64url'),
    private_commitment: row.private_commitment?.toString('base64url') ?? null,
  });
}

/** What a writer is given at once: the log's name and the hash of the leaf. @throws LeafEncodingError */
export function receiptOf(origin: string, row: LeafRow): Receipt {
  return { origin, leafHash: leafHash(leafOf(origin, row)).toString('base64') };
}
