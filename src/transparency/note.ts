import { verify } from 'node:crypto';
import { decodeBase64 } from './base64.js';
import { isLogName } from './log-name.js';
import { InvalidKey, type VerifierKey } from './note-key.js';

export const MAX_NOTE_BYTES = 1_000_000;
const MAX_SIGNATURES = 100;

const KEY_ID_BYTES = 4;

/** A text that is not of the signed-note form, or larger than the limits. */
export class MalformedNote extends Error {
  override readonly name = 'MalformedNote';
}

/** A note that no known key signed, or one with a wrong signature under a known key's name and id. */
export class UnverifiedNote extends Error {
  override readonly name = 'UnverifiedNote';
}

/** One signature line: who claims to have signed, and the bytes after the key id. */
export interface NoteSignature {
  readonly name: string;
  readonly id: number;
  readonly signature: Buffer;
}

/** A note taken apart. Nothing of it is to be believed before `verifyNote`. */
export interface SignedNote {
  /** The signed text, its final newline included. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** A note whose text the signers, all of them known, have signed. */
export interface VerifiedNote {
  readonly text: string;
  readonly signers: readonly VerifierKey[];
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decodeText(note: string | Uint8Array): string {
  const tooLarge = new MalformedNote(`A note has at most ${MAX_NOTE_BYTES} bytes.`);
  if (note.length > MAX_NOTE_BYTES) throw tooLarge;
  if (typeof note === 'string') {
    if (Buffer.byteLength(note) > MAX_NOTE_BYTES) throw tooLarge;
    if (note.isWellFormed()) return note;
    throw new MalformedNote('The note holds a lone surrogate.');
  }
  try {
    return utf8.decode(note);
  } catch (error) {
    throw new MalformedNote('The note is not UTF-8.', { cause: error });
  }
}

/**
 * Refuses what cannot be the text of a note: one without a final newline, or with control characters but newline.
 * @throws MalformedNote
 */
export function checkNoteText(text: string): void {
  if (!text.endsWith('\n')) throw new MalformedNote('The text of a note ends with a newline.');
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x20 && unit !== 0x0a)
      throw new MalformedNote('A note holds no control characters but newline.');
  }
}

function parseSignature(line: string): NoteSignature {
  const [dash, name, base64, ...rest] = line.split(' ');
  if (dash !== '—' || name === undefined || base64 === undefined || rest.length > 0 || !isLogName(name)) {
    throw new MalformedNote('A signature line has the form "— name base64".');
  }
  const bytes = decodeBase64(base64);
  if (bytes === null || bytes.length <= KEY_ID_BYTES) {
    throw new MalformedNote(`The signature of ${name} is not the base64 of a key id and a signature.`);
  }
  return { name, id: bytes.readUInt32BE(), signature: bytes.subarray(KEY_ID_BYTES) };
}

/**
 * Takes a signed note apart (C2SP signed-note, "Format"), without checking any signature.
 * At most 1,000,000 bytes and 100 signatures.
 * @throws MalformedNote
 */
export function parseNote(note: string | Uint8Array): SignedNote {
  const whole = decodeText(note);
  checkNoteText(whole);
  const end = whole.lastIndexOf('\n\n');
  if (end === -1) throw new MalformedNote('A note has an empty line between its text and its signatures.');
  const lines = whole.slice(end + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES)
    throw new MalformedNote(`A note has at most ${MAX_SIGNATURES} signatures.`);
  return { text: whole.slice(0, end + 1), signatures: lines.map(parseSignature) };
}

function byNameAndId(keys: readonly VerifierKey[]): Map<string, VerifierKey> {
  const known = new Map<string, VerifierKey>();
  for (const key of keys) {
    const other = known.get(`${key.id} ${key.name}`);
    if (other !== undefined && !other.bytes.equals(key.bytes)) {
      throw new InvalidKey(`Two different keys have the name ${key.name} and the same id.`);
    }
    known.set(`${key.id} ${key.name}`, key);
  }
  return known;
}

/**
 * Checks a note against the known keys. Signatures of other keys are ignored, as the specification asks; which
 * signers suffice is for the caller to say.
 * @throws MalformedNote, or UnverifiedNote when no known key signed or a known key's signature is wrong, or
 * InvalidKey for two different known keys of one name and id.
 */
export function verifyNote(note: string | Uint8Array, keys: readonly VerifierKey[]): VerifiedNote {
  const known = byNameAndId(keys);
  const { text, signatures } = parseNote(note);
  const message = Buffer.from(text);
  const signers = new Set<VerifierKey>();
  for (const { name, id, signature } of signatures) {
    const key = known.get(`${id} ${name}`);
    if (key === undefined) continue;
    if (!verify(null, message, key.publicKey, signature)) {
      throw new UnverifiedNote(`The signature of ${name} does not fit the note.`);
    }
    signers.add(key);
  }
  if (signers.size === 0) throw new UnverifiedNote('No known key has signed the note.');
  return { text, signers: [...signers] };
}
