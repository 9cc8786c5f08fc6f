import { createPrivateKey, createPublicKey, randomBytes, sign } from 'node:crypto';
import { checkNoteText, MalformedNote, parseNote } from './note.js';
import {
  ED25519,
  ED25519_KEY_BYTES,
  formatKeyId,
  InvalidKey,
  keyMaterial,
  verifierKey,
  type VerifierKey,
} from './note-key.js';

// DER of a PrivateKeyInfo for Ed25519 up to the seed itself (RFC 8410 section 7).
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Something that signs as one key. A promise, so that the private key may be kept by another machine. */
export interface NoteSigner {
  readonly key: VerifierKey;
  /** The Ed25519 signature (64 bytes) of the message. */
  sign(message: Uint8Array): Promise<Uint8Array>;
}

/**
 * The signer of a name and an Ed25519 seed of 32 bytes (RFC 8032). One seed may sign under several names: each is a
 * key of its own to whoever verifies.
 * @throws InvalidKey
 */
export function signerOf(name: string, seed: Uint8Array): NoteSigner {
  if (seed.length !== ED25519_KEY_BYTES) {
    throw new InvalidKey(`An Ed25519 seed has ${ED25519_KEY_BYTES} bytes, not ${seed.length}.`);
  }
  const der = Buffer.concat([PKCS8_PREFIX, seed]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return {
    key: verifierKey(name, spki.subarray(-ED25519_KEY_BYTES)),
    sign: (message) => Promise.resolve(sign(null, message, privateKey)),
  };
}

/**
 * Reads a signer key, `PRIVATE+KEY+name+id+base64`, the form of Go's golang.org/x/mod/sumdb/note.
 * @throws InvalidKey for another form or algorithm, and for an id that is not the key's.
 */
export function parseSignerKey(text: string): NoteSigner {
  const { name, seed } = parseSignerSeed(text);
  return signerOf(name, seed);
}

/**
 * Name and seed of a signer key, for signing under other names.
 * @throws InvalidKey as `parseSignerKey`
 */
export function parseSignerSeed(text: string): { readonly name: string; readonly seed: Buffer } {
  const [, name, id, base64] = /^PRIVATE\+KEY\+([^+]+)\+([0-9a-f]{8})\+([^\s]+)$/.exec(text) ?? [];
  if (name === undefined || id === undefined || base64 === undefined) {
    throw new InvalidKey('A signer key has the form PRIVATE+KEY+name+id+base64.');
  }
  const seed = keyMaterial(base64);
  if (formatKeyId(signerOf(name, seed).key.id) !== id) {
    throw new InvalidKey(`The id of the signer key ${name} is not that of its key.`);
  }
  return { name, seed };
}

/**
 * A fresh key of this name, as the secret text that `parseSignerKey` reads.
 * @throws InvalidKey for a name that cannot be one.
 */
export function generateSignerKey(name: string): string {
  const seed = randomBytes(ED25519_KEY_BYTES);
  const { key } = signerOf(name, seed);
  return `PRIVATE+KEY+${name}+${formatKeyId(key.id)}+${Buffer.concat([Buffer.of(ED25519), seed]).toString('base64')}`;
}

/**
 * Signs a text, which has to end with a newline: gives the signed note, with a line for each signer in order. The
 * same text and keys always give the same bytes (Ed25519, RFC 8032).
 * @throws MalformedNote for a text that no note can have, and without signers.
 */
export async function signNote(text: string, signers: readonly NoteSigner[]): Promise<string> {
  checkNoteText(text);
  if (signers.length === 0) throw new MalformedNote('A note needs a signature.');
  const message = Buffer.from(text);
  let note = `${text}\n`;
  for (const { key, sign: signMessage } of signers) {
    const signature = await signMessage(message);
    const line = Buffer.alloc(4 + signature.length);
    line.writeUInt32BE(key.id);
    line.set(signature, 4);
    note += `— ${key.name} ${line.toString('base64')}\n`;
  }
  // Lone surrogates and the limits: what is given out can be read back.
  parseNote(note);
  return note;
}
