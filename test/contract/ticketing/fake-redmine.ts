import type { FakeAnswer, FakeCall, FakeSystem, FakeTicket } from './fake-server.js';

const STATUSES = [
  { id: 1, name: 'New', is_closed: false },
  { id: 5, name: 'Closed', is_closed: true },
];
const PEOPLE = ['us', 'ana'];
const NO_CONTENT: FakeAnswer = { status: 204 };
const NOT_FOUND: FakeAnswer = { status: 404 };

/**
 * Redmine 5 by https://www.redmine.org/projects/redmine/wiki/Rest_api, and as a real one answers: whole seconds, line
 * ends with a carriage return, nothing in the body of a refusal but for 422, and closed issues only where asked for.
 */
export function fakeRedmine(
  { method, path, query, headers, body }: FakeCall,
  system: FakeSystem,
): FakeAnswer {
  if (headers['x-redmine-api-key'] !== 'the secret') return { status: 401 };
  if (method !== 'GET' && headers['content-type'] !== 'application/json') return { status: 500 };
  if (path === '/users/current.json') return { status: 200, body: { user: user(1) } };
  const person = /^\/users\/(\d+)\.json$/.exec(path)?.[1];
  if (person !== undefined)
    return PEOPLE[Number(person) - 1] ? { status: 200, body: { user: user(Number(person)) } } : NOT_FOUND;
  if (path === '/issue_statuses.json') return { status: 200, body: { issue_statuses: STATUSES } };
  if (path === '/trackers.json') return { status: 200, body: { trackers: [{ id: 1, name: 'Bug' }] } };
  if (path === '/issues.json') return method === 'POST' ? made(body, system) : listed(query, system);
  const ticket = system.find(/^\/issues\/(\d+)\.json$/.exec(path)?.[1]);
  if (!ticket) return NOT_FOUND;
  if (!system.isVisible) return { status: 403 };
  if (method === 'GET')
    return { status: 200, body: { issue: shown(ticket, query.get('include') === 'journals') } };
  const { subject, notes, status_id: status } = body.issue ?? {};
  if (subject === '') return blank('Subject');
  if (subject !== undefined) ticket.title = String(subject);
  if (notes !== undefined) ticket.comments.push(String(notes));
  // A status that is not there is passed over.
  const wanted = STATUSES.find(({ id }) => id === Number(status));
  if (wanted) system.set(ticket, wanted.is_closed, 'us');
  return NO_CONTENT;
}

function made({ issue = {} }: FakeCall['body'], system: FakeSystem): FakeAnswer {
  const { project_id: project, subject, description = '' } = issue;
  if (project !== 'readiness') return blank('Project', 'Tracker', 'Status');
  if (subject === undefined || subject === '') return blank('Subject');
  const ticket = system.add(String(subject), String(description));
  return { status: 201, body: { issue: shown(ticket, false) } };
}

function listed(query: URLSearchParams, system: FakeSystem): FakeAnswer {
  const [limit, offset] = [Math.min(Number(query.get('limit') ?? 25), 100), Number(query.get('offset') ?? 0)];
  const text = /^~(.*)$/s.exec(query.get('description') ?? '')?.[1]?.toLowerCase();
  const since = /^>=(.*)$/.exec(query.get('updated_on') ?? '')?.[1];
  const found = system.tickets
    .filter(
      ({ isClosed, text: all, updatedAt }) =>
        (query.get('status_id') === '*' || !isClosed) &&
        (text === undefined || all.toLowerCase().includes(text)) &&
        (since === undefined || second(updatedAt) >= since),
    )
    .sort((a, b) =>
      query.get('sort')?.startsWith('updated_on:asc') ? (a.updatedAt < b.updatedAt ? -1 : 1) : a.id - b.id,
    );
  const issues = found.slice(offset, offset + limit).map((ticket) => shown(ticket, false));
  return { status: 200, body: { issues, total_count: found.length, offset, limit } };
}

function shown({ id, title, text, isClosed, updatedAt, change, comments }: FakeTicket, hasJournals: boolean) {
  const author = { id: change ? PEOPLE.indexOf(change.by) + 1 : 1 };
  const moved = change && {
    user: author,
    notes: '',
    created_on: second(change.at),
    details: [{ property: 'attr', name: 'status_id', old_value: '1', new_value: '5' }],
  };
  const told = comments.map((notes) => ({
    user: { id: 1 },
    notes,
    created_on: second(updatedAt),
    details: [],
  }));
  return {
    id,
    subject: title,
    description: text.replaceAll('\n', '\r\n'),
    status: STATUSES[isClosed ? 1 : 0],
    updated_on: second(updatedAt),
    ...(hasJournals ? { journals: [...told, ...(moved ? [moved] : [])] } : {}),
  };
}

function user(id: number) {
  return { id, login: PEOPLE[id - 1] };
}

function blank(...names: string[]): FakeAnswer {
  return { status: 422, body: { errors: names.map((name) => `${name} cannot be blank`) } };
}

function second(time: string): string {
  return `${time.slice(0, 19)}Z`;
}
