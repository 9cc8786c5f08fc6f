import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeTool, TOOL } from '../contract/ticketing/fake-generic.js';
import { FakeSystem, type FakeTicket } from '../contract/ticketing/fake-server.js';
import { Attacked } from './support/attacked.js';
import { createStage, type Stage } from './support/players.js';
import { until } from '../support/until.js';

interface Failure {
  readonly id: string;
  readonly code: string;
  readonly error: string;
  readonly kind: string;
  readonly external_id: string;
  readonly attempts: number;
}

const human = { key: 'walk', title: 'Walk through it', human_only: true };

describe('A ticket that is closed', () => {
  const system = new FakeSystem();
  let stage: Stage;
  beforeAll(async () => {
    await system.start(fakeTool);
    stage = await createStage({ CLEARANCE_OUTBOUND_ALLOW: '127.0.0.1' });
  });
  afterAll(async () => {
    await stage.close();
    system.stop();
  });

  /** A project with a connection of its own, in which Ana is known, and a ticket of an item. */
  const project = async (key: string, onDone: string, items: readonly { key: string }[]) => {
    const own = await Attacked.create(stage, key, items);
    const people = [{ user: 'ana', member: stage.players.ana.id }];
    const place = { system: 'generic', base_url: system.url, definition: TOOL, secret: 'the secret' };
    const rules = { key, projects: [key], on_done: onDone, on_settled: 'nothing', poll_seconds: 5, people };
    await stage.admin
      .post('/v1/ticketing/connections')
      .send({ ...place, ...rules })
      .expect(201);
    return own;
  };
  const ticketFor = async (own: Attacked, item: string): Promise<FakeTicket> => {
    const ticket = system.add(item, 'made there');
    const linked = await own.on('ana', item, 'tickets', { connection: own.key, ticket: `${ticket.id}` });
    expect(linked.status).toBe(201);
    return ticket;
  };
  const itemOf = async (own: Attacked, item: string) =>
    (await stage.admin.get(`${own.path}/checklists/go-live/items/${item}`).expect(200)).body;
  const failuresOf = async (own: Attacked): Promise<Failure[]> =>
    (await stage.admin.get(`/v1/ticketing/connections/${own.key}/failures`).expect(200)).body.data;
  const failure = async (own: Attacked): Promise<Failure> =>
    await until(async () => {
      const failures = await failuresOf(own);
      expect(failures).toHaveLength(1);
      return failures[0] as Failure;
    });
  const retry = async (own: Attacked, retried = 1): Promise<void> => {
    await stage.admin.post(`/v1/ticketing/connections/${own.key}/failures/retry`).expect(200, { retried });
  };

  it('does not settle what only humans decide on, and stands on the list of failures', async () => {
    const own = await project('walked', 'check', [human]);
    const ticket = await ticketFor(own, 'walk');
    system.set(ticket, true, 'ana');
    const { code, kind, error, external_id } = await failure(own);
    expect({ code, kind, external_id }).toEqual({
      code: 'refused',
      kind: 'observe',
      external_id: `${ticket.id}`,
    });
    expect(error).toContain('“Walk through it” is decided on by a human only');
    expect(await itemOf(own, 'walk')).toMatchObject({
      status: 'open',
      decision: null,
      tickets: [{ state: 'done', effect: 'refused' }],
    });
    expect(await own.refusals()).toEqual([{ kind: 'human_only', actor: stage.players.ana.id }]);
  });

  it('is refused again when it is tried again, and its end is recorded once', async () => {
    const own = await project('again', 'check_if_known', [human]);
    const ticket = await ticketFor(own, 'walk');
    system.set(ticket, true, 'ana');
    const { id } = await failure(own);
    await retry(own);
    await until(async () => {
      const [failed] = await failuresOf(own);
      expect(failed).toMatchObject({ id, code: 'refused', attempts: 2 });
    });
    const { body } = await stage.admin.get('/v1/events?project=again&type=item.ticket_observed').expect(200);
    expect(body.data).toHaveLength(1);
    expect(await own.refusals()).toHaveLength(2);
    system.set(ticket, false, 'ana');
    await until(async () => expect((await itemOf(own, 'walk')).tickets[0].state).toBe('open'));
    system.set(ticket, true, 'ana');
    await until(async () => expect(await failuresOf(own)).toHaveLength(2));
    await retry(own, 2);
    await until(async () => {
      const attempts = (await failuresOf(own)).map((failed) => failed.attempts);
      expect(attempts.toSorted((one, other) => one - other)).toEqual([2, 3]);
    });
  });

  it('does not stand in for a measured value, which is recorded each time it is tried, and by whom it was closed', async () => {
    const measured = { key: 'latency', threshold: { bound: 'at_most', value: '250', unit: 'ms' } };
    const own = await project('measured', 'check', [measured]);
    system.set(await ticketFor(own, 'latency'), true, 'ana');
    expect((await failure(own)).code).toBe('refused');
    const kept = { kind: 'unmet_rule', actor: stage.players.ana.id };
    expect(await own.refusals()).toEqual([kept]);
    await retry(own);
    await until(async () => expect(await own.refusals()).toEqual([kept, kept]));
    const { body } = await stage.admin
      .get('/v1/events?project=measured&type=item.ticket_observed')
      .expect(200);
    expect(body.data[0].summary).toMatch(/become done \(.+\), by ana there$/);
  });

  it('by somebody who is no member only proposes, until somebody says who that is', async () => {
    const own = await project('unknown', 'check_if_known', [{ key: 'backup' }]);
    const ticket = await ticketFor(own, 'backup');
    system.set(ticket, true, 'zoe');
    const { code, error } = await failure(own);
    expect([code, error]).toEqual(['refused', expect.stringContaining('zoe is no member who may attest')]);
    const proposed = {
      status: 'open',
      decision: null,
      tickets: [{ state: 'done', effect: 'proposed', closed_by: 'zoe', closed_at: ticket.updatedAt }],
    };
    expect(await itemOf(own, 'backup')).toMatchObject(proposed);
    await stage.admin.post('/v1/admin/projections/items/rebuild').send({}).expect(202);
    await until(async () => {
      const rebuilt = await stage.admin.get('/v1/admin/projections/items/rebuild').expect(200);
      expect(rebuilt.body.state).toBe('done');
    });
    expect(await itemOf(own, 'backup')).toMatchObject(proposed);
    const { body } = await stage.admin.get('/v1/ticketing/connections/unknown').expect(200);
    expect(await own.refusals()).toEqual([{ kind: 'missing_right', actor: body.id }]);
    const people = [{ user: 'zoe', member: stage.players.ben.id }];
    await stage.admin.patch('/v1/ticketing/connections/unknown').send({ people }).expect(200);
    await retry(own);
    await until(async () =>
      expect(await itemOf(own, 'backup')).toMatchObject({
        status: 'checked',
        checked_by: { id: stage.players.ben.id, kind: 'integration' },
        tickets: [{ state: 'done', effect: 'checked' }],
      }),
    );
    await until(async () => expect(await failuresOf(own)).toEqual([]));
  });

  it('does not get round a second person: what an upgrade weakens holds until one has agreed', async () => {
    const own = await project('weaker', 'check', [human]);
    const { body } = await own.upgrade('ana', [{ key: 'walk', title: 'Walk through it' }]);
    const [weak] = body.weakened;
    system.set(await ticketFor(own, 'walk'), true, 'ana');
    expect((await failure(own)).code).toBe('refused');
    expect(await itemOf(own, 'walk')).toMatchObject({ status: 'open', tickets: [{ effect: 'refused' }] });
    expect(await own.refusals()).toEqual([{ kind: 'human_only', actor: stage.players.ana.id }]);
    const approve = `set-asides/${weak?.id ?? ''}/approve`;
    expect((await own.on('ana', 'walk', approve)).status).toBe(403);
    expect((await own.on('ben', 'walk', approve)).status).toBe(200);
    await retry(own);
    await until(async () => expect((await itemOf(own, 'walk')).status).toBe('checked'));
    await until(async () => expect(await failuresOf(own)).toEqual([]));
  });

  it('approves no waiver, whoever closes it', async () => {
    const own = await project('waived', 'propose', [{ key: 'backup' }]);
    const waiver = { reason: 'In March', expires_at: '2099-01-01T00:00:00Z' };
    const asked = await own.on('ben', 'backup', 'waivers', waiver);
    system.set(await ticketFor(own, 'backup'), true, 'ana');
    await until(async () => expect((await itemOf(own, 'backup')).tickets[0].effect).toBe('proposed'));
    expect(await itemOf(own, 'backup')).toMatchObject({ status: 'open', waiver: { in_force: false } });
    expect(asked.body.resource).toMatchObject({ approved_by: null });
    expect(await failuresOf(own)).toEqual([]);
  });
});
