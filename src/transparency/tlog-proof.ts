import { decodeBase64 } from './base64.js';
import { MAX_NOTE_BYTES } from './note.js';
import { type Count, HASH_BYTES } from './rfc6962.js';

const HEADER = 'c2sp.org/tlog-proof@v1';
const MAX_HASHES = 64;

/** A text that is no proof of the C2SP tlog-proof form. */
export class MalformedProof extends Error {
  override readonly name = 'MalformedProof';
}

/** A proof of inclusion with the checkpoint it leads to. Nothing of it is to be believed before it was verified. */
export interface TlogProof {
  readonly index: bigint;
  /** From the leaf's sibling up. */
  readonly hashes: readonly Buffer[];
  /** The signed note. */
  readonly checkpoint: string;
}

/** Writes a `.tlog-proof` (C2SP tlog-proof, version 1) without extra data. */
export function formatTlogProof(index: Count, hashes: readonly Uint8Array[], checkpoint: string): string {
  const lines = hashes.map((hash) => Buffer.from(hash).toString('base64'));
  return [HEADER, `index ${index}`, ...lines, '', checkpoint].join('\n');
}

/**
 * Reads a `.tlog-proof` (C2SP tlog-proof, version 1); extra data is skipped, as it is for others.
 * @throws MalformedProof
 */
export function parseTlogProof(text: string): TlogProof {
  if (text.length > MAX_NOTE_BYTES + 10_000) throw new MalformedProof('The proof is too large.');
  const end = text.indexOf('\n\n');
  if (end === -1) throw new MalformedProof('A proof has an empty line before its checkpoint.');
  const [header, ...rest] = text.slice(0, end).split('\n');
  if (header !== HEADER) throw new MalformedProof(`A proof begins with the line ${HEADER}.`);
  if (rest[0]?.startsWith('extra ')) rest.shift();
  const [index = '', ...hashes] = rest;
  const [, digits] = /^index (0|[1-9][0-9]{0,18})$/.exec(index) ?? [];
  if (digits === undefined) throw new MalformedProof('A proof names the index of its leaf.');
  if (hashes.length > MAX_HASHES) throw new MalformedProof(`A proof has at most ${MAX_HASHES} hashes.`);
  return { index: BigInt(digits), hashes: hashes.map(readHash), checkpoint: text.slice(end + 2) };
}

function readHash(line: string): Buffer {
  const hash = decodeBase64(line);
  if (hash?.length !== HASH_BYTES)
    throw new MalformedProof('A hash of the proof is not the base64 of 32 bytes.');
  return hash;
}
