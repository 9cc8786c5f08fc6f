import { createHmac } from 'node:crypto';
import { GenericConnector } from '../../../src/integrations/ticketing/generic/generic-connector.js';
import { GithubConnector } from '../../../src/integrations/ticketing/github/github-connector.js';
import { JiraConnector } from '../../../src/integrations/ticketing/jira/jira-connector.js';
import { CLOUD, DATA_CENTER } from '../../../src/integrations/ticketing/jira/jira-flavour.js';
import { behindFake } from './behind-fake.js';
import { fakeTool, TOOL } from './fake-generic.js';
import { fakeGithub } from './fake-github.js';
import { fakeJira } from './fake-jira.js';
import { fakeRedmine } from './fake-redmine.js';
import { fakeRt } from './fake-rt.js';
import { REDMINE, RT } from './subjects.js';
import { describeConnector } from './ticketing.contract.js';

const hmac = (secret: string, text: string): string =>
  createHmac('sha256', secret).update(text).digest('hex');

describeConnector({
  name: 'GitHub Issues',
  target: { repository: 'acme/shop' },
  elsewhere: { repository: 'acme/nowhere' },
  start: () => behindFake(fakeGithub, true),
  shows: null,
  make: (settings, client) => new GithubConnector(settings, client),
  page: (url, id) => `${url}/acme/shop/issues/${id}`,
  call: (secret, id) => {
    const body = JSON.stringify({
      action: 'closed',
      issue: { number: Number(id) },
      repository: { full_name: 'Acme/shop' },
    });
    const headers = {
      'x-hub-signature-256': `sha256=${hmac(secret, body)}`,
      'x-github-delivery': 'delivery-1',
    };
    return { headers, body };
  },
});

for (const [name, flavour] of [
  ['Jira Cloud', CLOUD],
  ['Jira Data Center', DATA_CENTER],
] as const)
  describeConnector({
    name,
    target: { project: 'PAY' },
    elsewhere: { project: 'NOWHERE' },
    start: () => behindFake(fakeJira(flavour === CLOUD), false),
    shows: 'state',
    make: (settings, client) => new JiraConnector(settings, client, flavour),
    page: (url, id) => `${url}/browse/PAY-${id}`,
    call: (secret, id) => {
      const body = JSON.stringify({ webhookEvent: 'jira:issue_updated', issue: { id, key: `PAY-${id}` } });
      const headers = {
        'x-hub-signature': `sha256=${hmac(secret, body)}`,
        'x-atlassian-webhook-identifier': 'delivery-1',
      };
      return { headers, body };
    },
  });

describeConnector({ ...REDMINE, start: () => behindFake(fakeRedmine, true) });
describeConnector({ ...RT, start: () => behindFake(fakeRt, true) });

describeConnector({
  name: 'an unlisted tool',
  target: {},
  elsewhere: null,
  start: () => behindFake(fakeTool, false),
  shows: null,
  make: (settings, client) => new GenericConnector(settings, client, TOOL),
  page: (url, id) => `${url}/browse/${id}`,
  call: (secret, id) => {
    const body = JSON.stringify({ ticket: id });
    const time = `${Math.floor(Date.now() / 1000)}`;
    const headers = {
      'x-signature': `v1=${hmac(secret, `${time}.${body}`)}`,
      'x-time': time,
      'x-id': 'delivery-1',
    };
    return { headers, body };
  },
});
