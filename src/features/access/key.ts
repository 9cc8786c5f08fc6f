import { crc32 } from 'node:zlib';
import { randomBytes } from '../../eventstore/random.js';

/** An API key: its text, shown once, and its id, which is no secret. */
export interface ApiKey {
  /** `<tenant>-<12 characters>`. */
  readonly id: string;
  readonly tenant: string;
  /** `clr_<id>_<secret><checksum>`. */
  readonly text: string;
}

export const KEY_PREFIX = 'clr_';

const BASE32 = '0123456789abcdefghjkmnpqrstvwxyz';
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ID_BYTES = 12;
const SECRET_BYTES = 32;
/** 62^43 is the first power of 62 above 2^256, 62^6 the first above 2^32. */
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;

const TENANT = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const KEY = new RegExp(
  `^${KEY_PREFIX}((${TENANT})-[${BASE32}]{${ID_BYTES}})_[${BASE62}]{${SECRET_LENGTH + CHECKSUM_LENGTH}}$`,
);

/**
 * A new key of a tenant: 60 random bits for its id, 256 for its secret.
 * Throws RangeError for a tenant that is not 1 to 63 lower-case letters, digits and inner hyphens.
 */
export function makeKey(tenant: string): ApiKey {
  if (!new RegExp(`^${TENANT}$`).test(tenant))
    throw new RangeError(`a key cannot name the tenant "${tenant}"`);
  const id = `${tenant}-${Array.from(randomBytes(ID_BYTES), (byte) => BASE32[byte & 31]).join('')}`;
  const secret = base62(BigInt(`0x${randomBytes(SECRET_BYTES).toString('hex')}`), SECRET_LENGTH);
  const body = `${KEY_PREFIX}${id}_${secret}`;
  return { id, tenant, text: body + checksum(body) };
}

/** The key that a text is, or null where its form or checksum is wrong: typos are found without the database. */
export function parseKey(text: string): ApiKey | null {
  const [, id, tenant] = KEY.exec(text) ?? [];
  if (id === undefined || tenant === undefined) return null;
  const body = text.slice(0, -CHECKSUM_LENGTH);
  return checksum(body) === text.slice(-CHECKSUM_LENGTH) ? { id, tenant, text } : null;
}

/** CRC-32 (ISO-HDLC, as in zlib) of everything before it. */
function checksum(body: string): string {
  return base62(BigInt(crc32(body)), CHECKSUM_LENGTH);
}

function base62(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; rest > 0n; rest /= 62n) text = `${BASE62[Number(rest % 62n)]}${text}`;
  return text.padStart(length, '0');
}
