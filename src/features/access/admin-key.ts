import { InvalidConfig } from '../../config.js';
import { DEFAULT_TENANT } from '../../core.tokens.js';
import { KEY_PREFIX, parseKey } from './key.js';
import type { Pepper } from './pepper.js';

const MIN_LENGTH = 32;
const HEADER_TEXT = /^[\x21-\x7e]+$/;

/** Where a credential belongs, told from its text alone. */
export interface CredentialName {
  readonly tenant: string;
  readonly keyId: string;
}

/**
 * Which key a bearer text claims to be: a key names itself; another text of 32 characters or more may be a
 * CLEARANCE_ADMIN_KEY, whose id is computed. Null for what can be neither.
 */
export function nameOf(bearer: string, pepper: Pepper): CredentialName | null {
  const key = parseKey(bearer);
  if (key) return { tenant: key.tenant, keyId: key.id };
  if (bearer.startsWith(KEY_PREFIX) || bearer.length < MIN_LENGTH) return null;
  const keyId = `${DEFAULT_TENANT}-admin-${pepper.hash(bearer).slice(0, 8)}`;
  return { tenant: DEFAULT_TENANT, keyId };
}

/** The name of the key that the environment gives. Throws InvalidConfig for one that nobody could ever use. */
export function nameOfAdminKey(adminKey: string, tenant: string, pepper: Pepper): CredentialName {
  if (!HEADER_TEXT.test(adminKey))
    throw new InvalidConfig(
      'CLEARANCE_ADMIN_KEY holds a space or a character beyond ASCII, which no Authorization header can carry',
    );
  const name = nameOf(adminKey, pepper);
  if (!name)
    throw new InvalidConfig(
      'CLEARANCE_ADMIN_KEY begins as an API key does but is not whole: copy it again, or take another text',
    );
  if (name.tenant !== tenant)
    throw new InvalidConfig(
      `CLEARANCE_ADMIN_KEY is a key of the tenant "${name.tenant}", not of "${tenant}"`,
    );
  return name;
}
