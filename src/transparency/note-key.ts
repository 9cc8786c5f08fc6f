import { createPublicKey, hash, type KeyObject } from 'node:crypto';
import { decodeBase64 } from './base64.js';
import { isLogName } from './log-name.js';

/** Signature type of C2SP signed-note for plain Ed25519, the only one used here. */
export const ED25519 = 1;
export const ED25519_KEY_BYTES = 32;

// DER of a SubjectPublicKeyInfo for Ed25519 up to the key itself (RFC 8410 section 4).
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** A text that is no key of the C2SP signed-note forms. Never repeats the text: it may be a secret. */
export class InvalidKey extends Error {
  override readonly name = 'InvalidKey';
}

/** Whom a signature is from: name and id (32 bits) in its line, and the public key that it is checked with. */
export interface VerifierKey {
  readonly name: string;
  readonly id: number;
  readonly publicKey: KeyObject;
  /** The public key as 32 bytes (RFC 8032). */
  readonly bytes: Buffer;
}

/** First four bytes of SHA-256(name || LF || type || public key), as an unsigned number. */
export function keyId(name: string, publicKey: Uint8Array): number {
  const input = Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(ED25519), publicKey]);
  return hash('sha256', input, 'buffer').readUInt32BE();
}

/** The key id as it stands in key texts: eight hex digits. */
export function formatKeyId(id: number): string {
  return id.toString(16).padStart(8, '0');
}

/**
 * The verifier key of a name and an Ed25519 public key of 32 bytes.
 * @throws InvalidKey
 */
export function verifierKey(name: string, publicKey: Uint8Array): VerifierKey {
  if (!isLogName(name))
    throw new InvalidKey('A key needs a name without white space, plus and control characters.');
  if (publicKey.length !== ED25519_KEY_BYTES) {
    throw new InvalidKey(`An Ed25519 public key has ${ED25519_KEY_BYTES} bytes, not ${publicKey.length}.`);
  }
  const der = Buffer.concat([SPKI_PREFIX, publicKey]);
  return {
    name,
    id: keyId(name, publicKey),
    publicKey: createPublicKey({ key: der, format: 'der', type: 'spki' }),
    bytes: Buffer.from(publicKey),
  };
}

/** The bytes after the type byte of a key text's last part. */
export function keyMaterial(base64: string): Buffer {
  const bytes = decodeBase64(base64);
  if (bytes === null) throw new InvalidKey('The last part of the key is not base64.');
  if (bytes[0] !== ED25519) throw new InvalidKey('The key is not of type 0x01, which is Ed25519.');
  return bytes.subarray(1);
}

/**
 * Reads a verifier key, `name+id+base64` (C2SP signed-note, "Verifier keys").
 * @throws InvalidKey for another form or algorithm, and for an id that is not the key's.
 */
export function parseVerifierKey(text: string): VerifierKey {
  const [, name, id, base64] = /^([^+]+)\+([0-9a-f]{8})\+([^\s]+)$/.exec(text) ?? [];
  if (name === undefined || id === undefined || base64 === undefined) {
    throw new InvalidKey('A verifier key has the form name+id+base64.');
  }
  const key = verifierKey(name, keyMaterial(base64));
  if (formatKeyId(key.id) !== id)
    throw new InvalidKey(`The id of the verifier key ${name} is not that of its key.`);
  return key;
}

/** The text form that `parseVerifierKey` reads: what an auditor is given out of band. */
export function formatVerifierKey(key: VerifierKey): string {
  const base64 = Buffer.concat([Buffer.of(ED25519), key.bytes]).toString('base64');
  return `${key.name}+${formatKeyId(key.id)}+${base64}`;
}
