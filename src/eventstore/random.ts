import { randomFillSync } from 'node:crypto';

const pool = Buffer.allocUnsafeSlow(16 * 1024);
let used = pool.length;

/** Fresh random bytes (1 to 1024); drawn in bulk, since a call into the kernel costs more than the bytes. */
export function randomBytes(count: number): Buffer {
  if (used + count > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const bytes = Buffer.from(pool.subarray(used, used + count));
  pool.fill(0, used, used + count);
  used += count;
  return bytes;
}

/** A UUID version 7 (RFC 9562) in lower case: 48 bits of milliseconds, then random bits. Never used for order. */
export function uuidv7(now: number = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** An opaque id such as `prj_…`: the prefix and 100 random bits in Crockford's base 32. */
export function opaqueId(prefix: string): string {
  let text = '';
  for (const byte of randomBytes(20)) text += ALPHABET[byte & 31];
  return `${prefix}_${text}`;
}
