import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { Secret } from '../../secrets/secret.js';

const PREFIX = 'whsec_';
const [SHORTEST, LONGEST] = [24, 64] as const;

/** A secret as Standard Webhooks wants it: `whsec_` and base64 of 24 to 64 bytes. */
export function isSigningSecret(text: string): boolean {
  if (!text.startsWith(PREFIX)) return false;
  const encoded = text.slice(PREFIX.length);
  const bytes = Buffer.from(encoded, 'base64');
  return bytes.length >= SHORTEST && bytes.length <= LONGEST && bytes.toString('base64') === encoded;
}

/** A fresh secret of 32 bytes. */
export function makeSigningSecret(): string {
  return PREFIX + randomBytes(32).toString('base64');
}

/**
 * The three headers of Standard Webhooks 1.0 (symmetric, v1): one signature for each secret, so that a receiver may
 * know the old one or the new one while they overlap.
 */
export function signatureHeaders(
  id: string,
  at: Date,
  body: string,
  secrets: readonly Secret[],
): Readonly<Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>> {
  return {
    'webhook-id': id,
    'webhook-timestamp': `${Math.floor(at.getTime() / 1_000)}`,
    'webhook-signature': secrets.map((secret) => new Webhook(secret.reveal()).sign(id, at, body)).join(' '),
  };
}
