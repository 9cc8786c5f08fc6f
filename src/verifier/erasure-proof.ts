import { openCheckpoint } from '../transparency/checkpoint.js';
import { verifyCommitment } from '../transparency/commitment.js';
import { decodeLeaf, leafHash } from '../transparency/leaf.js';
import type { VerifierKey } from '../transparency/note-key.js';
import { verifyInclusion } from '../transparency/rfc6962.js';
import { parseTlogProof } from '../transparency/tlog-proof.js';
import { textMembers } from './json-file.js';
import { NotValid } from './outcome.js';

/** An erasing event by itself, with the proof that it is in a log of this key: `erasures/<position>`. */
export interface ErasureFile {
  /** Base64. */
  readonly leaf: string;
  readonly payload: string;
  /** Base64url. */
  readonly payload_salt: string;
  /** A `.tlog-proof`. */
  readonly proof: string;
}

/** The ranges of positions that a proven `privacy.erased` event names. @throws NotValid */
export function checkErasure(
  position: number,
  bytes: Buffer,
  keys: readonly VerifierKey[],
): readonly (readonly [number, number])[] {
  try {
    const file: ErasureFile = textMembers(bytes, ['leaf', 'payload', 'payload_salt', 'proof']);
    const leaf = Buffer.from(file.leaf, 'base64');
    const envelope = decodeLeaf(leaf);
    if (envelope.event_type !== 'privacy.erased' || envelope.position !== `${position}`)
      throw new NotValid('it is another event');
    const salt = Buffer.from(file.payload_salt, 'base64url');
    if (!verifyCommitment(salt, file.payload, Buffer.from(envelope.payload_commitment, 'base64url')))
      throw new NotValid('its payload is not the one that was recorded');
    const { index, hashes, checkpoint } = parseTlogProof(file.proof);
    const { size, root } = openCheckpoint(checkpoint, envelope.origin, keys).checkpoint;
    if (!verifyInclusion({ index, size, leafHash: leafHash(leaf), proof: hashes, root }))
      throw new NotValid('it is not in the log');
    return rangesOf(file.payload);
  } catch (error) {
    throw new NotValid(
      `the erasing event at position ${position} is not proven: ${error instanceof Error ? error.message : 'malformed'}`,
      position,
      { cause: error },
    );
  }
}

function rangesOf(payload: string): readonly (readonly [number, number])[] {
  const { ranges } = JSON.parse(payload) as { ranges?: unknown };
  if (!Array.isArray(ranges)) throw new NotValid('it names no ranges');
  return ranges.filter(
    (range): range is readonly [number, number] =>
      Array.isArray(range) && range.length === 2 && range.every((end) => Number.isSafeInteger(end)),
  );
}
