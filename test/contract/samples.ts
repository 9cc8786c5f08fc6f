import type { EventContext, EventData, StreamRef } from '../../src/eventstore/event.js';

export const CONTEXT: EventContext = {
  actor: { id: 'svc_test', kind: 'service' },
  credentialId: 'key_1',
  authMethod: 'api_key',
  source: 'api',
  requestId: 'req-1',
  correlationId: 'cor-1',
  causationId: null,
};

export const checked = (n = 1): EventData => ({ type: 'item.checked', revision: 1, payload: { n } });

let streams = 0;
export const freshStream = (): StreamRef => ({
  type: 'item',
  id: `chk_1/itm_${(streams += 1)}_${process.pid}`,
});
