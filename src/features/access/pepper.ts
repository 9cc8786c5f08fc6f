import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';
import { type Config, InvalidConfig } from '../../config.js';
import { randomBytes } from '../../eventstore/random.js';
import { keptSecret } from '../../database/secret-file.js';

/** The server's secret that keys are hashed under: who has read the database alone cannot try keys against it. */
export class Pepper {
  /** Which pepper it is, told without telling it: 16 hex digits. */
  readonly id: string;

  constructor(private readonly secret: string) {
    this.id = createHash('sha256').update('clearance pepper').update(secret).digest('hex').slice(0, 16);
  }

  /** HMAC-SHA-256 of a whole key, in hex. */
  hash(key: string): string {
    return createHmac('sha256', this.secret).update(key).digest('hex');
  }
}

const MADE = /^[0-9a-f]{64}$/;

/**
 * CLEARANCE_KEY_PEPPER, else the file `<dataDir>/key-pepper`, made at the first start. The file's text is the pepper
 * as it stands, so that it can move to the environment when a second node is added.
 * Throws InvalidConfig where the file holds something else.
 */
export async function readPepper(config: Pick<Config, 'keyPepper' | 'dataDir'>): Promise<Pepper> {
  if (config.keyPepper !== null) return new Pepper(config.keyPepper);
  const path = join(config.dataDir, 'key-pepper');
  const { text } = await keptSecret(path, () => randomBytes(32).toString('hex'));
  if (!MADE.test(text))
    throw new InvalidConfig(
      `${path} does not hold the 64 hexadecimal digits that were written to it. Restore it from a backup: ` +
        'without it no API key that was issued is accepted any more',
    );
  return new Pepper(text);
}

/** Whether two hashes in hex are the same, in a time that does not depend on where they differ. */
export function sameHash(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one, 'hex'), Buffer.from(other, 'hex')];
  return left.length === right.length && timingSafeEqual(left, right);
}
