import { decodeBase64, decodeBase64url } from '../transparency/base64.js';
import { openCheckpoint } from '../transparency/checkpoint.js';
import { verifyCommitment } from '../transparency/commitment.js';
import type { ExportManifest } from '../transparency/export-manifest.js';
import { decodeLeaf, leafHash, type LeafEnvelope } from '../transparency/leaf.js';
import type { VerifierKey } from '../transparency/note-key.js';
import { verifyInclusion } from '../transparency/rfc6962.js';
import { parseTlogProof } from '../transparency/tlog-proof.js';
import { textMembers } from './json-file.js';
import { CannotCheck, NotValid } from './outcome.js';

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

/** First positions of epochs are multiples of this (docs/leaf-format.md). */
const EPOCH_STEP = 2 ** 32;

/**
 * The ranges of positions that a proven `privacy.erased` event names. It is one of the exported tree, or of a later epoch
 * of the same log; what other logs erased says nothing of this one.
 * @throws NotValid, CannotCheck without a key of the later epoch
 */
export function checkErasure(
  position: number,
  bytes: Buffer,
  manifest: ExportManifest,
  keys: readonly VerifierKey[],
): readonly (readonly [number, number])[] {
  try {
    const file: ErasureFile = textMembers(bytes, ['leaf', 'payload', 'payload_salt', 'proof']);
    const [leaf, salt] = [decodeBase64(file.leaf), decodeBase64url(file.payload_salt)];
    if (leaf === null || salt === null) throw new NotValid('it is not base64');
    const envelope = decodeLeaf(leaf);
    if (envelope.event_type !== 'privacy.erased' || envelope.position !== `${position}`)
      throw new NotValid('it is another event');
    if (!verifyCommitment(salt, file.payload, Buffer.from(envelope.payload_commitment, 'base64url')))
      throw new NotValid('its payload is not the one that was recorded');
    const { index, hashes, checkpoint } = parseTlogProof(file.proof);
    checkOrigin(envelope, manifest, Number(index), keys);
    const { size, root } = openCheckpoint(checkpoint, envelope.origin, keys).checkpoint;
    if (envelope.origin === manifest.origin && !isOf(manifest, size, root))
      throw new NotValid('it is proven by another tree than the one that is exported');
    if (!verifyInclusion({ index, size, leafHash: leafHash(leaf), proof: hashes, root }))
      throw new NotValid('it is not in the log');
    return rangesOf(file.payload);
  } catch (error) {
    if (error instanceof CannotCheck) throw error;
    throw new NotValid(
      `the erasing event at position ${position} is not proven: ${error instanceof Error ? error.message : 'malformed'}`,
      position,
      { cause: error },
    );
  }
}

function isOf(manifest: ExportManifest, size: bigint, root: Buffer): boolean {
  return size === BigInt(manifest.size) && root.toString('base64') === manifest.root;
}

function checkOrigin(
  { origin, epoch, position }: LeafEnvelope,
  manifest: ExportManifest,
  index: number,
  keys: readonly VerifierKey[],
): void {
  const first = Number(position) - index;
  if (origin === manifest.origin) {
    if (first !== manifest.first_position) throw new NotValid('its place is not the one that it names');
    return;
  }
  const name =
    manifest.epoch === 0 ? manifest.origin : manifest.origin.slice(0, -`/${manifest.epoch}`.length);
  if (origin !== `${name}/${epoch}` || Number(epoch) <= manifest.epoch)
    throw new NotValid(`it is of another log: ${origin}`);
  if (first < manifest.first_position + manifest.size || first % EPOCH_STEP !== 0)
    throw new NotValid('its place is not the one that it names');
  if (!keys.some((key) => key.name === origin))
    throw new CannotCheck(
      `the event at position ${position} erased private parts, and is of a later epoch: give the key of ${origin} as well`,
    );
}

function rangesOf(payload: string): readonly (readonly [number, number])[] {
  const { ranges } = JSON.parse(payload) as { ranges?: unknown };
  if (!Array.isArray(ranges)) throw new NotValid('it names no ranges');
  return ranges.filter(
    (range): range is readonly [number, number] =>
      Array.isArray(range) && range.length === 2 && range.every((end) => Number.isSafeInteger(end)),
  );
}
