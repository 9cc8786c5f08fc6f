import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Attacked, expectRefused } from './support/attacked.js';
import { createStage, type Stage } from './support/players.js';

const LATER = '2099-01-01T00:00:00Z';

describe('Four eyes cannot be got round', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await createStage();
  });
  afterAll(async () => stage.close());

  it('by a second key of one person, a script of hers, or a route for something else', async () => {
    const shop = await Attacked.create(stage, 'keys', [{ key: 'backup' }]);
    const { id } = stage.players.ana;
    const { body } = await stage.admin.post(`/v1/members/${id}/keys`).send({}).expect(201);
    const second = stage.as(body.resource.key);
    for (const name of ['ana', 'script'] as const) {
      const asked = await shop.on(name, 'backup', 'waivers', { reason: 'later', expires_at: LATER });
      const approve = `waivers/${asked.body.resource.id}/approve`;
      await expectRefused(shop, () => shop.on('ana', 'backup', approve));
      await expectRefused(shop, () => shop.on('script', 'backup', approve), 'missing_right');
      const target = `${shop.path}/checklists/go-live/items/backup`;
      expect((await second.post(`${target}/${approve}`).send({})).status).toBe(403);
      const elsewhere = `set-asides/${asked.body.resource.id}/approve`;
      expect((await shop.on('ben', 'backup', elsewhere)).status).toBe(404);
    }
    const refused = (await shop.refusals()).map(({ actor }) => actor);
    expect(refused.filter((actor) => actor === id)).toHaveLength(4);
    expect(await shop.reasons()).toEqual(['item_open backup']);
  });

  it('by an account that nobody answers for, the first admin among them', async () => {
    const shop = await Attacked.create(stage, 'strays', [
      { key: 'backup' },
      { key: 'nodes', when: { condition: 'several', answer: true } },
    ]);
    const added = await stage.admin
      .post('/v1/service-accounts')
      .send({ name: 'stray', roles: ['contributor'] });
    const { id } = added.body.resource;
    const issued = await stage.admin.post(`/v1/service-accounts/${id}/keys`).send({}).expect(201);
    const stray = stage.as(issued.body.resource.key);
    const target = `${shop.path}/checklists/go-live/items/backup`;
    const waiver = await stray
      .post(`${target}/waivers`)
      .send({ reason: 'later', expires_at: LATER })
      .expect(201);
    const aside = await shop.on('admin', 'backup', 'not-applicable');
    expect(
      (await shop.do('admin', 'put', '/conditions/several', { answer: false, reason: 'one' })).status,
    ).toBe(200);
    const waiting = await shop.do('admin', 'put', '/gates/go-live', { phases: ['before'], sign_offs: [] });
    expect(waiting.body.resource['pending']).toBeTruthy();
    for (const name of ['ana', 'admin'] as const) {
      await expectRefused(shop, () => shop.on(name, 'backup', `waivers/${waiver.body.resource.id}/approve`));
      await expectRefused(shop, () =>
        shop.on(name, 'backup', `set-asides/${aside.body.resource.set_aside.id}/approve`),
      );
      await expectRefused(shop, () => shop.do(name, 'post', '/conditions/several/approve'));
      await expectRefused(shop, () => shop.do(name, 'post', '/gates/go-live/approve'));
    }
    // A person may say the same again, and another one agree.
    await shop.do('ana', 'put', '/conditions/several', { answer: false, reason: 'one' });
    expect((await shop.do('ben', 'post', '/conditions/several/approve')).status).toBe(200);
    await shop.do('ana', 'put', '/gates/go-live', { phases: ['before'], sign_offs: [] });
    expect((await shop.do('ben', 'post', '/gates/go-live/approve')).status).toBe(200);
    const nobodys = await shop.do('admin', 'post', '/checklists/go-live/close', { reason: 'x' });
    expect(nobodys.status).toBe(200);
    expect(nobodys.body).toMatchObject({ note: expect.stringContaining('nobody answers for this account') });
    const asked = await shop.do('ana', 'post', '/checklists/go-live/close', { reason: 'x' });
    expect(asked.body.resource['state']).toBe('closing');
    expect(asked.body).toMatchObject({
      note: expect.stringContaining('once another person asks for it too'),
    });
    expect(await shop.reasons()).toEqual(['set_aside_pending backup']);
  });

  it('by sign-offs that an account asked for which nobody answers for', async () => {
    const shop = await Attacked.create(stage, 'asked', [{ key: 'backup' }]);
    await shop.do('ana', 'put', '/gates/go-live', { sign_offs: [{ role: 'lead' }] });
    const sign = async () => {
      const { body } = await stage.admin.get(`${shop.path}/readiness`).expect(200);
      const { position, digest } = body;
      return await shop.do('ana', 'post', '/gates/go-live/sign-offs', {
        role: 'lead',
        meaning: 'approve',
        position,
        digest,
      });
    };
    for (const name of ['admin', 'ana'] as const) {
      expect((await shop.do(name, 'post', '/gates/go-live/request')).status).toBe(200);
      expect((await sign()).status).toBe(403);
    }
    expect((await shop.refusals()).map(({ kind }) => kind)).toEqual(['sign_off', 'sign_off']);
    await shop.do('ben', 'post', '/gates/go-live/request');
    expect((await sign()).status).toBe(201);
  });

  it('by a batch: what it sets aside waits, and nobody approves in one', async () => {
    const shop = await Attacked.create(stage, 'batch', [
      { key: 'backup' },
      { key: 'walk', human_only: true },
    ]);
    const command = (item: string, action: string, body: object = { reason: 'so' }) => ({
      checklist: 'go-live',
      item,
      action,
      body,
    });
    for (const atomic of [true, false]) {
      const commands = [
        command('backup', 'not-applicable'),
        command('backup', 'waivers', { reason: 'later', expires_at: LATER }),
      ];
      expect((await shop.do('ana', 'post', '/batch', { atomic, commands })).status).toBe(200);
      expect(await shop.reasons()).toContain('set_aside_pending backup');
      const before = (await shop.refusals()).length;
      await shop.do('script', 'post', '/batch', { atomic, commands: [command('walk', 'check')] });
      expect((await shop.refusals()).slice(before).map(({ kind }) => kind)).toEqual(['human_only']);
    }
    const approving = await shop.do('ana', 'post', '/batch', { commands: [command('backup', 'approve')] });
    expect(JSON.stringify(approving.body)).toContain('invalid');
    expect(await shop.reasons()).toEqual(['set_aside_pending backup', 'item_open walk']);
  });

  it('by an import that ticks its boxes, or says less under the same name', async () => {
    const shop = await Attacked.create(stage, 'imported', [{ key: 'backup' }]);
    for (const text of [
      '# T\n\n## A\n- [x] Do backup <!-- clearance: key=backup -->\n',
      '# T\n\n## A\n- [x] Other\n',
    ])
      await stage.players.ana.http
        .post('/v1/templates/import?name=imported')
        .set('content-type', 'text/markdown')
        .send(text)
        .expect(201);
    expect(await shop.reasons()).toEqual(['item_open backup']);
    const upgraded = await shop.do('ana', 'post', '/checklists/go-live/upgrade');
    expect(upgraded.body.weakened.map(({ kinds }) => kinds)).toEqual([['removed']]);
    expect(await shop.reasons()).toContain('set_aside_pending backup');
    const [weak] = upgraded.body.weakened;
    await expectRefused(shop, () => shop.on('ana', 'backup', `set-asides/${weak?.id ?? ''}/approve`));
  });

  it('by what nobody counted when it was set aside, once a gate counts it', async () => {
    const shop = await Attacked.create(stage, 'counted', [
      { key: 'backup' },
      { key: 'nice', level: 'recommended' },
      { key: 'extra', level: 'recommended', when: { condition: 'extra', answer: true } },
    ]);
    await shop.on('ana', 'backup', 'check');
    const aside = await shop.on('ana', 'nice', 'not-applicable');
    expect(aside.body.resource).toMatchObject({ status: 'not_applicable', derived: [] });
    await shop.do('ana', 'put', '/conditions/extra', { answer: false, reason: 'none' });
    expect(await shop.reasons()).toEqual([]);
    const wider = { levels: ['required', 'recommended'], sign_offs: [] };
    const gate = await shop.do('ana', 'put', '/gates/go-live', wider);
    expect(gate.body.resource).toMatchObject({ version: 1, pending: null });
    expect(await shop.reasons()).toEqual(['set_aside_pending nice', 'set_aside_pending extra']);
    await expectRefused(shop, () =>
      shop.on('ana', 'nice', `set-asides/${aside.body.resource.set_aside.id}/approve`),
    );
    expect(
      (await shop.on('ben', 'nice', `set-asides/${aside.body.resource.set_aside.id}/approve`)).status,
    ).toBe(200);
    await expectRefused(shop, () => shop.do('ana', 'post', '/conditions/extra/approve'));
    await shop.do('ben', 'post', '/conditions/extra/approve');
    expect(await shop.reasons()).toEqual([]);
    // From now on it takes two at once.
    await shop.on('ana', 'nice', 'uncheck');
    expect((await shop.on('ana', 'nice', 'not-applicable')).body.resource.set_aside).toMatchObject({
      state: 'pending',
    });
    expect(await shop.reasons()).toEqual(['set_aside_pending nice']);
  });

  it('by a waiver or a setting aside above what always applies', async () => {
    const shop = await Attacked.create(stage, 'invariants', [
      { key: 'laws', items: [{ key: 'privacy', invariant: true }] },
    ]);
    const aside = await shop.on('ana', 'laws', 'not-applicable');
    await shop.on('ben', 'laws', `set-asides/${aside.body.resource.set_aside.id}/approve`);
    expect(await shop.reasons()).toEqual(['item_open privacy']);
    await shop.on('ana', 'laws', 'uncheck');
    const asked = await shop.on('ana', 'laws', 'waivers', { reason: 'later', expires_at: LATER });
    await shop.on('ben', 'laws', `waivers/${asked.body.resource.id}/approve`);
    expect(await shop.reasons()).toEqual(['item_open privacy', 'item_waived laws']);
  });

  it('by closing a checklist with a waiver, an open item or an attestation that runs out in it', async () => {
    const shop = await Attacked.create(stage, 'closing', [
      { key: 'backup', recurs_days: 30 },
      { key: 'nodes' },
    ]);
    const close = async (name: 'ana' | 'ben') =>
      await shop.do(name, 'post', '/checklists/go-live/close', { reason: 'next' });
    await shop.on('ana', 'nodes', 'check');
    await shop.on('ana', 'backup', 'check');
    expect((await close('ana')).body.resource['state']).toBe('closing');
    await expectRefused(shop, () => close('ana'));
    expect((await close('ben')).body.resource['state']).toBe('closed');
    const { body } = await stage.admin.get(`${shop.path}/readiness`).expect(200);
    expect(body).toMatchObject({ verdict: 'not_ready', reasons: [{ code: 'nothing_to_assess' }] });
  });

  it('by a policy that is relaxed for a moment: every verdict since says so', async () => {
    const shop = await Attacked.create(stage, 'policy', [{ key: 'backup' }, { key: 'nodes' }]);
    const set = async (four_eyes: string): Promise<number> =>
      (await stage.admin.put('/v1/policies/four-eyes').send({ four_eyes, reason: 'x' }).expect(200)).body
        .position;
    const from = await set('relaxed');
    await shop.on('ana', 'backup', 'not-applicable');
    const to = await set('required');
    await shop.on('ana', 'nodes', 'check');
    const { body } = await stage.admin.get(`${shop.path}/readiness`).expect(200);
    expect(body).toMatchObject({
      verdict: 'ready',
      policy: { four_eyes: 'required', relaxed: [{ from, to }] },
    });
    const subject = { name: 'shop', digest: 'sha256:1', environment: 'production' };
    const { resource } = (await shop.do('script', 'post', '/gates/go-live/evaluations', { subject })).body;
    expect(resource).toMatchObject({ four_eyes: 'required', four_eyes_relaxed: [{ from, to }] });
    const past = await stage.admin.get(`${shop.path}/readiness?at_position=${from}`).expect(200);
    expect(past.body.policy).toEqual({ four_eyes: 'relaxed', relaxed: [{ from, to: null }] });
    const later = await Attacked.create(stage, 'policy-after', [{ key: 'backup' }]);
    const clean = await stage.admin.get(`${later.path}/readiness`).expect(200);
    expect(clean.body.policy).toEqual({ four_eyes: 'required', relaxed: [] });
  });

  it('by a due date, another name of the project, or taking evidence away', async () => {
    const shop = await Attacked.create(stage, 'harmless', [{ key: 'backup' }]);
    await shop.on('ana', 'backup', 'evidence', {
      title: 'It',
      url: 'https://a.example/',
      effective_on: '2026-01-01',
    });
    const before = await shop.reasons();
    await shop.on('ana', 'backup', 'due', { due_on: '2099-01-01' });
    await stage.admin.patch(shop.path).send({ name: 'Another' }).expect(200);
    const target = `${shop.path}/checklists/go-live/items/backup/evidence`;
    expect((await stage.players.ana.http.delete(target)).status).toBe(405);
    expect(await shop.reasons()).toEqual(before);
    expect(before).toEqual(['item_open backup']);
  });
});
