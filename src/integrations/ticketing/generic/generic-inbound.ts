import { Webhook } from 'standardwebhooks';
import type { InboundCall } from '../inbound.js';
import { isSigned, isToken, refuseStale, unverified } from '../signatures.js';
import type { InboundTemplate } from './generic-definition.js';

/** Throws TicketingFailed (unverified) where the call bears no proof of one of the secrets. */
export function verifyGeneric(
  template: InboundTemplate,
  call: InboundCall,
  secrets: readonly string[],
): void {
  if (template.verify === 'standard') return verifyStandard(call, secrets);
  const given = call.headers[(template.header ?? '').toLowerCase()] ?? '';
  if (template.verify === 'token') {
    if (given === '' || !isToken(secrets, given))
      throw unverified(`${template.header} is missing or not ours`);
    return;
  }
  const prefix = template.prefix ?? '';
  const hex = given.startsWith(prefix) ? given.slice(prefix.length) : '';
  const stamp = template.timestamp_header && (call.headers[template.timestamp_header.toLowerCase()] ?? '');
  if (stamp !== undefined && stamp !== '') refuseStale(stamp, call.now);
  else if (template.timestamp_header !== undefined)
    throw unverified(`${template.timestamp_header} is missing`);
  const bytes = stamp === undefined ? call.body : Buffer.concat([Buffer.from(`${stamp}.`), call.body]);
  if (!isSigned(secrets, bytes, hex)) throw unverified(`${template.header} is missing or not ours`);
}

/** https://www.standardwebhooks.com: id, timestamp and body, signed with one of the secrets. */
function verifyStandard({ headers, body, now }: InboundCall, secrets: readonly string[]): void {
  refuseStale(headers['webhook-timestamp'], now);
  const wanted = {
    'webhook-id': headers['webhook-id'] ?? '',
    'webhook-timestamp': headers['webhook-timestamp'] ?? '',
    'webhook-signature': headers['webhook-signature'] ?? '',
  };
  const isOurs = secrets.some((secret) => {
    try {
      new Webhook(secret).verify(body.toString('utf8'), wanted);
      return true;
    } catch {
      return false;
    }
  });
  if (!isOurs) throw unverified('webhook-signature is missing or not ours');
}
