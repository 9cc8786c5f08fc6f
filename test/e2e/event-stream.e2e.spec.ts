import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Database } from '../../src/database/database.js';
import { PostgresEventStore } from '../../src/eventstore/postgres-eventstore.js';
import { closeGracefully } from '../../src/http/lifecycle.js';
import { EventHubs } from '../../src/features/audit/queries/stream/event-hubs.js';
import { CONTEXT } from '../contract/eventstore.contract.js';
import { createTestApp, type TestApp } from '../support/test-app.js';
import { openSse, type SseClient } from './support/sse-client.js';
import { until } from '../support/until.js';

const path = (query = ''): string => `/v1/events/stream${query}`;

let t: TestApp;
let second: Database;
let other: PostgresEventStore;
const clients: SseClient[] = [];
beforeAll(async () => {
  t = await createTestApp(undefined, { CLEARANCE_STREAMS_PER_CREDENTIAL: '6' });
  second = Database.open(t.db.base);
  other = new PostgresEventStore(second.append, second.read);
});
afterAll(async () => {
  await second.close();
  await t.close();
});
afterEach(async () => {
  for (const client of clients.splice(0)) {
    client.close();
    await client.ended;
  }
});

async function listen(
  query = '',
  headers: Record<string, string> = {},
  key = t.adminKey,
): Promise<SseClient> {
  const client = await openSse(t.server, path(query), { authorization: `Bearer ${key}`, ...headers });
  clients.push(client);
  if (client.status === 200) await until(() => expect(client.comments.length).toBeGreaterThan(0));
  return client;
}

let made = 0;
/** Appends as another node would; gives the positions. */
async function append(count: number, type = 'note.made'): Promise<number[]> {
  const positions: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const write = {
      stream: { type: type.split('.')[0] ?? '', id: `made-${(made += 1)}` },
      expected: 0,
      events: [{ type, revision: 1, payload: { n } }],
      project: null,
    };
    const { events } = await other.append({ tenant: 'default', context: CONTEXT, writes: [write] });
    positions.push(...events.map(({ position }) => position));
  }
  return positions;
}

const idsOf = ({ messages }: SseClient): number[] =>
  messages.flatMap(({ id }) => (id === null ? [] : [Number(id)]));

describe('The stream of events', () => {
  it('gives what comes, whichever node wrote it, as the log shows it', async () => {
    const client = await listen();
    expect(client.headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
    });
    const positions = await append(5);
    const { body } = await t.admin.post('/v1/projects').send({ key: 'shop' }).expect(201);
    await until(() => expect(idsOf(client)).toEqual([...positions, body.position]));
    const event = await t.admin.get(`/v1/events/${body.position}`).expect(200);
    expect(JSON.parse(client.messages.at(-1)?.data ?? '')).toEqual(event.body);
  });

  it('begins behind a position, and goes on behind Last-Event-ID whatever the address says', async () => {
    const positions = await append(450);
    const from = (positions[0] ?? 0) - 1;
    const all = await listen(`?after=${from}`);
    await until(() => expect(idsOf(all)).toEqual(positions));
    const rest = await listen(`?after=${from}`, { 'last-event-id': `${positions[440]}` });
    await until(() => expect(idsOf(rest)).toEqual(positions.slice(441)));
    const more = await append(2);
    await until(() => expect([idsOf(all), idsOf(rest)].map((ids) => ids.slice(-2))).toEqual([more, more]));
  });

  it('goes on without a gap where it broke before anything matched', async () => {
    await append(1, 'task.done');
    const first = await listen('?type=task.done');
    const start = (await t.admin.get('/v1/events?limit=1').expect(200)).body.data[0].position;
    expect(first.lastId()).toBe(`${start}`);
    first.close();
    await first.ended;
    await append(2);
    const missed = await append(2, 'task.done');
    const again = await listen('?type=task.done', { 'last-event-id': `${first.lastId()}` });
    await until(() => expect(idsOf(again)).toEqual(missed));
    expect(again.lastId()).toBe(`${missed[1]}`);
  });

  it('is refused behind a position that nothing is at yet', async () => {
    const [newest = 0] = await append(1);
    expect((await listen('', { 'last-event-id': `${newest}` })).status).toBe(200);
    const ahead = newest + 1;
    const detail = `there is no event at ${ahead}: the log ends at position ${newest}`;
    const byHeader = await t.admin.get(path()).set('last-event-id', `${ahead}`).expect(422);
    expect(byHeader.body).toMatchObject({
      code: 'invalid',
      detail,
      errors: [{ pointer: '/Last-Event-ID', in: 'header', detail }],
    });
    const byQuery = await t.admin.get(path(`?after=${ahead}`)).expect(422);
    expect(byQuery.body).toMatchObject({ code: 'invalid', detail, errors: [{ pointer: '/after' }] });
  });

  it('misses and repeats nothing for readers that come and go while much is written', async () => {
    const start = (await append(1))[0] ?? 0;
    const writing = { isOver: false, last: -1 };
    const readers = Array.from({ length: 3 }, async (_, reader) => {
      const got: number[] = [start];
      while (!writing.isOver || got.at(-1) !== writing.last) {
        const client = await openSse(t.server, path(), {
          authorization: `Bearer ${t.adminKey}`,
          'last-event-id': `${got.at(-1)}`,
        });
        const wanted = 20 + reader * 30;
        await until(() => {
          const enough = client.messages.length >= wanted;
          const all = writing.isOver && (idsOf(client).at(-1) ?? got.at(-1)) === writing.last;
          expect(enough || all).toBe(true);
        });
        client.close();
        await client.ended;
        got.push(...idsOf(client));
      }
      return got.slice(1);
    });
    const written: number[] = [];
    for (let round = 0; round < 20; round += 1) written.push(...(await append(15)));
    writing.last = written.at(-1) ?? -1;
    writing.isOver = true;
    for (const got of await Promise.all(readers)) expect(got).toEqual(written);
  });

  it('lets through what the filters of the list let through', async () => {
    // A type that nobody has recorded, and that no feature knows, would be refused.
    await append(1, 'task.done');
    const types = await listen('?type=task.done,item.checked');
    const aggregate = await listen('?aggregate_type=task');
    const actor = await listen(`?actor=nobody`);
    await append(2);
    const [done = 0] = await append(1, 'task.done');
    const [begun = 0] = await append(1, 'task.begun');
    await until(() => expect([idsOf(aggregate), idsOf(types)]).toEqual([[done, begun], [done]]));
    expect([idsOf(types), idsOf(actor)]).toEqual([[done], []]);
  });

  it('ends behind a last position that is asked for', async () => {
    const [first = 0, , third = 0] = await append(3);
    const client = await listen(`?after=${first - 1}&before=${third}`);
    await client.ended;
    expect(idsOf(client)).toEqual([first, first + 1]);
    expect(client.messages.map(({ event }) => event)).toEqual(['message', 'message']);
  });

  it('is open so often at once to a credential, and again when one has gone', async () => {
    const open = async (count: number): Promise<void> =>
      expect((await t.admin.get('/metrics').expect(200)).text).toContain(
        `clearance_event_streams ${count}\n`,
      );
    // Those of the tests before have gone for the server, too.
    await until(() => open(0));
    const all = [];
    for (let n = 0; n < 6; n += 1) all.push(await listen());
    const seventh = await listen();
    expect(seventh.status).toBe(429);
    expect(seventh.headers['retry-after']).toBe('30');
    await open(6);
    all[0]?.close();
    await until(async () => expect((await listen()).status).toBe(200));
  });

  it('ends when the key that listens is revoked', async () => {
    const account = await t.admin
      .post('/v1/members')
      .send({ name: 'Ana', roles: ['auditor'] })
      .expect(201);
    const keys = `/v1/members/${account.body.resource.id}/keys`;
    const { body } = await t.admin.post(keys).send({}).expect(201);
    const client = await listen('', {}, body.resource.key);
    const others = await listen();
    await t.admin.delete(`${keys}/${body.resource.id}`).expect(200);
    await client.ended;
    expect(client.messages.at(-1)).toEqual({ id: null, event: 'closing', data: '{"reason":"revoked"}' });
    await until(() => expect(others.messages.length).toBeGreaterThan(0));
  });

  it('ends when the key is revoked while the stream is being opened', async () => {
    const account = await t.admin
      .post('/v1/members')
      .send({ name: 'Abe', roles: ['auditor'] })
      .expect(201);
    const keys = `/v1/members/${account.body.resource.id}/keys`;
    const { body } = await t.admin.post(keys).send({}).expect(201);
    await listen();
    const hubs = t.app.get(EventHubs, { strict: false });
    const join = hubs.join.bind(hubs);
    // The hub of the other reader has told of the revocation by then.
    vi.spyOn(hubs, 'join').mockImplementationOnce(async (...asked) => {
      const joined = await join(...asked);
      const { resource } = (await t.admin.delete(`${keys}/${body.resource.id}`).expect(200)).body;
      expect(resource).toBeDefined();
      const told = clients[0];
      await until(() => expect(told?.messages.some(({ data }) => data.includes('key_revoked'))).toBe(true));
      return joined;
    });
    const client = await openSse(t.server, path('?after=0'), {
      authorization: `Bearer ${body.resource.key}`,
    });
    clients.push(client);
    await client.ended;
    expect(client.messages).toEqual([{ id: null, event: 'closing', data: '{"reason":"revoked"}' }]);
  });

  it('ends when the role that lets it read is taken away, and tells nothing that came after that', async () => {
    const account = await t.admin
      .post('/v1/members')
      .send({ name: 'Bea', roles: ['auditor', 'approver'] })
      .expect(201);
    const path = `/v1/members/${account.body.resource.id}`;
    const { body } = await t.admin.post(`${path}/keys`).send({}).expect(201);
    const client = await listen('', {}, body.resource.key);
    const others = await listen();
    // Taken away in one go with what comes after it, so that both are there when the hub reads.
    await Promise.all([
      t.admin.delete(`${path}/roles/approver`).expect(200),
      t.admin.delete(`${path}/roles/auditor`).expect(200),
    ]);
    const [after = 0] = await append(1);
    await client.ended;
    expect(client.messages.at(-1)).toEqual({ id: null, event: 'closing', data: '{"reason":"revoked"}' });
    await until(() => expect(idsOf(others)).toContain(after));
    expect(idsOf(client)).not.toContain(after);
    expect((await listen('', {}, body.resource.key)).status).toBe(403);
  });

  it('goes on where the account keeps what it needs', async () => {
    const account = await t.admin
      .post('/v1/members')
      .send({ name: 'Cleo', roles: ['auditor', 'approver'] })
      .expect(201);
    const path = `/v1/members/${account.body.resource.id}`;
    const { body } = await t.admin.post(`${path}/keys`).send({}).expect(201);
    const client = await listen('', {}, body.resource.key);
    await t.admin.delete(`${path}/roles/approver`).expect(200);
    const [after = 0] = await append(1);
    await until(() => expect(idsOf(client)).toContain(after));
  });

  it('comes compressed to those who ask for it, whole to its end', async () => {
    const [first = 0, , third = 0] = await append(3);
    const { port } = t.server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}${path(`?after=${first - 1}&before=${third}`)}`, {
      headers: { authorization: `Bearer ${t.adminKey}`, 'accept-encoding': 'gzip' },
    });
    const zipped = await openSse(t.server, path(), {
      authorization: `Bearer ${t.adminKey}`,
      'accept-encoding': 'br;q=1, GZIP;q=0.5',
    });
    clients.push(zipped);
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(zipped.headers.vary).toContain('Accept-Encoding');
    const ids = [...(await answer.text()).matchAll(/^id: (\d+)\ndata: /gm)].map(([, id]) => Number(id));
    expect(ids).toEqual([first, first + 1]);
    const plain = await listen('', { 'accept-encoding': 'gzip;q=0, br' });
    expect(plain.headers['content-encoding']).toBeUndefined();
  });

  it('refuses an id that is none, and types that there are not', async () => {
    for (const id of ['x', '-1', '01', '1.5', '99999999999999999999'])
      expect((await listen('', { 'last-event-id': id })).status).toBe(400);
    expect((await listen('?type=item.chekced')).status).toBe(400);
    expect((await listen('?project=nobody')).status).toBe(404);
    expect((await listen('?order=asc')).status).toBe(400);
  });

  it('ends cleanly, and says why, when the server goes down', async () => {
    const own = await createTestApp();
    const client = await openSse(own.server, path(), { authorization: `Bearer ${own.adminKey}` });
    await until(() => expect(client.comments.length).toBeGreaterThan(1));
    const started = performance.now();
    await closeGracefully(own.app, { graceMs: 100, cutOffMs: 40_000 });
    await client.ended;
    expect(client.messages).toEqual([{ id: null, event: 'closing', data: '{"reason":"shutdown"}' }]);
    expect(performance.now() - started).toBeLessThan(40_000);
    await own.db.close();
  });
});
