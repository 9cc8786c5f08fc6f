import type { FakeAnswer, FakeCall, FakeSystem, FakeTicket } from './fake-server.js';

const ISSUES = '/repos/acme/shop/issues';
const NOT_FOUND: FakeAnswer = { status: 404, body: { message: 'Not Found' } };

/** GitHub's REST API as https://docs.github.com/rest/issues documents it, version 2022-11-28. */
export function fakeGithub({ method, path, query, headers, body }: FakeCall, system: FakeSystem): FakeAnswer {
  if (headers['authorization'] !== 'Bearer the secret')
    return { status: 401, body: { message: 'Bad credentials' } };
  if (headers['x-github-api-version'] !== '2022-11-28') return { status: 400, body: { message: 'version' } };
  if (!headers['user-agent']) return { status: 403, body: { message: 'User-Agent is required' } };
  const shown = (ticket: FakeTicket) => issue(ticket, system.url);
  if (path === '/user') return { status: 200, body: { id: 1, login: 'us' } };
  if (path === ISSUES && method === 'POST') {
    if (typeof body.title !== 'string' || body.title === '')
      return { status: 422, body: { message: 'title is missing' } };
    return { status: 201, body: shown(system.add(body.title, body.body as string)) };
  }
  if (path === '/repos/acme/shop')
    return system.isVisible ? { status: 200, body: { full_name: 'acme/shop' } } : NOT_FOUND;
  if (path === ISSUES) return listed(query, system);
  const [, id, rest] = /^\/repos\/acme\/shop\/issues\/(\d+)(\/\w+)?$/.exec(path) ?? [];
  const ticket = system.find(id);
  if (!ticket || !system.isVisible) return NOT_FOUND;
  if (rest === '/comments' && method === 'GET')
    return { status: 200, body: ticket.comments.map((text) => ({ body: text })) };
  if (rest === '/comments') {
    ticket.comments.push(body.body as string);
    return { status: 201, body: {} };
  }
  if (rest === '/events') {
    const { change } = ticket;
    const user = { id: change?.by === 'us' ? 1 : 2, login: change?.by };
    return {
      status: 200,
      body: change ? [{ event: 'reopened', actor: user, created_at: second(change.at) }] : [],
    };
  }
  if (method === 'PATCH') {
    if (body.title !== undefined) ticket.title = body.title;
    if (body.state !== undefined) system.set(ticket, body.state === 'closed', 'us');
  }
  return { status: 200, body: shown(ticket) };
}

/** Open ones where `state` is not said, newest first where `direction` is not. */
function listed(query: URLSearchParams, system: FakeSystem): FakeAnswer {
  const since = query.get('since');
  const [perPage, page] = [
    Math.min(Number(query.get('per_page') ?? 30), 100),
    Number(query.get('page') ?? 1),
  ];
  const by = query.get('sort') === 'updated' ? 'updatedAt' : 'id';
  const found = system.tickets
    .filter(({ isClosed }) => query.get('state') === 'all' || !isClosed)
    .filter(({ updatedAt }) => since === null || second(updatedAt) >= since)
    .sort((a, b) => (a[by] < b[by] ? -1 : 1));
  if (query.get('direction') !== 'asc') found.reverse();
  const shown = found.slice((page - 1) * perPage, page * perPage);
  return { status: 200, body: shown.map((ticket) => issue(ticket, system.url)) };
}

/** Times are in whole seconds. */
function second(time: string): string {
  return `${time.slice(0, 19)}Z`;
}

function issue({ id, title, text, isClosed, updatedAt, change }: FakeTicket, url: string) {
  const by = change && { id: change.by === 'us' ? 1 : 2, login: change.by };
  return {
    number: id,
    title,
    body: text,
    html_url: `${url}/acme/shop/issues/${id}`,
    state: isClosed ? 'closed' : 'open',
    state_reason: isClosed ? 'completed' : change ? 'reopened' : null,
    updated_at: second(updatedAt),
    closed_at: isClosed && change ? second(change.at) : null,
    closed_by: isClosed ? by : null,
  };
}
