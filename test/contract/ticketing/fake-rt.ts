import type { FakeAnswer, FakeCall, FakeSystem, FakeTicket } from './fake-server.js';

const API = '/REST/2.0';
const NOT_FOUND: FakeAnswer = { status: 404, body: { message: 'Not Found' } };
const CREATED: FakeAnswer = { status: 201, body: ['Comments added'] };

/**
 * Request Tracker 5 by https://docs.bestpractical.com/rt/5.0/RT/REST2.html, and as a real one answers: whole seconds, ids
 * as texts, 200 to what was not done, and tickets that are deleted found by no query.
 */
export function fakeRt({ method, path, query, headers, body }: FakeCall, system: FakeSystem): FakeAnswer {
  if (headers['authorization'] !== 'token the secret')
    return { status: 401, body: { message: 'Unauthorized' } };
  if (!path.startsWith(API)) return NOT_FOUND;
  const rest = path.slice(API.length);
  if (rest === '/rt') return { status: 200, body: { Version: '5.0.3' } };
  const name = /^\/user\/(us|ana)$/.exec(rest)?.[1];
  if (name !== undefined)
    return { status: 200, body: { Name: name, EmailAddress: `${name}@example.org`, Privileged: 1 } };
  if (rest === '/tickets') return searched(query, system);
  if (rest === '/ticket' && method === 'POST') return made(body, system);
  const [, id, part] = /^\/ticket\/(\d+)(\/\w+)?$/.exec(rest) ?? [];
  const ticket = system.find(id);
  if (!ticket) return NOT_FOUND;
  if (!system.isVisible) return { status: 403, body: { message: 'Forbidden' } };
  if (part === '/history') return paged(history(ticket), query);
  if (part === '/comment' && method === 'POST') {
    if (body.ContentType !== 'text/plain' && body.ContentType !== 'text/html') return { status: 400 };
    ticket.comments.push(`${body.Subject ?? ''}\n${body.Content ?? ''}`);
    return CREATED;
  }
  return method === 'PUT' ? changed(ticket, body, system) : { status: 200, body: shown(ticket) };
}

function made(
  { Queue, Subject = '', Content = '', ContentType, RefersTo }: FakeCall['body'],
  system: FakeSystem,
): FakeAnswer {
  if (Queue === undefined)
    return { status: 400, body: { message: 'Could not create ticket. Queue not set' } };
  if (Queue !== 'General')
    return { status: 403, body: { message: `No permission to create tickets in the queue '${Queue}'` } };
  if (Content !== '' && ContentType === undefined)
    return { status: 400, body: { message: 'ContentType is needed' } };
  const { id, links } = system.add(Subject, Content);
  if (RefersTo !== undefined) links.set(RefersTo, { url: RefersTo, isSettled: null });
  const _url = `${system.url}${API}/ticket/${id}`;
  return { status: 201, body: { id: `${id}`, type: 'ticket', _url } };
}

function changed(ticket: FakeTicket, body: FakeCall['body'], system: FakeSystem): FakeAnswer {
  const { Status, Subject, AddRefersTo = [], DeleteRefersTo = [] } = body;
  for (const url of AddRefersTo) ticket.links.set(url, { url, isSettled: null });
  for (const url of DeleteRefersTo) ticket.links.delete(url);
  if (Subject !== undefined) ticket.title = Subject;
  if (Status === undefined) return { status: 200, body: [`Ticket ${ticket.id}: Subject changed`] };
  if (!['open', 'resolved'].includes(Status))
    return { status: 200, body: [`Ticket ${ticket.id}: Status '${Status}' isn't a valid status`] };
  system.set(ticket, Status === 'resolved', 'us');
  return { status: 200, body: [`Ticket ${ticket.id}: Status changed`] };
}

function searched(query: URLSearchParams, system: FakeSystem): FakeAnswer {
  const text = query.get('query') ?? '';
  const link = /^RefersTo = '([^']+)'$/.exec(text)?.[1];
  const since = /^LastUpdated >= '(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)'$/.exec(text)?.[1];
  if (link === undefined && since === undefined)
    return { status: 400, body: { message: `Incomplete query in '${text}'` } };
  const found = system.tickets
    .filter(({ links }) => link === undefined || links.has(link))
    .filter(({ updatedAt }) => since === undefined || updatedAt.replace('T', ' ') >= since)
    .sort((a, b) => (a.updatedAt < b.updatedAt ? -1 : 1));
  const items = found.map(({ id, updatedAt }) => ({
    id: `${id}`,
    type: 'ticket',
    ...(query.get('fields') === 'LastUpdated' ? { LastUpdated: second(updatedAt) } : {}),
  }));
  return paged(query.get('order') === 'DESC' ? items.toReversed() : items, query);
}

function paged(all: readonly object[], query: URLSearchParams): FakeAnswer {
  const perPage = Math.min(Number(query.get('per_page') ?? 20), 100);
  const page = Number(query.get('page') ?? 1);
  const items = all.slice((page - 1) * perPage, page * perPage);
  const pages = Math.max(1, Math.ceil(all.length / perPage));
  const counts = { count: items.length, total: all.length, per_page: perPage };
  return { status: 200, body: { items, page, pages, ...counts } };
}

function history({ change, comments, updatedAt }: FakeTicket) {
  const by = (name: string) => ({ type: 'user', id: name });
  const born = { Type: 'Create', Field: '', Creator: by('us'), Created: second(updatedAt), Data: '' };
  const told = comments.map((text) => ({ ...born, Type: 'Comment', Data: text.split('\n')[0] }));
  const moved = change && {
    ...born,
    Type: 'Status',
    Field: 'Status',
    Creator: by(change.by),
    Created: second(change.at),
  };
  return [born, ...told, ...(moved ? [moved] : [])];
}

function shown({ id, title, isClosed, change, updatedAt }: FakeTicket) {
  const Status = isClosed ? 'resolved' : change ? 'open' : 'new';
  return { id, Subject: title, Status, LastUpdated: second(updatedAt) };
}

function second(time: string): string {
  return `${time.slice(0, 19)}Z`;
}
