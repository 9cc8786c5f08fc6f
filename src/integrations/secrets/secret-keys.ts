import { join } from 'node:path';
import type { Config } from '../../config.js';
import { keptSecret, readSecret } from '../../database/secret-file.js';
import { randomBytes } from '../../eventstore/random.js';
import { KeyRing } from './key-ring.js';

/**
 * Where the keys of secrets come from: CLEARANCE_SECRETS_KEY (as a secret manager gives it), else the file
 * `<dataDir>/secrets-key`, mode 0600, made when it is first needed. The file is read again for a key that is not known.
 */
export class SecretKeys {
  private ring: Promise<KeyRing> | null = null;

  constructor(private readonly config: Pick<Config, 'secretsKeys' | 'dataDir'>) {}

  /** The keys, once more from the file where `keyId` is none of them. Throws SecretsUnreadable for what is no key. */
  async forKey(keyId: string): Promise<KeyRing> {
    const ring = await this.newest();
    if (ring.has(keyId) || this.config.secretsKeys !== null) return ring;
    const text = await readSecret(this.path);
    const again = text === null ? ring : KeyRing.parse(text, this.path);
    this.ring = Promise.resolve(again);
    return again;
  }

  /** The keys as they were read last. */
  async newest(): Promise<KeyRing> {
    this.ring ??= this.read().catch((error: unknown) => {
      this.ring = null;
      throw error;
    });
    return await this.ring;
  }

  private async read(): Promise<KeyRing> {
    const { secretsKeys } = this.config;
    if (secretsKeys !== null) return KeyRing.parse(secretsKeys, 'CLEARANCE_SECRETS_KEY');
    const { text } = await keptSecret(this.path, () => randomBytes(32).toString('hex'));
    return KeyRing.parse(text, this.path);
  }

  private get path(): string {
    return join(this.config.dataDir, 'secrets-key');
  }
}
