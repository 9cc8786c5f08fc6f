import { createHmac } from 'node:crypto';
import { GenericConnector } from '../../../src/integrations/ticketing/generic/generic-connector.js';
import { GithubConnector } from '../../../src/integrations/ticketing/github/github-connector.js';
import { JiraConnector } from '../../../src/integrations/ticketing/jira/jira-connector.js';
import { CLOUD, DATA_CENTER } from '../../../src/integrations/ticketing/jira/jira-flavour.js';
import { behindFake } from './behind-fake.js';
import { describeCalls, describeNoCalls, type SignedCall } from './calls.contract.js';
import { fakeTool, TOOL } from './fake-generic.js';
import { fakeGithub } from './fake-github.js';
import { fakeJira } from './fake-jira.js';
import { fakeRedmine } from './fake-redmine.js';
import { fakeRt } from './fake-rt.js';
import { describeFaults } from './faults.contract.js';
import type { Subject } from './subject.js';
import { REDMINE, RT, rtCall } from './subjects.js';
import { describeConnector } from './ticketing.contract.js';

const hmac = (secret: string, text: string): string =>
  createHmac('sha256', secret).update(text).digest('hex');

/** One suite for all of them: `call` null where a system calls nobody. */
function describeAll(subject: Subject, call: SignedCall | null): void {
  describeConnector(subject);
  describeFaults(subject);
  if (call) describeCalls(subject, call);
  else describeNoCalls(subject);
}

describeAll(
  {
    name: 'GitHub Issues',
    target: { repository: 'acme/shop' },
    elsewhere: { repository: 'acme/nowhere' },
    start: () => behindFake(fakeGithub, true),
    make: (settings, sender) => new GithubConnector(settings, sender),
    page: (url, id) => `${url}/acme/shop/issues/${id}`,
    shows: null,
  },
  (secret, id) => {
    const repository = { full_name: 'Acme/shop' };
    const body = JSON.stringify({ action: 'closed', issue: { number: Number(id) }, repository });
    const signature = `sha256=${hmac(secret, body)}`;
    return { headers: { 'x-hub-signature-256': signature, 'x-github-delivery': 'delivery-1' }, body };
  },
);

for (const [name, flavour] of [
  ['Jira Cloud', CLOUD],
  ['Jira Data Center', DATA_CENTER],
] as const)
  describeAll(
    {
      name,
      target: { project: 'PAY' },
      elsewhere: { project: 'NOWHERE' },
      start: () => behindFake(fakeJira(flavour === CLOUD), false),
      make: (settings, sender) => new JiraConnector(settings, sender, flavour),
      page: (url, id) => `${url}/browse/PAY-${id}`,
      shows: 'state',
    },
    (secret, id) => {
      const body = JSON.stringify({ webhookEvent: 'jira:issue_updated', issue: { id, key: `PAY-${id}` } });
      const signature = `sha256=${hmac(secret, body)}`;
      return {
        headers: { 'x-hub-signature': signature, 'x-atlassian-webhook-identifier': 'delivery-1' },
        body,
      };
    },
  );

describeAll({ ...REDMINE, start: () => behindFake(fakeRedmine, true) }, null);
describeAll({ ...RT, start: () => behindFake(fakeRt, true) }, rtCall);

describeAll(
  {
    name: 'an unlisted tool',
    target: {},
    elsewhere: null,
    start: () => behindFake(fakeTool, false),
    make: (settings, sender) => new GenericConnector(settings, sender, TOOL),
    page: (url, id) => `${url}/browse/${id}`,
    shows: null,
  },
  (secret, id) => {
    const body = JSON.stringify({ ticket: id });
    const time = `${Math.floor(Date.now() / 1000)}`;
    const signature = `v1=${hmac(secret, `${time}.${body}`)}`;
    return { headers: { 'x-signature': signature, 'x-time': time, 'x-id': 'delivery-1' }, body };
  },
);
