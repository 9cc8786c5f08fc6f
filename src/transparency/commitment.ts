import { hash, timingSafeEqual } from 'node:crypto';

const SALT_BYTES = 32;

const BLOCK_BYTES = 64;
const INNER_PAD = 0x36;
const OUTER_PAD = 0x5c;

/** A salt that is not 32 bytes long. HMAC would fill it up with zeros, and two salts would make one commitment. */
export class InvalidSalt extends Error {
  override readonly name = 'InvalidSalt';
}

/** One block of the key under a pad (RFC 2104 section 2), with room for what is hashed after it. */
function padded(salt: Uint8Array, pad: number, room: number): Buffer {
  const block = Buffer.allocUnsafe(BLOCK_BYTES + room);
  for (let index = 0; index < SALT_BYTES; index++) block[index] = (salt[index] as number) ^ pad;
  return block.fill(pad, SALT_BYTES, BLOCK_BYTES);
}

/**
 * Commits to a text without showing it: HMAC-SHA-256 (RFC 2104) with the 32-byte salt as key and the text's
 * UTF-8 bytes as message. Gives 32 bytes. The salt has to be fresh and random for each commitment.
 *
 * Made of two plain hashes, because a keyed hash object costs six times as much for each new key.
 * @throws InvalidSalt
 */
export function commit(salt: Uint8Array, text: string | Uint8Array): Buffer {
  if (salt.length !== SALT_BYTES) {
    throw new InvalidSalt(`A salt has ${SALT_BYTES} bytes; this one has ${salt.length}.`);
  }
  const inner = padded(salt, INNER_PAD, Buffer.byteLength(text));
  if (typeof text === 'string') inner.write(text, BLOCK_BYTES);
  else inner.set(text, BLOCK_BYTES);
  const outer = padded(salt, OUTER_PAD, SALT_BYTES);
  outer.set(hash('sha256', inner, 'buffer'), BLOCK_BYTES);
  return hash('sha256', outer, 'buffer');
}

/** Whether the commitment was made to this text under this salt. Takes the same time wherever they differ. */
export function verifyCommitment(
  salt: Uint8Array,
  text: string | Uint8Array,
  commitment: Uint8Array,
): boolean {
  if (salt.length !== SALT_BYTES || commitment.length !== SALT_BYTES) return false;
  return timingSafeEqual(commit(salt, text), commitment);
}
