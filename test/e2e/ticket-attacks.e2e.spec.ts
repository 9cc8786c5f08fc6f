import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Connections } from '../../src/integrations/ticketing/connections.js';
import { JobRunner } from '../../src/integrations/ticketing/jobs/job-runner.js';
import { JobStore } from '../../src/integrations/ticketing/jobs/job-store.js';
import { fakeTool, TOOL } from '../contract/ticketing/fake-generic.js';
import type { FakeCall, FakeHandle, FakeSystem } from '../contract/ticketing/fake-server.js';
import { anotherNode } from '../support/another-node.js';
import { until } from '../support/until.js';
import { TicketScene } from './support/ticket-scene.js';

const one = [{ key: 'backup', title: 'Restore a backup' }];
const KEYS = ['1', '2'].map((digit) => digit.repeat(64)) as [string, string];

describe('A ticket connection', () => {
  let scene: TicketScene;
  beforeAll(async () => {
    scene = await TicketScene.create({ CLEARANCE_SECRETS_KEY: KEYS[0] });
  });
  afterAll(() => scene.close());

  const connected = async (
    key: string,
    handle: FakeHandle = fakeTool,
    more: object = {},
    items: readonly { key: string; title?: string }[] = one,
  ) => {
    const system = await scene.system(handle);
    const own = await scene.project(key, items);
    const place = { system: 'generic', base_url: system.url, definition: TOOL };
    const connection = await scene.connect({ key, projects: [key], rules: ['fail'], ...place, ...more });
    return { system, own, connection };
  };
  /** A tool that lists no changes. */
  const { changes: _, ...unlisted } = TOOL;
  const isCreation = ({ method, path }: FakeCall): boolean => method === 'POST' && path === '/tickets';
  const creations = (system: FakeSystem): number => system.written.filter(isCreation).length;

  it('goes on with another secret where it is exchanged while a job logs in with the old one', async () => {
    let known = 'the secret';
    const { system, own } = await connected('rotated', async (call, there) => {
      if (isCreation(call) && known === 'the secret') {
        known = 'the next secret';
        const path = '/v1/ticketing/connections/rotated/secret';
        await scene.stage.admin.post(path).send({ secret: known }).expect(200);
      }
      if (call.headers['x-key'] !== known) return { status: 401 };
      return fakeTool({ ...call, headers: { ...call.headers, 'x-key': 'the secret' } }, there);
    });
    await own.on('ana', 'backup', 'fail');
    await scene.ticket(own, 'backup', system);
    expect(await scene.failures('rotated')).toEqual([]);
    expect(creations(system)).toBe(1);
  });

  it('does nothing while it rests, and catches up; removed, it leaves nothing behind', async () => {
    const { system, own, connection } = await connected('rested');
    await scene.change('rested', { active: false });
    await own.on('ana', 'backup', 'fail');
    await until(async () => expect(await scene.jobs(connection.id)).toBe(1));
    const other = await connected('awake');
    await other.own.on('ana', 'backup', 'fail');
    await scene.ticket(other.own, 'backup', other.system);
    expect(system.written).toEqual([]);
    await scene.change('rested', { active: true });
    await scene.ticket(own, 'backup', system);
    await scene.quiet(connection.id);
    system.next = { status: 503 };
    await own.on('ana', 'backup', 'comment', { text: 'Look at this' });
    await until(async () => expect(await scene.jobs(connection.id)).toBe(1));
    const path = '/v1/ticketing/connections/rested';
    await scene.stage.admin.delete(path).send({ reason: 'We moved' }).expect(200);
    expect(await scene.jobs(connection.id)).toBe(0);
    const rows = await scene.stage.db
      .admin`SELECT id FROM integrations.secrets WHERE owner = ${connection.id}`;
    expect(rows).toEqual([]);
    await scene.stage.admin.get(path).expect(404);
  });

  it('leaves a system alone that asks for it, whatever is to be done there', async () => {
    const two = [{ key: 'one' }, { key: 'two' }];
    let isTooMuch = true;
    const handle: FakeHandle = (call, there) =>
      isTooMuch && isCreation(call)
        ? { status: 429, headers: { 'retry-after': '3600' } }
        : fakeTool(call, there);
    const { system, own, connection } = await connected('throttled', handle, {}, two);
    await own.on('ana', 'one', 'fail');
    const { admin } = scene.stage.db;
    const waiting = async (code: string | null) =>
      await admin`SELECT id FROM integrations.ticket_jobs WHERE connection = ${connection.id}
        AND error_code IS NOT DISTINCT FROM ${code}`;
    await until(async () => expect(await waiting('throttled')).toHaveLength(1));
    await own.on('ana', 'two', 'fail');
    await until(async () => expect(await waiting(null)).toHaveLength(1));
    const awake = await connected('untroubled');
    await awake.own.on('ana', 'backup', 'fail');
    await scene.ticket(awake.own, 'backup', awake.system);
    expect(await waiting(null)).toHaveLength(1);
    isTooMuch = false;
    await admin`UPDATE integrations.ticket_jobs SET next_at = clock_timestamp() WHERE connection = ${connection.id}`;
    await scene.quiet(connection.id);
    expect(system.tickets).toHaveLength(2);
  });

  it('makes one ticket where a node dies with the answer, and another goes on', async () => {
    const hanging = Promise.withResolvers<void>();
    const { system, own, connection } = await connected('died', async (call, there) => {
      const answer = fakeTool(call, there);
      // What the node that asked never hears.
      if (isCreation(call)) await hanging.promise;
      return answer;
    });
    await own.on('ana', 'backup', 'fail');
    await until(() => expect(system.tickets).toHaveLength(1));
    const { admin } = scene.stage.db;
    await admin`UPDATE integrations.ticket_jobs SET lease_until = clock_timestamp() WHERE connection = ${connection.id}`;
    // The one who asked holds on until it gives up: somebody else takes the job from here.
    const get = <T>(type: abstract new (...args: never[]) => T): T =>
      scene.stage.app.get(type, { strict: false });
    // Where a search lags, it rests for as long beyond the lease.
    expect(await get(JobStore).claim('default', connection.id, 1, 60)).toEqual([]);
    const [job] = await get(JobStore).claim('default', connection.id, 1, 0);
    const known = await get(Connections).one('default', connection.id);
    if (!job || !known) throw new Error('nobody else can have it');
    expect(job.attempts).toBe(2);
    await get(JobRunner).run('default', known, job);
    await get(JobStore).done('default', job);
    hanging.resolve();
    await scene.ticket(own, 'backup', system);
    await scene.quiet(connection.id);
    expect(system.tickets).toHaveLength(1);
    expect((await scene.item(own, 'backup')).tickets).toHaveLength(1);
  });

  it('makes one ticket an item where several nodes work for it', async () => {
    const items = Array.from({ length: 12 }, (_, index) => ({ key: `item-${index}` }));
    const other = await anotherNode(scene.stage, { CLEARANCE_SECRETS_KEY: KEYS[0] });
    try {
      const { system, own, connection } = await connected('crowded', fakeTool, {}, items);
      await Promise.all(items.map(({ key }) => own.on('ana', key, 'fail')));
      await until(async () =>
        expect(await scene.events('crowded', 'item.ticket_requested')).toHaveLength(12),
      );
      await Promise.all(items.map(({ key }) => own.on('ben', key, 'check', { reason: 'It is' })));
      await until(() => {
        expect(system.tickets).toHaveLength(12);
        expect(system.tickets.every(({ isClosed }) => isClosed)).toBe(true);
      });
      await scene.quiet(connection.id);
      expect(system.tickets.map(({ comments }) => comments.length)).toEqual(items.map(() => 1));
      expect(creations(system)).toBe(12);
      const linked = await scene.events('crowded', 'item.ticket_linked');
      expect(linked).toHaveLength(12);
    } finally {
      await other.close();
    }
  });

  it('hears of a ticket that was deleted, and takes no lost right for that', async () => {
    const { system, own, connection } = await connected('gone', fakeTool, { definition: unlisted });
    await own.on('ana', 'backup', 'fail');
    const ticket = await scene.ticket(own, 'backup', system);
    const { admin } = scene.stage.db;
    const readAgain = () =>
      admin`UPDATE integrations.ticket_polls SET read_at = NULL, polled_at = NULL WHERE connection = ${connection.id}`;
    system.isVisible = false;
    await readAgain();
    await until(async () => expect(await scene.failures('gone')).toMatchObject([{ code: 'unauthorized' }]));
    expect((await scene.item(own, 'backup')).tickets).toMatchObject([{ state: 'open' }]);
    // A failure is seen to first: it is not made anew by every round.
    await readAgain();
    await until(async () => {
      const [poll] = await admin<{ read: boolean }[]>`SELECT polled_at IS NOT NULL AS read
        FROM integrations.ticket_polls WHERE connection = ${connection.id}`;
      expect(poll?.read).toBe(true);
    });
    expect(await scene.failures('gone')).toHaveLength(1);
    system.isVisible = true;
    system.remove(ticket);
    await scene.stage.admin.post('/v1/ticketing/connections/gone/failures/retry').expect(200);
    await until(async () =>
      expect((await scene.item(own, 'backup')).tickets).toMatchObject([
        { state: 'rejected', status: 'deleted' },
      ]),
    );
    system.tickets.push(ticket);
    await admin`INSERT INTO integrations.ticket_jobs (tenant, id, connection, direction, kind, subject, position)
      VALUES ('default', 'job_back', ${connection.id}, 'in', 'observe', ${`${ticket.id}`}, 0)`;
    await until(async () =>
      expect((await scene.item(own, 'backup')).tickets).toMatchObject([{ state: 'open', status: 'open' }]),
    );
  });

  it('keeps what people write inside of its place, and its secret out of everything that is shown', async () => {
    const title = 'x", "admin": true, "y": "{{ secret }}{% for a in (1..9) %}\n';
    const { system, own, connection } = await connected(
      'injected',
      (call, there) =>
        call.path === '/me' ? { status: 500, body: { headers: call.headers } } : fakeTool(call, there),
      {},
      [{ key: 'backup', title: title.trim() }],
    );
    await own.on('ana', 'backup', 'fail', { reason: '{{ secret }} {{ target }}' });
    const ticket = await scene.ticket(own, 'backup', system);
    expect(ticket.title).toBe(`injected: ${title.trim()}`);
    expect(ticket.text).toContain('{{ secret }} {{ target }}');
    expect(Object.keys(system.written.find(isCreation)?.body ?? {}).toSorted()).toEqual(['text', 'title']);
    for (const path of [
      '..',
      '.',
      '../me',
      '%2e%2e',
      `${system.url}/browse/%2E%2E`,
      `${system.url}/browse/..`,
    ]) {
      const { status, body } = await own.on('ana', 'backup', 'tickets', {
        connection: 'injected',
        ticket: path,
      });
      expect([status, body.code]).toEqual([422, 'invalid']);
    }
    const { admin } = scene.stage;
    const said: unknown[] = [];
    for (const path of ['', '/test', '/failures'])
      said.push(
        path === '/test'
          ? (await admin.post(`/v1/ticketing/connections/injected${path}`)).body
          : (await admin.get(`/v1/ticketing/connections/injected${path}`)).body,
      );
    said.push((await admin.get('/v1/events?type=connection.added&limit=100')).body);
    expect(JSON.stringify(said)).toContain('[secret]');
    expect(JSON.stringify(said)).not.toContain('the secret');
    const rows = await scene.stage.db.admin<{ sealed: Buffer }[]>`
      SELECT sealed FROM integrations.secrets WHERE owner = ${connection.id}`;
    expect(rows[0]?.sealed.includes('the secret')).toBe(false);
  });
});
