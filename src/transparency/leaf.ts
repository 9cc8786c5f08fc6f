import {
  bytes16,
  bytes32,
  decimal,
  dottedName,
  instant,
  logName,
  oneOf,
  orNull,
  revision,
  text,
  uuid,
  version,
  type Form,
} from './leaf-forms.js';

export { leafHash } from './rfc6962.js';

/**
 * What one event leaves in the log. The members, their forms and what they mean are fixed for ever by
 * docs/leaf-format.md. 64-bit integers are decimal strings; bytes are base64url without padding.
 */
export interface LeafEnvelope {
  readonly v: 1;
  readonly origin: string;
  readonly epoch: string;
  readonly position: string;
  readonly event_id: string;
  readonly aggregate_type: string;
  readonly aggregate_id: string;
  readonly sequence: string;
  readonly event_type: string;
  readonly revision: number;
  readonly created_at: string;
  readonly actor_id: string;
  readonly actor_kind: 'human' | 'service' | 'integration' | 'system';
  readonly credential_id: string | null;
  readonly auth_method: 'api_key' | 'oidc' | 'internal' | null;
  readonly outcome: 'success' | 'refused';
  readonly project: string | null;
  readonly source: 'api' | 'cli' | 'import' | 'integration' | 'system';
  readonly request_id: string | null;
  readonly correlation_id: string;
  readonly causation_id: string | null;
  readonly nonce: string;
  readonly payload_commitment: string;
  readonly private_commitment: string | null;
}

export type LeafMember = keyof LeafEnvelope;

/** The longest leaf that fits an entry bundle, where its length is a 16-bit number. */
const MAX_LEAF_BYTES = 65_535;

/** An envelope that is not of the leaf format. `member` names the wrong member; null if it is the leaf as a whole. */
export class LeafEncodingError extends Error {
  override readonly name = 'LeafEncodingError';

  constructor(
    readonly member: string | null,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(member === null ? `The leaf ${reason}.` : `The leaf's member ${member} ${reason}.`, options);
  }
}

/** In the order of the keys in canonical JSON, which `inOrder` has to keep. */
const FORMS: { readonly [member in LeafMember]: Form } = {
  actor_id: text,
  actor_kind: oneOf('human', 'service', 'integration', 'system'),
  aggregate_id: text,
  aggregate_type: dottedName,
  auth_method: orNull(oneOf('api_key', 'oidc', 'internal')),
  causation_id: orNull(text),
  correlation_id: text,
  created_at: instant,
  credential_id: orNull(text),
  epoch: decimal,
  event_id: uuid,
  event_type: dottedName,
  nonce: bytes16,
  origin: logName,
  outcome: oneOf('success', 'refused'),
  payload_commitment: bytes32,
  position: decimal,
  private_commitment: orNull(bytes32),
  project: orNull(text),
  request_id: orNull(text),
  revision,
  sequence: decimal,
  source: oneOf('api', 'cli', 'import', 'integration', 'system'),
  v: version,
};
const MEMBERS = Object.entries(FORMS) as [LeafMember, Form][];

function checkMember(member: LeafMember, form: Form, value: unknown): void {
  const wrong = form(value);
  if (wrong !== null) throw new LeafEncodingError(member, wrong);
}

/** Of members that hold their forms, JSON.stringify writes the canonical text when they come in order. */
function inOrder(envelope: LeafEnvelope): LeafEnvelope {
  return {
    actor_id: envelope.actor_id,
    actor_kind: envelope.actor_kind,
    aggregate_id: envelope.aggregate_id,
    aggregate_type: envelope.aggregate_type,
    auth_method: envelope.auth_method,
    causation_id: envelope.causation_id,
    correlation_id: envelope.correlation_id,
    created_at: envelope.created_at,
    credential_id: envelope.credential_id,
    epoch: envelope.epoch,
    event_id: envelope.event_id,
    event_type: envelope.event_type,
    nonce: envelope.nonce,
    origin: envelope.origin,
    outcome: envelope.outcome,
    payload_commitment: envelope.payload_commitment,
    position: envelope.position,
    private_commitment: envelope.private_commitment,
    project: envelope.project,
    request_id: envelope.request_id,
    revision: envelope.revision,
    sequence: envelope.sequence,
    source: envelope.source,
    v: envelope.v,
  };
}

function leafText(envelope: LeafEnvelope): string {
  for (const [member, form] of MEMBERS) checkMember(member, form, envelope[member]);
  return JSON.stringify(inOrder(envelope));
}

/**
 * Checks one member alone, so that whoever accepts the value can refuse it before the log depends on it.
 * @throws LeafEncodingError
 */
export function checkLeafMember<M extends LeafMember>(member: M, value: LeafEnvelope[M]): void {
  checkMember(member, FORMS[member], value);
}

/**
 * The leaf's bytes: the envelope's canonical JSON (RFC 8785) in UTF-8. Members beyond the format are left out.
 * @throws LeafEncodingError for a member that is missing or not of its form.
 */
export function encodeLeaf(envelope: LeafEnvelope): Buffer {
  return Buffer.from(leafText(envelope));
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads a leaf back. Accepts nothing but the bytes that `encodeLeaf` gives for the result.
 * @throws LeafEncodingError
 */
export function decodeLeaf(bytes: Uint8Array): LeafEnvelope {
  if (bytes.length > MAX_LEAF_BYTES)
    throw new LeafEncodingError(null, `has more than ${MAX_LEAF_BYTES} bytes`);
  let leaf: string;
  let value: unknown;
  try {
    leaf = utf8.decode(bytes);
    value = JSON.parse(leaf);
  } catch (error) {
    throw new LeafEncodingError(null, 'is not JSON in UTF-8', { cause: error });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new LeafEncodingError(null, 'is not a JSON object');
  }
  const unknown = Object.keys(value).find((member) => !Object.hasOwn(FORMS, member));
  if (unknown !== undefined) throw new LeafEncodingError(unknown, 'is not of the format');
  const envelope = value as LeafEnvelope;
  if (leafText(envelope) !== leaf) throw new LeafEncodingError(null, 'is not canonical JSON');
  return envelope;
}
