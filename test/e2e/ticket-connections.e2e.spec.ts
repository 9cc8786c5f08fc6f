import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LapseWatch } from '../../src/features/items/lapse-watch.js';
import { fakeJira } from '../contract/ticketing/fake-jira.js';
import { until } from '../support/until.js';
import { TicketScene } from './support/ticket-scene.js';

const ITEM_URL = 'https://readiness.example.org/{{ project }}/{{ item.checklist }}/{{ item.key }}';
const one = [{ key: 'backup', title: 'Restore a backup' }];

describe('A connection', () => {
  let scene: TicketScene;
  beforeAll(async () => {
    scene = await TicketScene.create();
  });
  afterAll(() => scene.close());

  /** A Jira Cloud of its own, and a project that is connected to it. */
  const connected = async (key: string, items: readonly { key: string }[], more: object = {}) => {
    const system = await scene.system(fakeJira(true));
    const own = await scene.project(key, items);
    const connection = await scene.connect({
      key,
      system: 'jira-cloud',
      base_url: system.url,
      target: { project: 'PAY', item_url: ITEM_URL },
      projects: [key],
      inbound_secret: 'a secret of calls',
      ...more,
    });
    return { system, own, connection };
  };
  const call = async (path: string, id: number, delivery: string, secret = 'a secret of calls') => {
    const body = JSON.stringify({ webhookEvent: 'jira:issue_updated', issue: { id: `${id}` } });
    const hex = createHmac('sha256', secret).update(body).digest('hex');
    return await scene.stage
      .as('')
      .post(path)
      .unset('authorization')
      .set({ 'content-type': 'application/json', 'x-hub-signature': `sha256=${hex}` })
      .set('x-atlassian-webhook-identifier', delivery)
      .send(body);
  };

  it('asks for a ticket on a failure, past due and for a waiver, once each, with its fields', async () => {
    const items = ['failed', 'late', 'waived', 'minor'].map((key) => ({
      key,
      title: `It is ${key} {{ secret }}`,
      level: key === 'minor' ? 'recommended' : 'required',
    }));
    const { system, own } = await connected('ruled', items, {
      rules: ['fail', 'overdue', 'waiver_requested'],
      levels: ['required'],
      fields: { priority: 'High', labels: 'readiness,{{ item.level }}' },
    });
    await own.on('ana', 'minor', 'fail');
    await own.on('ana', 'failed', 'fail');
    await own.on('ana', 'failed', 'fail', { reason: 'Still so' });
    await own.on('ana', 'late', 'due', { due_on: '2020-01-01' });
    await scene.stage.app.get(LapseWatch, { strict: false }).announce('default');
    await own.on('ana', 'waived', 'waivers', { reason: 'In March', expires_at: '2099-01-01T00:00:00Z' });
    for (const [item, rule] of [
      ['failed', 'fail'],
      ['late', 'overdue'],
      ['waived', 'waiver_requested'],
    ] as const) {
      const { title } = await scene.ticket(own, item, system);
      expect(title).toBe(`ruled: It is ${item} {{ secret }}`);
      expect((await scene.item(own, item)).tickets).toMatchObject([{ rule, state: 'open', status: 'To Do' }]);
    }
    expect((await scene.item(own, 'minor')).tickets).toEqual([]);
    expect(system.tickets).toHaveLength(3);
    const made = system.written.find(({ body }) => body.fields?.summary?.includes('failed'));
    expect(made?.body.fields).toMatchObject({
      priority: { name: 'High' },
      labels: ['readiness', 'required', expect.stringMatching(/^clearance-tkt_/)],
    });
    expect(JSON.stringify(made?.body.fields?.description)).toContain(
      'https://readiness.example.org/ruled/go-live/failed',
    );
  });

  it('closes and opens the ticket with its item, says why, and hears of neither from there', async () => {
    const { system, own, connection } = await connected('looped', one, { rules: ['fail'], on_done: 'check' });
    await own.on('ana', 'backup', 'fail', { reason: 'It did not come back' });
    const ticket = await scene.ticket(own, 'backup', system);
    await own.on('ana', 'backup', 'check', { reason: 'It does now' });
    await until(() => expect(ticket.isClosed).toBe(true));
    await scene.quiet(connection.id);
    expect(ticket.comments.join()).toContain('It does now');
    for (const delivery of ['2', '1', '2']) {
      const { status, body } = await call(connection.inbound_path, ticket.id, delivery);
      expect([status, body.accepted]).toEqual([
        202,
        delivery === '2' && ticket.comments.length === 2 ? 0 : 1,
      ]);
      if (delivery === '1') ticket.comments.push('the next call is a repetition');
    }
    await scene.quiet(connection.id);
    const seen = await scene.events('looped', 'item.ticket_observed');
    expect(seen.map(({ payload }) => payload['ours'])).toEqual([true]);
    expect(await scene.events('looped', 'item.checked')).toHaveLength(1);
    await own.on('ana', 'backup', 'fail', { reason: 'Again' });
    await until(() => expect(ticket.isClosed).toBe(false));
    await scene.quiet(connection.id);
    expect(system.tickets).toHaveLength(1);
    expect((await scene.item(own, 'backup')).tickets).toMatchObject([{ state: 'open', effect: null }]);
  });

  it('attests as the member that closed it, whatever order calls come in, and nothing that is unsigned', async () => {
    const { ana } = scene.stage.players;
    const { system, own, connection } = await connected('called', one, {
      rules: ['fail'],
      on_done: 'check_if_known',
      people: [{ user: 'account-ana', member: ana.id }],
    });
    await own.on('ben', 'backup', 'fail');
    const ticket = await scene.ticket(own, 'backup', system);
    system.set(ticket, true, 'ana');
    const { inbound_path: path } = connection;
    expect((await call(path, ticket.id, 'a', 'guessed')).body.code).toBe('unverified');
    expect((await call(`${path.slice(0, -1)}x`, ticket.id, 'a')).body.code).toBe('unverified');
    expect((await scene.item(own, 'backup')).status).toBe('failed');
    expect((await call(path, ticket.id, 'a')).status).toBe(202);
    const settled = await until(async () => {
      const item = await scene.item(own, 'backup');
      expect(item.status).toBe('checked');
      return item;
    });
    expect(settled).toMatchObject({
      checked_by: { id: ana.id, kind: 'integration' },
      tickets: [{ state: 'done', effect: 'checked' }],
    });
    // The event of it is heard a moment later, and is a job of its own then.
    await until(() =>
      expect([...ticket.links.values()]).toEqual([
        { url: 'https://readiness.example.org/called/go-live/backup', isSettled: true },
      ]),
    );
    await scene.quiet(connection.id);
    // Told to itself, it would be an echo: nothing is written there but that the item is settled.
    expect(ticket.comments).toEqual([]);
    const { admin } = scene.stage;
    const secret = `/v1/ticketing/connections/called/inbound-secret`;
    await admin.post(secret).send({ secret: 'another', keep_old: true }).expect(200);
    for (const known of ['another', 'a secret of calls'])
      expect((await call(path, ticket.id, `with ${known}`, known)).status).toBe(202);
    await admin.post(secret).send({ secret: 'a third' }).expect(200);
    expect((await call(path, ticket.id, 'b')).status).toBe(401);
    expect((await call(path, ticket.id, 'c', 'a third')).status).toBe(202);
  });

  it('shows an item in a ticket that was there, and takes it off again', async () => {
    const { system, own, connection } = await connected('linked', one, {
      on_settled: 'nothing',
      states: { 'to do': 'in_progress' },
    });
    const ticket = system.add('Was there', '');
    const url = `${system.url}/browse/PAY-${ticket.id}`;
    const { body } = await own.on('ana', 'backup', 'tickets', { connection: 'linked', ticket: url });
    expect(body.resource).toMatchObject({ state: 'in_progress', status: 'To Do', url });
    const page = 'https://readiness.example.org/linked/go-live/backup';
    await until(() => expect([...ticket.links.values()]).toEqual([{ url: page, isSettled: false }]));
    await until(() => expect(ticket.comments.join()).toContain(page));
    await own.on('ana', 'backup', 'check', {});
    await until(() => expect([...ticket.links.values()]).toEqual([{ url: page, isSettled: true }]));
    await scene.quiet(connection.id);
    expect([ticket.isClosed, ticket.comments.length]).toEqual([false, 1]);
    await scene.stage.admin
      .delete(`${own.path}/checklists/go-live/items/backup/tickets/${body.resource.id}`)
      .send({})
      .expect(200);
    await until(() => expect(ticket.links.size).toBe(0));
    expect((await scene.item(own, 'backup')).tickets).toEqual([]);
  });
});
