import type { CloudEvent } from '../../../eventstore/cloud-event.js';

/** What a test of the connection sends: of no event. */
export function pingEvent(
  id: string,
  source: string,
  webhook: string,
  time: string,
): CloudEvent<{ webhook: string }> {
  return {
    specversion: '1.0',
    id,
    source,
    type: 'clearance.ping',
    subject: `webhook/${webhook}`,
    time,
    datacontenttype: 'application/json',
    sequence: '0'.repeat(16),
    data: { webhook },
  };
}
