import type { GenericDefinition } from '../../../src/integrations/ticketing/generic/generic-definition.js';
import type { FakeAnswer, FakeCall, FakeSystem, FakeTicket } from './fake-server.js';

/** A tool that nobody has heard of. */
export function fakeTool({ method, path, query, headers, body }: FakeCall, system: FakeSystem): FakeAnswer {
  if (headers['x-key'] !== 'the secret') return { status: 401 };
  if (path === '/me') return { status: 200, body: { login: 'us' } };
  if (path === '/tickets' && method === 'POST') {
    if (!body.title) return { status: 400, body: { error: 'title' } };
    const { id } = system.add(body.title ?? '', body.text ?? '');
    return { status: 201, body: { ticket: { id } } };
  }
  if (path === '/tickets') {
    const wanted = query.get('q') ?? '';
    return {
      status: 200,
      body: { all: system.tickets.filter(({ text }) => text.includes(wanted)).map(shown) },
    };
  }
  const [, id, part] = /^\/tickets\/([^/]+)(\/\w+)?$/.exec(path) ?? [];
  const ticket = system.find(id);
  if (!ticket) return { status: 404 };
  if (!system.isVisible) return { status: 403 };
  if (part === '/notes' && method === 'POST') ticket.comments.push(body.text ?? '');
  if (part === '/notes') return { status: 200, body: ticket.comments.map((text) => ({ text })) };
  if (method === 'PATCH' && body.title !== undefined) ticket.title = body.title;
  if (method === 'PATCH' && body.state !== undefined) system.set(ticket, body.state === 'shut', 'us');
  return { status: 200, body: shown(ticket) };
}

function shown({ id, title, text, isClosed, updatedAt, change }: FakeTicket) {
  return {
    id,
    title,
    text,
    state: isClosed ? 'shut' : 'open',
    at: updatedAt,
    moved: change?.at ?? null,
    by: change?.by,
  };
}

const ticket = {
  id: '/id',
  status: '/state',
  updated_at: '/at',
  changed_at: '/moved',
  changed_by: '/by',
  text: '/text',
};
const one = '/tickets/{{ id }}';

/** How it is spoken to. */
export const TOOL: GenericDefinition = {
  headers: { 'X-Key': '{{ secret }}' },
  whoami: { request: { method: 'GET', path: '/me' }, id: '/login' },
  create: {
    request: { method: 'POST', path: '/tickets', body: { title: '{{ title }}', text: '{{ text }}' } },
    ticket: { id: '/ticket/id' },
  },
  find: { request: { method: 'GET', path: '/tickets?q={{ mark }}' }, list: '/all', ticket },
  read: { request: { method: 'GET', path: one }, ticket },
  update: { request: { method: 'PATCH', path: one, body: { title: '{{ title }}' } } },
  comment: { request: { method: 'POST', path: `${one}/notes`, body: { text: '{{ text }}' } } },
  comments: { request: { method: 'GET', path: `${one}/notes` }, list: '', text: '/text' },
  close: { request: { method: 'PATCH', path: one, body: { state: 'shut' } } },
  reopen: { request: { method: 'PATCH', path: one, body: { state: 'open' } } },
  changes: { request: { method: 'GET', path: '/tickets' }, list: '/all', ticket },
  inbound: {
    verify: 'hmac',
    header: 'X-Signature',
    prefix: 'v1=',
    timestamp_header: 'X-Time',
    delivery_header: 'X-Id',
    ticket: { id: '/ticket' },
  },
  url: '/browse/{{ id }}',
  closed: ['shut'],
};
