import type { FakeAnswer, FakeCall, FakeSystem, FakeTicket } from './fake-server.js';

const NOT_FOUND: FakeAnswer = {
  status: 404,
  body: { errorMessages: ['Issue does not exist or you do not have permission to see it.'] },
};
/** As many as are asked for. */
const PAGE = 100;

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
      if (project?.key !== 'PAY' || issuetype?.name === undefined || !summary)
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
      // A query without a restriction is refused by Cloud.
      if (isCloud && !/(=|>=)/.test(body.jql ?? ''))
        return { status: 400, body: { errorMessages: ['unbounded'] } };
      const found = system.tickets.filter((ticket) => label === undefined || ticket.labels.includes(label));
      found.sort((a, b) => (a.updatedAt < b.updatedAt ? -1 : 1));
      const from = Number(isCloud ? (body.nextPageToken ?? 0) : (body.startAt ?? 0));
      const issues = found.slice(from, from + PAGE).map((ticket) => issue(ticket, isCloud));
      const isLast = from + PAGE >= found.length;
      const more = isCloud
        ? { isLast, ...(isLast ? {} : { nextPageToken: `${from + PAGE}` }) }
        : { startAt: from, maxResults: PAGE, total: found.length };
      return { status: 200, body: { issues, ...more } };
    }
    if (rest === '/project/PAY') return system.isVisible ? { status: 200, body: { key: 'PAY' } } : NOT_FOUND;
    const [, id = '', part] = /^\/issue\/(?:PAY-)?(\d+)(\/\w+)?$/.exec(rest) ?? [];
    const ticket = system.find(id);
    if (!ticket || !system.isVisible) return NOT_FOUND;
    if (part === '/remotelink') return linked(method, query, body, ticket);
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

/** Remote links: the same `globalId` changes one, and takes it away. */
function linked(
  method: string,
  query: URLSearchParams,
  body: FakeCall['body'],
  ticket: FakeTicket,
): FakeAnswer {
  if (method === 'DELETE') return { status: ticket.links.delete(query.get('globalId') ?? '') ? 204 : 404 };
  const { globalId, object } = body;
  if (!object?.url || !object.title)
    return { status: 400, body: { errors: { 'object.url': 'is required' } } };
  if (globalId === undefined || globalId.length > 255) return { status: 400, body: {} };
  const status = ticket.links.has(globalId) ? 200 : 201;
  ticket.links.set(globalId, { url: object.url, isSettled: object.status?.resolved ?? null });
  return { status, body: { id: 10_000, self: 'link' } };
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
