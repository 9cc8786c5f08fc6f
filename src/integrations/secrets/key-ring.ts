import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { randomBytes } from '../../eventstore/random.js';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY = /^[0-9a-f]{64}$/;

/** A ciphertext, and which key it is under. `sealed` is nonce (12 bytes), ciphertext, tag (16 bytes). */
export interface Sealed {
  readonly keyId: string;
  readonly sealed: Buffer;
}

/** The keys make no sense, or none of them is the one that is asked for, or what was sealed has been changed. */
export class SecretsUnreadable extends Error {
  override readonly name = 'SecretsUnreadable';
}

/** Keys that secrets are encrypted under (AES-256-GCM, NIST SP 800-38D): the first one encrypts, all of them decrypt. */
export class KeyRing {
  /** Which key encrypts. */
  readonly newestId: string;
  private readonly keys: ReadonlyMap<string, Buffer>;

  private constructor(keys: readonly Buffer[]) {
    const ids = keys.map(idOf);
    this.newestId = ids[0] ?? '';
    this.keys = new Map(keys.map((key, index) => [ids[index] ?? '', key]));
  }

  /** From text: 64 hexadecimal digits a key, newest first, white space or commas between. Throws SecretsUnreadable. */
  static parse(text: string, where: string): KeyRing {
    const keys = text.split(/[\s,]+/).filter((part) => part !== '');
    if (keys.length === 0 || !keys.every((key) => KEY.test(key)))
      throw new SecretsUnreadable(
        `${where} holds no keys of secrets: 64 hexadecimal digits each (openssl rand -hex 32), the newest one first`,
      );
    return new KeyRing(keys.map((key) => Buffer.from(key, 'hex')));
  }

  has(keyId: string): boolean {
    return this.keys.has(keyId);
  }

  /** Encrypts under the newest key. `bound` says what it is of, and is asked for again when it is opened. */
  seal(text: string, bound: readonly string[]): Sealed {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.key(this.newestId), nonce);
    cipher.setAAD(associated(this.newestId, bound));
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return { keyId: this.newestId, sealed: Buffer.concat([nonce, body, cipher.getAuthTag()]) };
  }

  /** Throws SecretsUnreadable where the key is not here, or anything was changed since. */
  open({ keyId, sealed }: Sealed, bound: readonly string[]): string {
    const key = this.key(keyId);
    try {
      const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(associated(keyId, bound));
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
      const body = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES));
      return Buffer.concat([body, decipher.final()]).toString('utf8');
    } catch (error) {
      throw new SecretsUnreadable('a secret is not what was written', { cause: error });
    }
  }

  private key(keyId: string): Buffer {
    const key = this.keys.get(keyId);
    if (!key)
      throw new SecretsUnreadable(
        `the key ${keyId} that a secret is encrypted under is not here; add it behind the newest one, or set the secret anew`,
      );
    return key;
  }
}

/** Tells keys apart without telling them. */
function idOf(key: Buffer): string {
  return createHash('sha256').update('clearance secrets key').update(key).digest('hex').slice(0, 16);
}

/** Unambiguous, whatever the parts hold. */
function associated(keyId: string, bound: readonly string[]): Buffer {
  return Buffer.from(JSON.stringify(['clearance secret 1', keyId, ...bound]));
}
