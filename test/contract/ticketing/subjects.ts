import { createHmac } from 'node:crypto';
import { RedmineConnector } from '../../../src/integrations/ticketing/redmine/redmine-connector.js';
import { RtConnector } from '../../../src/integrations/ticketing/rt/rt-connector.js';
import type { SignedCall } from './calls.contract.js';
import type { Subject } from './subject.js';

/** Redmine, real or not. */
export const REDMINE: Omit<Subject, 'start'> = {
  name: 'Redmine',
  target: { project: 'readiness' },
  elsewhere: { project: 'nowhere' },
  make: (settings, sender) => new RedmineConnector(settings, sender),
  page: (url, id) => `${url}/issues/${id}`,
  shows: null,
};

/** Request Tracker, real or not. */
export const RT: Omit<Subject, 'start'> = {
  name: 'Request Tracker',
  target: { queue: 'General', user: 'us' },
  elsewhere: { queue: 'Nowhere' },
  make: (settings, sender) => new RtConnector(settings, sender),
  page: (url, id) => `${url}/Ticket/Display.html?id=${id}`,
  shows: 'link',
};

/** A call as the scrip of the guide signs it. */
export const rtCall: SignedCall = (secret, id) => {
  const body = `{"ticket": ${id}}`;
  const time = `${Math.floor(Date.now() / 1000)}`;
  const hex = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  const headers = {
    'x-clearance-timestamp': time,
    'x-clearance-signature': `sha256=${hex}`,
    'x-clearance-delivery': 'delivery-1',
  };
  return { headers, body };
};
