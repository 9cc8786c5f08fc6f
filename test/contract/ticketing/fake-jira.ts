import type { FakeAnswer, FakeCall, FakeSystem, FakeTicket } from './fake-server.js';

/** Jira's REST API: version 3 with documents (Cloud), version 2 with texts (Data Center). */
export function fakeJira(isCloud: boolean): (call: FakeCall, system: FakeSystem) => FakeAnswer {
  const api = isCloud ? '/rest/api/3' : '/rest/api/2';
  const login = isCloud ? `Basic ${Buffer.from('the secret').toString('base64')}` : 'Bearer the secret';
  const isText = (value: unknown): boolean =>
    isCloud
      ? (value as { type?: unknown; version?: unknown }).type === 'doc' &&
        (value as { version?: unknown }).version === 1
      : typeof value === 'string';
  return ({ method, path, query, headers, body }, system) => {
    if (headers['authorization'] !== login) return { status: 401, body: {} };
    if (!path.startsWith(api)) return { status: 404, body: {} };
    const rest = path.slice(api.length);
    if (rest === '/myself') return { status: 200, body: user('us', isCloud) };
    if (rest === '/issue' && method === 'POST') {
      const { project, issuetype, summary, description, labels = [] } = body.fields ?? {};
      if (project?.key !== 'PAY' || issuetype?.name === undefined || summary === undefined)
        return { status: 400, body: { errors: { summary: 'is required' } } };
      if (!isText(description)) return { status: 400, body: { errors: { description: 'wrong form' } } };
      if (labels.some((label) => /\s/.test(label))) return { status: 400, body: {} };
      const { id } = system.add(summary, '', labels);
      return {
        status: 201,
        body: { id: `${id}`, key: `PAY-${id}`, self: `${system.url}${api}/issue/${id}` },
      };
    }
    if (rest === (isCloud ? '/search/jql' : '/search') && method === 'POST') {
      const label = /labels = "([^"]+)"/.exec(body.jql ?? '')?.[1];
      const found = system.tickets.filter((ticket) => label === undefined || ticket.labels.includes(label));
      const issues = found.map((ticket) => issue(ticket, isCloud));
      const isFirst = body.nextPageToken === undefined && (body.startAt ?? 0) === 0;
      return { status: 200, body: { issues: isFirst ? issues : [], ...(isCloud ? { isLast: true } : {}) } };
    }
    const [, id = '', part] = /^\/issue\/(?:PAY-)?(\d+)(\/\w+)?$/.exec(rest) ?? [];
    const ticket = system.find(id);
    if (!ticket) return { status: 404, body: { errorMessages: ['Issue does not exist'] } };
    if (part === '/comment' && method === 'GET')
      return { status: 200, body: { comments: ticket.comments.map((text) => ({ body: JSON.parse(text) })) } };
    if (part === '/comment') {
      if (!isText(body.body)) return { status: 400, body: {} };
      ticket.comments.push(JSON.stringify(body.body));
      return { status: 201, body: {} };
    }
    if (part === '/transitions' && method === 'GET')
      return {
        status: 200,
        body: {
          transitions: [
            { id: '11', to: { name: 'To Do', statusCategory: { key: 'new' } } },
            { id: '31', to: { name: 'Done', statusCategory: { key: 'done' } } },
          ],
        },
      };
    if (part === '/transitions') {
      system.set(ticket, body.transition?.id === '31', 'us');
      return { status: 204 };
    }
    if (method === 'PUT') {
      ticket.title = body.fields?.summary ?? '';
      return { status: 204 };
    }
    return query.get('expand') === 'changelog'
      ? { status: 200, body: issue(ticket, isCloud) }
      : { status: 400, body: {} };
  };
}

function user(name: string, isCloud: boolean) {
  return isCloud
    ? { accountId: `account-${name}` }
    : { name, key: `JIRAUSER-${name}`, emailAddress: `${name}@x.org` };
}

function issue({ id, isClosed, updatedAt, change }: FakeTicket, isCloud: boolean) {
  const category = isClosed ? 'done' : 'new';
  const moved = change && {
    author: user(change.by, isCloud),
    created: change.at.replace('Z', '+0000'),
    items: [{ field: 'status' }],
  };
  const earlier = {
    author: user('before', isCloud),
    created: '2020-01-01T00:00:00.000+0000',
    items: [{ field: 'status' }],
  };
  // Cloud gives the newest first.
  const histories = moved ? (isCloud ? [moved, earlier] : [earlier, moved]) : [];
  return {
    id: `${id}`,
    key: `PAY-${id}`,
    fields: {
      status: { name: isClosed ? 'Done' : 'To Do', statusCategory: { key: category } },
      updated: updatedAt,
    },
    changelog: { histories },
  };
}
