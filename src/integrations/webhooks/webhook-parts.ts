import { Refusal } from '../../eventstore/refusal.js';
import type { OutboundClient } from '../outbound/outbound-client.js';
import { OutboundRefused } from '../outbound/outbound-errors.js';
import type { SecretVault } from '../secrets/secret-vault.js';
import type { WebhookTarget } from './webhook.events.js';

/** Keeps a URL for a webhook and gives what its events say of it. Refuses (invalid) one that may never be asked. */
export async function keptTarget(
  { client, vault }: { readonly client: OutboundClient; readonly vault: SecretVault },
  tenant: string,
  webhook: string,
  url: string,
): Promise<WebhookTarget> {
  try {
    const { origin, href } = client.checkUrl(url);
    return { origin, url_secret: await vault.put(tenant, webhook, href) };
  } catch (error) {
    if (error instanceof OutboundRefused) throw new Refusal('invalid', error.message, '/url');
    throw error;
  }
}
