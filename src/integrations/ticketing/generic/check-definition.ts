import { checkJson, checkTemplate, TemplateFailed } from '../template.js';

const MOST_BYTES = 65_536;
const METHODS: readonly unknown[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
/** Members of each part, beside `request`: pointers, and whether they are needed. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  whoami: ['id'],
  create: ['ticket'],
  find: ['list', 'ticket'],
  read: ['ticket'],
  update: [],
  comment: [],
  comments: ['list', 'text'],
  close: [],
  reopen: [],
  changes: ['list', 'ticket'],
};
const TICKET: readonly string[] = [
  'id',
  'key',
  'url',
  'status',
  'updated_at',
  'changed_at',
  'changed_by',
  'text',
];
const PLAIN: readonly string[] = ['headers', 'inbound', 'url', 'closed', 'find_lag_seconds'];

type Members = Readonly<Record<string, unknown>>;

/** Where a definition of a generic connection is wrong: a pointer into it and why; null where it is right. */
export function faultInDefinition(value: unknown): { pointer: string; why: string } | null {
  try {
    const members = object(value, '');
    if (JSON.stringify(value).length > MOST_BYTES) fault('', `is over ${MOST_BYTES} bytes`);
    for (const name of Object.keys(members))
      if (!(name in PARTS) && !PLAIN.includes(name)) fault(`/${name}`, 'is not known');
    if (members['create'] === undefined) fault('/create', 'is needed');
    for (const [name, pointers] of Object.entries(PARTS))
      if (members[name] !== undefined) part(members[name], `/${name}`, pointers);
    if (!isTexts(members['closed'])) fault('/closed', 'is a list of the statuses that leave nothing to do');
    headers(members['headers'], '/headers');
    if (members['url'] !== undefined) template(members['url'], '/url');
    if (members['inbound'] !== undefined) inbound(object(members['inbound'], '/inbound'));
    const lag = members['find_lag_seconds'];
    if (lag !== undefined && (!Number.isInteger(lag) || Number(lag) < 0 || Number(lag) > 3600))
      fault('/find_lag_seconds', 'is a number of seconds up to 3600');
    return null;
  } catch (error) {
    if (error instanceof Fault) return { pointer: error.pointer, why: error.message };
    throw error;
  }
}

class Fault extends Error {
  constructor(
    readonly pointer: string,
    why: string,
  ) {
    super(why);
  }
}

function fault(pointer: string, why: string): never {
  throw new Fault(pointer, why);
}

function part(value: unknown, at: string, needed: readonly string[]): void {
  const members = object(value, at);
  const request = object(members['request'], `${at}/request`);
  if (!METHODS.includes(request['method']))
    fault(`${at}/request/method`, 'is none of GET, POST, PUT, PATCH, DELETE');
  template(request['path'], `${at}/request/path`);
  if (!String(request['path']).startsWith('/')) fault(`${at}/request/path`, 'begins with a slash');
  headers(request['headers'], `${at}/request/headers`);
  read(() => checkJson(request['body']), `${at}/request/body`);
  if (request['form'] === true) object(request['body'], `${at}/request/body`);
  for (const name of needed)
    if (name === 'ticket') ticket(members[name], `${at}/ticket`);
    else pointer(members[name], `${at}/${name}`);
}

function ticket(value: unknown, at: string): void {
  const members = object(value, at);
  if (members['id'] === undefined) fault(`${at}/id`, 'is needed');
  for (const [name, path] of Object.entries(members)) {
    if (!TICKET.includes(name)) fault(`${at}/${name}`, 'is not known');
    pointer(path, `${at}/${name}`);
  }
}

function inbound(members: Members): void {
  const { verify, header } = members;
  if (verify !== 'hmac' && verify !== 'token' && verify !== 'standard')
    fault('/inbound/verify', 'is none of hmac, token, standard');
  if (verify !== 'standard' && (typeof header !== 'string' || header === ''))
    fault('/inbound/header', 'is needed');
  for (const name of ['prefix', 'timestamp_header', 'delivery_header'])
    if (members[name] !== undefined && typeof members[name] !== 'string')
      fault(`/inbound/${name}`, 'is a text');
  ticket(members['ticket'], '/inbound/ticket');
}

function headers(value: unknown, at: string): void {
  if (value === undefined) return;
  for (const [name, text] of Object.entries(object(value, at))) {
    if (!/^[A-Za-z0-9-]{1,64}$/.test(name)) fault(`${at}/${name}`, 'is no name of a header');
    if (/^(host|content-length|connection|transfer-encoding)$/i.test(name))
      fault(`${at}/${name}`, 'is not set here');
    template(text, `${at}/${name}`);
  }
}

function object(value: unknown, at: string): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) fault(at, 'is an object');
  return value as Members;
}

function pointer(value: unknown, at: string): void {
  if (typeof value !== 'string' || !/^(\/[^/]*)*$/.test(value))
    fault(at, 'is a JSON pointer such as /issue/id');
}

function template(value: unknown, at: string): void {
  if (typeof value === 'string') read(() => checkTemplate(value), at);
  else fault(at, 'is a text');
}

function read(work: () => void, at: string): void {
  try {
    work();
  } catch (error) {
    if (error instanceof TemplateFailed) fault(at, `is no template: ${error.message}`);
    throw error;
  }
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.length <= 100 && value.every((one) => typeof one === 'string');
}
