import type { FakeAnswer, FakeCall, FakeSystem, FakeTicket } from './fake-server.js';

const ISSUES = '/repos/acme/shop/issues';

/** GitHub's REST API as https://docs.github.com/rest/issues documents it, version 2022-11-28. */
export function fakeGithub({ method, path, query, headers, body }: FakeCall, system: FakeSystem): FakeAnswer {
  if (headers['authorization'] !== 'Bearer the secret')
    return { status: 401, body: { message: 'Bad credentials' } };
  if (headers['x-github-api-version'] !== '2022-11-28') return { status: 400, body: { message: 'version' } };
  if (!headers['user-agent']) return { status: 403, body: { message: 'User-Agent is required' } };
  const shown = (ticket: FakeTicket) => issue(ticket, system.url);
  if (path === '/user') return { status: 200, body: { id: 1, login: 'us' } };
  if (path === ISSUES && method === 'POST') {
    if (typeof body.title !== 'string') return { status: 422, body: { message: 'title is missing' } };
    return { status: 201, body: shown(system.add(body.title, body.body as string)) };
  }
  if (path === ISSUES) {
    const since = query.get('since') ?? '';
    const found = system.tickets.filter(({ updatedAt }) => updatedAt >= since.replace('Z', ''));
    return { status: 200, body: query.get('page') === '1' ? found.map(shown) : [] };
  }
  const [, id, rest] = /^\/repos\/acme\/shop\/issues\/(\d+)(\/\w+)?$/.exec(path) ?? [];
  const ticket = system.find(id);
  if (!ticket) return { status: 404, body: { message: 'Not Found' } };
  if (rest === '/comments' && method === 'GET')
    return { status: 200, body: ticket.comments.map((text) => ({ body: text })) };
  if (rest === '/comments') {
    ticket.comments.push(body.body as string);
    return { status: 201, body: {} };
  }
  if (rest === '/events') {
    const { change } = ticket;
    const user = { id: 2, login: change?.by };
    return { status: 200, body: change ? [{ event: 'reopened', actor: user, created_at: change.at }] : [] };
  }
  if (method === 'PATCH') {
    if (body.title !== undefined) ticket.title = body.title;
    if (body.state !== undefined) system.set(ticket, body.state === 'closed', 'us');
  }
  return { status: 200, body: shown(ticket) };
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
    updated_at: updatedAt,
    closed_at: isClosed ? change?.at : null,
    closed_by: isClosed ? by : null,
  };
}
