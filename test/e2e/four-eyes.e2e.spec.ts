import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventStore } from '../../src/eventstore/eventstore.js';
import { LapseWatch } from '../../src/features/items/lapse-watch.js';
import { Attacked } from './support/attacked.js';
import { createStage, logOf, type Name, type Stage } from './support/players.js';

describe('Four eyes', () => {
  let stage: Stage;
  const path = '/v1/projects/shop';
  const item = (key: string): string => `${path}/checklists/go-live/items/${key}`;
  const as = (name: Name) => stage.players[name].http;
  const verdict = async () => (await stage.admin.get(`${path}/readiness`).expect(200)).body;
  const definition = (more: object = {}) => ({
    title: 'Go-live',
    sections: [
      {
        key: 'a',
        title: 'A',
        items: [
          { key: 'backup', title: 'Back up', ...more },
          { key: 'nodes', title: 'Three nodes', when: { condition: 'nodes', answer: true } },
          {
            key: 'logs',
            title: 'Ship the logs',
            level: 'optional',
            items: [{ key: 'mask', title: 'Mask secrets' }],
          },
          { key: 'human', title: 'Walk through it', human_only: true },
          { key: 'law', title: 'Obey the law', invariant: true },
        ],
      },
    ],
  });

  beforeAll(async () => {
    stage = await createStage();
    await stage.admin
      .post('/v1/templates')
      .send({ key: 'shop', ...definition() })
      .expect(201);
    await stage.admin.post('/v1/projects').send({ key: 'shop' }).expect(201);
    await stage.admin.post(`${path}/checklists`).send({ template: 'shop', key: 'go-live' }).expect(201);
  });
  afterAll(async () => stage.close());

  const reasons = async (): Promise<string[]> =>
    (await verdict()).reasons.map(({ code, item: key }: { code: string; item: string }) => `${code} ${key}`);

  it('cannot be got round by what stands above or below a required item', async () => {
    const { body } = await as('ana')
      .post(`${item('logs')}/not-applicable`)
      .send({ reason: 'no logs' })
      .expect(200);
    expect(body.resource.derived).toContain('set_aside_pending');
    expect(await reasons()).toContain('item_open mask');
    const approve = `${item('logs')}/set-asides/${body.resource.set_aside.id}/approve`;
    await as('ana').post(approve).send({}).expect(403);
    await as('script').post(approve).send({}).expect(403);
    await as('ben').post(approve).send({}).expect(200);
    expect(await reasons()).not.toContain('item_open mask');
  });

  it('cannot be got round by the answer to a condition', async () => {
    await as('ana').put(`${path}/conditions/nodes`).send({ answer: false, reason: 'one' }).expect(200);
    expect(await reasons()).toContain('set_aside_pending nodes');
    await as('script').post(`${path}/conditions/nodes/approve`).send({}).expect(403);
    await as('ben').post(`${path}/conditions/nodes/approve`).send({}).expect(200);
    expect(await reasons()).not.toContain('set_aside_pending nodes');
  });

  it('cannot be got round by a lowered level, a removed item or a condition that comes with an upgrade', async () => {
    for (const [at, more] of [
      { level: 'optional' },
      { when: { condition: 'nodes', answer: true } },
    ].entries()) {
      await as('ana').post('/v1/templates/shop/versions').send(definition(more)).expect(201);
      const { body } = await as('ana').post(`${path}/checklists/go-live/upgrade`).send({}).expect(200);
      expect(body.weakened).toHaveLength(1);
      expect(body.to_version).toBe(at + 2);
      expect(await reasons()).toContain('set_aside_pending backup');
      await as('ana')
        .post(`${item('backup')}/set-asides/${body.weakened[0].id}/approve`)
        .send({})
        .expect(403);
    }
    await as('ana').post('/v1/templates/shop/versions').send(definition()).expect(201);
    await as('ana').post(`${path}/checklists/go-live/upgrade`).send({}).expect(200);
    expect(await reasons()).toContain('item_open backup');
  });

  it('cannot be got round by a narrowed gate, by closing the checklist, or by a role for oneself', async () => {
    const narrow = await as('ana')
      .put(`${path}/gates/go-live`)
      .send({ phases: ['before'], sign_offs: [] })
      .expect(200);
    expect(narrow.body.resource).toMatchObject({ version: 0, pending: { narrowed: ['phases'] } });
    await as('ana').post(`${path}/gates/go-live/approve`).send({}).expect(403);
    await as('ben').post(`${path}/gates/go-live/approve`).send({}).expect(200);
    const held = { phases: ['before'], sign_offs: [{ role: 'security', holders: [stage.players.cleo.id] }] };
    await as('cleo').put(`${path}/gates/go-live`).send(held).expect(200);
    const mine = { phases: ['before'], sign_offs: [{ role: 'security', holders: [stage.players.dan.id] }] };
    const { body } = await as('dan').put(`${path}/gates/go-live`).send(mine).expect(200);
    expect(body.resource.pending.narrowed).toEqual(['role security']);
    const close = `${path}/checklists/go-live/close`;
    const asked = await as('ana').post(close).send({ reason: 'enough' }).expect(200);
    expect(asked.body.resource.state).toBe('closing');
    await as('ana').post(close).send({ reason: 'enough' }).expect(403);
    await as('script').post(close).send({ reason: 'enough' }).expect(403);
    expect((await verdict()).counts.total).toBeGreaterThan(0);
  });

  it('keeps services from what only humans decide, and everybody from setting an invariant aside', async () => {
    const status = async (name: Name, target: string, body: object) =>
      (await as(name).post(target).send(body)).status;
    expect(await status('script', `${item('human')}/check`, {})).toBe(403);
    expect(await status('ana', `${item('human')}/check`, {})).toBe(200);
    expect(await status('ana', `${item('law')}/not-applicable`, { reason: 'no' })).toBe(403);
    const waiver = { reason: 'no', expires_at: '2099-01-01T00:00:00Z' };
    expect(await status('ana', `${item('law')}/waivers`, waiver)).toBe(403);
  });

  it('shows each refusal to an auditor, with who, what and why', async () => {
    const { body } = await stage.admin.get('/v1/events?type=refusal.recorded&limit=1000').expect(200);
    const kinds = body.data.map((event: { payload: { kind: string } }) => event.payload.kind);
    for (const kind of ['four_eyes', 'human_only', 'invariant']) expect(kinds).toContain(kind);
    for (const event of body.data) expect(event).toMatchObject({ outcome: 'refused', project: 'shop' });
    const before = body.data.length;
    await as('ana').put('/v1/policies/four-eyes').send({ four_eyes: 'relaxed', reason: 'x' }).expect(403);
    const after = await stage.admin.get('/v1/events?type=refusal.recorded&limit=1000').expect(200);
    expect(after.body.data).toHaveLength(before + 1);
    expect(after.body.data[0].payload).toMatchObject({ kind: 'missing_right', scope: 'policies:write' });
  });

  it('can be relaxed by a policy, which shows in every verdict', async () => {
    expect((await verdict()).policy).toEqual({ four_eyes: 'required', relaxed: [] });
    await stage.admin
      .put('/v1/policies/four-eyes')
      .send({ four_eyes: 'relaxed', reason: 'alone' })
      .expect(200);
    expect((await verdict()).policy).toMatchObject({ four_eyes: 'relaxed', relaxed: [{ to: null }] });
    const { body } = await as('ana')
      .post(`${item('backup')}/not-applicable`)
      .send({ reason: 'alone' })
      .expect(200);
    expect(body.resource).toMatchObject({ status: 'not_applicable', set_aside: { state: 'relaxed' } });
    await stage.admin
      .put('/v1/policies/four-eyes')
      .send({ four_eyes: 'required', reason: 'two' })
      .expect(200);
  });

  /** A watch that nobody but the test winds: the service's own goes round every half a minute, and stands still from here on. */
  const ownWatch = async (): Promise<LapseWatch> => {
    const get = <T>(type: abstract new (...args: never[]) => T): T => stage.app.get(type, { strict: false });
    await get(LapseWatch).onApplicationShutdown();
    return new LapseWatch(get(CommandBus), get(QueryBus), get(EventStore));
  };

  it('does not wait for the clock: what runs out is announced once, however often somebody looks', async () => {
    const soon = { reason: 'today', expires_at: new Date(Date.now() + 3_600_000).toISOString() };
    const { body } = await as('ana')
      .post(`${item('human')}/waivers`)
      .send(soon)
      .expect(201);
    await as('ben')
      .post(`${item('human')}/waivers/${body.resource.id}/approve`)
      .send({})
      .expect(200);
    await as('ana')
      .post(`${item('mask')}/due`)
      .send({ due_on: '2025-03-03' })
      .expect(200);
    const watch = await ownWatch();
    const later = '2098-01-01T00:00:00.000000Z';
    const counts = [];
    for (const now of ['2025-03-03T23:59:59.999999Z', later, later])
      counts.push(await watch.announce('default', now));
    expect(counts).toEqual([0, 2, 0]);
    const lapses = (await logOf(stage)).filter(({ type }) =>
      ['item.waiver_lapsed', 'item.overdue'].includes(type),
    );
    expect(lapses.map(({ type }) => type).sort()).toEqual(['item.overdue', 'item.waiver_lapsed']);
  });

  it('is told a week before an attestation or a waiver runs out, once', async () => {
    const project = await Attacked.create(stage, 'reminded', [
      { key: 'backup', recurs_days: 30 },
      { key: 'smoke', recurs_days: 7 },
      { key: 'nodes' },
    ]);
    for (const key of ['backup', 'smoke']) await project.on('ana', key, 'check');
    const expires_at = new Date(Date.now() + 20 * 86_400_000).toISOString();
    const asked = await project.on('ana', 'nodes', 'waivers', { reason: 'later', expires_at });
    await project.on('ben', 'nodes', `waivers/${asked.body.resource.id}/approve`);
    const watch = await ownWatch();
    const inDays = (days: number): string =>
      new Date(Date.now() + days * 86_400_000).toISOString().replace('Z', '000Z');
    for (const days of [10, 14, 24, 24]) await watch.announce('default', inDays(days));
    const own = (await logOf(stage)).filter(({ type, payload }) => {
      const { project_key } = payload as { project_key?: string };
      return project_key === 'reminded' && /lapsed|reminded/.test(type);
    });
    expect(own.map(({ type, payload }) => `${type} ${(payload as { item_key: string }).item_key}`)).toEqual([
      'item.attestation_lapsed smoke',
      'item.waiver_reminded nodes',
      'item.waiver_lapsed nodes',
      'item.attestation_reminded backup',
    ]);
  });
});
