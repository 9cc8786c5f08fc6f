import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GenericDefinition } from '../../src/integrations/ticketing/generic/generic-definition.js';
import { CallStore } from '../../src/integrations/ticketing/jobs/call-store.js';
import { fakeTool, TOOL } from '../contract/ticketing/fake-generic.js';
import type { FakeHandle } from '../contract/ticketing/fake-server.js';
import { until } from '../support/until.js';
import { TicketScene } from './support/ticket-scene.js';

const SECRET = 'a secret of calls';
const PATHS = { id: '/ticket', status: '/state', changed_by: '/by' };

/** A tool that can be neither read nor polled: what it calls with is all that anybody hears. */
function silent(): GenericDefinition {
  const { read: _, changes: __, find: ___, inbound, ...rest } = TOOL;
  if (!inbound) throw new Error('the tool calls nobody');
  return { ...rest, inbound: { ...inbound, ticket: PATHS } };
}

describe('Calls of a tool that can be neither read nor polled', () => {
  let scene: TicketScene;
  beforeAll(async () => {
    scene = await TicketScene.create();
  });
  afterAll(() => scene.close());

  const connected = async (key: string, handle: FakeHandle = fakeTool, more: object = {}) => {
    const system = await scene.system(handle);
    const own = await scene.project(key, [{ key: 'backup', title: 'Restore a backup' }]);
    const place = { system: 'generic', base_url: system.url, definition: silent(), inbound_secret: SECRET };
    const ways = { on_done: 'check', on_settled: 'nothing', on_reopened: 'nothing', rules: ['fail'] };
    const connection = await scene.connect({ key, projects: [key], ...place, ...ways, ...more });
    return { system, own, connection };
  };
  const call = async (path: string, delivery: string, said: object, secret = SECRET) => {
    const body = JSON.stringify(said);
    const time = `${Math.floor(Date.now() / 1000)}`;
    const hex = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
    return await scene.stage
      .as('')
      .post(path)
      .unset('authorization')
      .set({
        'content-type': 'application/json',
        'x-signature': `v1=${hex}`,
        'x-time': time,
        'x-id': delivery,
      })
      .send(body);
  };
  const seen = async (project: string) =>
    (await scene.events(project, 'item.ticket_observed')).map(({ payload }) => payload['status']);

  it('are kept while its connection rests, once each, and looked at in their order when it goes on', async () => {
    const { system, own, connection } = await connected('resting');
    await own.on('ana', 'backup', 'fail');
    const { id: ticket } = await scene.ticket(own, 'backup', system);
    await scene.quiet(connection.id);
    await scene.change('resting', { active: false });
    const { inbound_path: path } = connection;
    expect((await call(path, 'forged', { ticket, state: 'shut' }, 'guessed')).status).toBe(401);
    const moves = ['begun', 'shut', 'open', 'stuck', 'shut', 'open', 'begun'];
    for (const [at, state] of moves.entries())
      for (const _ of ['once', 'and again']) {
        const { status, body } = await call(path, `${at}`, { ticket, state, by: `person ${at}` });
        expect([status, body.accepted]).toEqual([202, _ === 'once' ? 1 : 0]);
      }
    expect(await scene.jobs(connection.id)).toBe(moves.length);
    expect(await seen('resting')).toEqual([]);
    await scene.change('resting', { active: true });
    await scene.quiet(connection.id);
    expect(await seen('resting')).toEqual(moves);
    expect(await scene.events('resting', 'item.checked')).toHaveLength(1);
  });

  it('are refused beyond a number, the newest, which are taken when they come again', async () => {
    const { system, own, connection } = await connected('full');
    await own.on('ana', 'backup', 'fail');
    const { id: ticket } = await scene.ticket(own, 'backup', system);
    await scene.quiet(connection.id);
    await scene.change('full', { active: false });
    const kept = scene.stage.app.get(CallStore, { strict: false });
    const { mostWaiting } = kept;
    kept.mostWaiting = 2;
    try {
      const { inbound_path: path } = connection;
      for (const delivery of ['a', 'b'])
        expect((await call(path, delivery, { ticket, state: delivery })).status).toBe(202);
      const refused = await call(path, 'c', { ticket, state: 'shut' });
      expect([refused.status, refused.body.code]).toEqual([503, 'unavailable']);
      expect(refused.headers['retry-after']).toBe('300');
      await scene.change('full', { active: true });
      await scene.quiet(connection.id);
      expect((await call(path, 'c', { ticket, state: 'shut' })).body.accepted).toBe(1);
      await scene.quiet(connection.id);
      expect(await seen('full')).toEqual(['a', 'b', 'shut']);
    } finally {
      kept.mostWaiting = mostWaiting;
    }
  });

  it('wait for their ticket to be linked where the answer to its creation was lost', async () => {
    let isLost = true;
    const { system, own, connection } = await connected(
      'quick',
      (asked, there) => {
        const answer = fakeTool(asked, there);
        const isHidden = isLost && asked.path === '/tickets';
        return isHidden ? { status: 503 } : answer;
      },
      { definition: { ...silent(), find: TOOL.find } },
    );
    const { admin } = scene.stage.db;
    const left = async (kind: string) =>
      await admin`SELECT id FROM integrations.ticket_jobs
      WHERE connection = ${connection.id} AND kind = ${kind} AND error_code = 'unavailable'`;
    const hurry = async (kind: string) =>
      await admin`UPDATE integrations.ticket_jobs SET next_at = clock_timestamp()
        WHERE connection = ${connection.id} AND kind = ${kind}`;
    await own.on('ana', 'backup', 'fail');
    await until(async () => expect(await left('create')).toHaveLength(1));
    const ticket = system.tickets[0]?.id;
    const said = { ticket, state: 'shut', by: 'zoe' };
    expect((await call(connection.inbound_path, 'first', said)).status).toBe(202);
    await until(async () => expect(await left('observe')).toHaveLength(1));
    isLost = false;
    await hurry('create');
    await scene.ticket(own, 'backup', system);
    await hurry('observe');
    await scene.quiet(connection.id);
    expect(system.tickets).toHaveLength(1);
    const tickets = [{ state: 'done', effect: 'checked', closed_by: 'zoe' }];
    expect(await scene.item(own, 'backup')).toMatchObject({ status: 'checked', tickets });
  });

  it('say nothing that cannot be kept', async () => {
    const { system, own, connection } = await connected('odd');
    await own.on('ana', 'backup', 'fail');
    const { id: ticket } = await scene.ticket(own, 'backup', system);
    const { inbound_path: path } = connection;
    const long = 'x'.repeat(5_000);
    expect((await call(path, 'id', { ticket: long, state: 'shut' })).body.code).toBe('invalid');
    expect((await call(path, 'shape', { ticket, state: {} })).body.code).toBe('invalid');
    expect((await call(path, long, { ticket, state: long, by: long })).status).toBe(202);
    expect((await call(path, long, { ticket, state: long, by: long })).body.accepted).toBe(0);
    await scene.quiet(connection.id);
    expect(await seen('odd')).toEqual(['x'.repeat(200)]);
  });

  it('are as if there were no connection where its secrets are gone', async () => {
    const { connection } = await connected('erased');
    const { admin } = scene.stage.db;
    await admin`DELETE FROM integrations.secrets WHERE owner = ${connection.id}`;
    await scene.change('erased', { poll_seconds: 3_600 });
    const { status, body } = await call(connection.inbound_path, 'a', { ticket: 1, state: 'shut' });
    expect([status, body.code]).toEqual([401, 'unverified']);
  });
});
