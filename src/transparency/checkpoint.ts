import { decodeBase64 } from './base64.js';
import { verifyNote } from './note.js';
import type { VerifierKey } from './note-key.js';
import { HASH_BYTES, type Count } from './rfc6962.js';

/** A text that is no checkpoint. */
export class MalformedCheckpoint extends Error {
  override readonly name = 'MalformedCheckpoint';
}

/** A checkpoint of another log than the one asked for. */
export class WrongOrigin extends Error {
  override readonly name = 'WrongOrigin';
}

/** The head of a log's tree: what a log signs. */
export interface Checkpoint {
  readonly origin: string;
  /** How many leaves the tree has. */
  readonly size: bigint;
  /** The tree's root, 32 bytes. */
  readonly root: Buffer;
  /** Lines after the third, which mean something to their writer alone. */
  readonly extensions: readonly string[];
}

const MAX_SIZE = 2n ** 64n - 1n;

/**
 * The note text of a checkpoint (C2SP tlog-checkpoint), without extension lines.
 * @throws MalformedCheckpoint for an origin, size or root that cannot stand in one.
 */
export function formatCheckpoint(origin: string, size: Count, root: Uint8Array): string {
  const text = `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`;
  const { extensions } = parseCheckpoint(text);
  if (extensions.length > 0) throw new MalformedCheckpoint('The origin of a checkpoint is one line.');
  return text;
}

/**
 * Reads the note text of a checkpoint (C2SP tlog-checkpoint). Sizes up to 2^64 - 1.
 * @throws MalformedCheckpoint
 */
export function parseCheckpoint(text: string): Checkpoint {
  if (!text.endsWith('\n')) throw new MalformedCheckpoint('A checkpoint ends with a newline.');
  const [origin, size, root, ...extensions] = text.slice(0, -1).split('\n');
  if (origin === undefined || size === undefined || root === undefined) {
    throw new MalformedCheckpoint('A checkpoint has lines for origin, size and root.');
  }
  if (origin === '' || extensions.includes(''))
    throw new MalformedCheckpoint('A checkpoint has no empty line.');
  if (!/^(?:0|[1-9][0-9]{0,19})$/.test(size) || BigInt(size) > MAX_SIZE) {
    throw new MalformedCheckpoint('The size of a checkpoint is a decimal number from 0 to 2^64 - 1.');
  }
  const hash = root.length > 64 ? null : decodeBase64(root);
  if (hash?.length !== HASH_BYTES) {
    throw new MalformedCheckpoint(`The root of a checkpoint is the base64 of ${HASH_BYTES} bytes.`);
  }
  return { origin, size: BigInt(size), root: hash, extensions };
}

/**
 * Reads a signed checkpoint: verifies the note against the keys, then takes the checkpoint of this origin from it.
 * @throws MalformedNote, UnverifiedNote, InvalidKey, MalformedCheckpoint, WrongOrigin
 */
export function openCheckpoint(
  note: string | Uint8Array,
  origin: string,
  keys: readonly VerifierKey[],
): { readonly checkpoint: Checkpoint; readonly signers: readonly VerifierKey[] } {
  const { text, signers } = verifyNote(note, keys);
  const checkpoint = parseCheckpoint(text);
  if (checkpoint.origin !== origin) {
    throw new WrongOrigin(`The checkpoint is of the log ${checkpoint.origin}, not of ${origin}.`);
  }
  return { checkpoint, signers };
}
