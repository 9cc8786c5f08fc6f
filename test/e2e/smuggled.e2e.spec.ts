import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/test-app.js';
import { add, issue } from './accounts.js';

let t: TestApp;
let port: number;
/** A contributor, who may do less than the admin. */
let key: string;

beforeAll(async () => {
  t = await createTestApp();
  port = (t.server.address() as AddressInfo).port;
  key = (await issue(t, await add(t, 'members', { name: 'Cy', roles: ['contributor'] }))).key;
  await t.admin.post('/v1/projects').send({ key: 'shop' }).expect(201);
});
afterAll(async () => t.close());

/** Sends bytes as they are; gives the statuses of all that is answered until the connection ends. */
async function statuses(...lines: string[]): Promise<number[]> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(lines.join('\r\n'));
  let said = '';
  socket.on('data', (bytes) => (said += bytes.toString('latin1')));
  await new Promise((resolve) => socket.once('close', resolve));
  return [...said.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, status]) => Number(status));
}

const bearer = (text: string): string => `Authorization: Bearer ${text}`;
const END = ['Connection: close', '', ''];

describe('Two credentials in one request', () => {
  it('are refused, in whatever order and spelling', async () => {
    const head = ['GET /v1/me HTTP/1.1', 'Host: x'];
    expect(await statuses(...head, bearer(key), ...END)).toEqual([200]);
    for (const two of [
      [bearer(key), bearer(t.adminKey)],
      [bearer('nobody'), bearer(key)],
      [bearer(key), bearer(key).toLowerCase()],
      [bearer(key), 'AUTHORIZATION: Basic YTpi'],
    ])
      expect(await statuses(...head, ...two, ...END)).toEqual([400]);
    expect(await statuses(...head, `${bearer(key)}, Bearer ${t.adminKey}`, ...END)).toEqual([401]);
  });
});

describe('A request within a request', () => {
  const inner = ['DELETE /v1/members/x/keys/y HTTP/1.1', 'Host: x', '', ''].join('\r\n');
  it.each<[string, string[], string]>([
    ['by both lengths', ['Content-Length: 4', 'Transfer-Encoding: chunked'], `0\r\n\r\n${inner}`],
    [
      'by both, the other way',
      ['Transfer-Encoding: chunked', `Content-Length: ${5 + inner.length}`],
      `0\r\n\r\n${inner}`,
    ],
    ['by two lengths', ['Content-Length: 0', `Content-Length: ${inner.length}`], inner],
    ['by a list of lengths', [`Content-Length: 0, ${inner.length}`], inner],
    ['by a signed length', ['Content-Length: +2'], `{}${inner}`],
    ['by a hexadecimal length', ['Content-Length: 0x2'], `{}${inner}`],
    ['by a coding before the last', ['Transfer-Encoding: chunked, identity'], `0\r\n\r\n${inner}`],
    ['by a coding that nobody knows', ['Transfer-Encoding: xchunked'], `0\r\n\r\n${inner}`],
    ['by a space before the colon', ['Transfer-Encoding : chunked'], `0\r\n\r\n${inner}`],
    ['by a folded header', ['X-A: b', ' Transfer-Encoding: chunked'], `0\r\n\r\n${inner}`],
    ['by a chunk of a wrong size', ['Transfer-Encoding: chunked'], `1\r\n{}\r\n0\r\n\r\n${inner}`],
    [
      'by a chunk size with more digits than numbers have',
      ['Transfer-Encoding: chunked'],
      `10000000000000002\r\n{}\r\n0\r\n\r\n${inner}`,
    ],
    ['by bare line feeds', ['X-A: b\nTransfer-Encoding: chunked'], `0\r\n\r\n${inner}`],
  ])('%s is not answered', async (_, headers, body) => {
    const head = ['POST /v1/projects HTTP/1.1', 'Host: x', bearer(key), 'Content-Type: application/json'];
    const answered = await statuses(...head, ...headers, '', body);
    expect(answered).toEqual([400]);
  });
});

describe('Another method', () => {
  it.each(['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'])(
    'is not taken from %s',
    async (name) => {
      const path = '/v1/projects/shop';
      expect((await t.admin.post(path).set(name, 'PATCH').send({ name: 'Mine' })).status).toBe(405);
      expect((await t.admin.get(path).set(name, 'DELETE')).status).toBe(200);
      expect((await t.admin.get(`${path}?_method=PATCH`)).status).toBe(400);
    },
  );

  it('than those that are served does nothing, and none goes without a credential', async () => {
    for (const method of ['TRACE', 'PROPFIND', 'LINK', 'PURGE', 'QUERY'])
      expect([method, await statuses(`${method} /v1/me HTTP/1.1`, 'Host: x', bearer(key), ...END)]).toEqual([
        method,
        [expect.toSatisfy((status: number) => [400, 404, 405].includes(status))],
      ]);
    expect(await statuses('CONNECT /v1/me:443 HTTP/1.1', 'Host: x', bearer(key), ...END)).toEqual([]);
    expect(await statuses('HEAD /v1/me HTTP/1.1', 'Host: x', ...END)).toEqual([401]);
    const [options] = await statuses('OPTIONS /v1/me HTTP/1.1', 'Host: x', ...END);
    expect(options).toBeGreaterThanOrEqual(400);
  });
});

/** Spellings of a path that some server or proxy might take for it. */
function spellings(path: string): string[] {
  const [, version, ...rest] = path.split('/');
  const tail = rest.join('/');
  return [
    `/${path}`,
    `//x/..${path}`,
    `/${version}//${tail}`,
    `/${version}/./${tail}`,
    `/${version}/x/../${tail}`,
    `/${version}/%2e/${tail}`,
    `/${version}/x/%2e%2e/${tail}`,
    `/healthz/..${path}`,
    `/healthz/%2e%2e${path}`,
    `/healthz;${path}`,
    `${path};a=b`,
    `${path}/`,
    `${path}%20`,
    `${path}%2f`,
    `${path}\\`,
    `${path}.json`,
    `${path}%3f`,
    `${path}#x`,
    `/%76${path.slice(2)}`,
    path.toUpperCase(),
    `http://x${path}`,
    `http://user@x${path}`,
  ];
}

describe('A path that is spelled otherwise', () => {
  const paths = ['/v1/me', '/v1/members', '/v1/admin/log', '/v1/tenants', '/v1/projects/shop'];
  it.each(paths)('opens %s to nobody who may not read it', async (path) => {
    const [asked] = await statuses(`GET ${path} HTTP/1.1`, 'Host: x', bearer(key), ...END);
    for (const target of spellings(path)) {
      const without = await statuses(`GET ${target} HTTP/1.1`, 'Host: x', ...END);
      expect([target, without.every((status) => status >= 400)]).toEqual([target, true]);
      const within = await statuses(`GET ${target} HTTP/1.1`, 'Host: x', bearer(key), ...END);
      expect([target, within.every((status) => status >= 400 || status === asked)]).toEqual([target, true]);
    }
  });
});

describe('An Idempotency-Key', () => {
  it('of somebody else, of another tenant or of another route is none of theirs', async () => {
    const once = { 'idempotency-key': 'the-same-for-all' };
    const first = await t.admin.post('/v1/projects').set(once).send({ key: 'first' }).expect(201);
    const ben = await issue(t, await add(t, 'members', { name: 'Ben', roles: ['manager'] }));
    const asBen = t.as(ben.key);
    const own = await asBen.post('/v1/projects').set(once).send({ key: 'second' }).expect(201);
    expect(own.body.resource.id).not.toBe(first.body.resource.id);
    // The same request of another is a request of its own, which finds the project there.
    expect((await asBen.post('/v1/projects').set(once).send({ key: 'first' })).status).toBe(422);
    const { body } = await t.admin.post('/v1/tenants').send({ key: 'acme' }).expect(201);
    const asAcme = t.as(body.resource.admin_key);
    const theirs = await asAcme.post('/v1/projects').set(once).send({ key: 'first' }).expect(201);
    expect(theirs.body.resource.id).not.toBe(first.body.resource.id);
    const other = await t.admin.post('/v1/members').set(once).send({ name: 'Dan' });
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
    const again = await t.admin.post('/v1/projects').set(once).send({ key: 'first' }).expect(201);
    expect(again.body).toMatchObject({
      position: first.body.position,
      resource: { id: first.body.resource.id },
    });
  });

  it('outlives no right: a repeat after a revocation is a 401, after a role is gone a 403', async () => {
    const account = await add(t, 'members', { name: 'Eve', roles: ['manager'] });
    const issued = await issue(t, account);
    const asEve = t.as(issued.key);
    const create = (): ReturnType<typeof asEve.post> =>
      asEve.post('/v1/projects').set('idempotency-key', 'eves').send({ key: 'eves' });
    await create().expect(201);
    await t.admin.delete(`${account.path}/roles/manager`).expect(200);
    expect((await create()).status).toBe(403);
    await t.admin.delete(`${account.path}/keys/${issued.id}`).expect(200);
    expect((await create()).status).toBe(401);
  });
});

describe('A cursor', () => {
  it('of one tenant leads another through its own rows alone', async () => {
    const { body: tenant } = await t.admin.post('/v1/tenants').send({ key: 'small' }).expect(201);
    const asOther = t.as(tenant.resource.admin_key);
    await asOther.post('/v1/projects').send({ key: 'theirs' }).expect(201);
    for (const list of ['/v1/projects', '/v1/events', '/v1/members', '/v1/service-accounts']) {
      const { body: page } = await t.admin.get(`${list}?limit=1`).expect(200);
      const own = JSON.stringify(
        (await t.admin.get(list).expect(200)).body.data.map(({ id }: { id: string }) => id),
      );
      if (page.next_cursor === null) continue;
      const { body, status } = await asOther.get(`${list}?cursor=${page.next_cursor}`);
      expect(status).toBe(200);
      // `svc_admin` is called so in every tenant.
      for (const { id } of body.data) if (id !== 'svc_admin') expect(own).not.toContain(id);
    }
  });
});

describe('A key', () => {
  it('that is revoked while its request is under way does that one, and no other', async () => {
    const account = await add(t, 'members', { name: 'Fay', roles: ['manager'] });
    const issued = await issue(t, account);
    const body = '{"key":"fays"}';
    const socket = connect(port, '127.0.0.1');
    const head = [
      'POST /v1/projects HTTP/1.1',
      'Host: x',
      bearer(issued.key),
      'Content-Type: application/json',
    ];
    socket.write([...head, `Content-Length: ${body.length}`, 'Expect: 100-continue', ...END].join('\r\n'));
    const said: string[] = [];
    socket.on('data', (bytes: Buffer) => said.push(bytes.toString()));
    await expect.poll(() => said.join('')).toContain('100 Continue');
    await expect.poll(async () => (await t.as(issued.key).get('/v1/me')).status).toBe(200);
    await t.admin.delete(`${account.path}/keys/${issued.id}`).expect(200);
    expect((await t.as(issued.key).get('/v1/me')).status).toBe(401);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write(body);
    await closed;
    expect(said.join('')).toMatch(/HTTP\/1\.1 (?:201|401) /);
  });
});
