import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Asked, Attacked, expectRefused, type WrittenItem } from './support/attacked.js';
import { createStage, type Stage } from './support/players.js';

const LATER = '2099-01-01T00:00:00Z';
const SEVERAL = { condition: 'several', answer: true };

describe('Four eyes cannot be got round by the order of events', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await createStage();
  });
  afterAll(async () => stage.close());

  it('with an answer that was agreed to before another checklist put the question in other words', async () => {
    const hosting = { condition: 'hosting', answer: true };
    const party = { conditions: [{ key: 'hosting', question: 'Do we host the party?' }] };
    const shop = await Attacked.create(
      stage,
      'asked-twice',
      [{ key: 'plant', level: 'optional', when: hosting }],
      party,
    );
    await shop.do('ana', 'put', '/conditions/hosting', { answer: false, reason: 'no party' });
    await shop.do('ben', 'post', '/conditions/hosting/approve');
    const question = 'Do you host the database yourself?';
    await stage.admin
      .post('/v1/templates')
      .send({
        key: 'asked-otherwise',
        title: 'Databases',
        conditions: [{ key: 'hosting', question }],
        sections: [{ key: 'a', title: 'A', items: [{ key: 'backup', title: 'Back up', when: hosting }] }],
      })
      .expect(201);
    await shop.do('ana', 'post', '/checklists', { template: 'asked-otherwise' });
    expect(await shop.reasons()).toEqual(['set_aside_pending backup']);
    const { body } = await stage.admin.get(`${shop.path}/conditions/hosting`).expect(200);
    expect(body).toMatchObject({ answer: false, state: 'pending', other_questions: [question] });
    await expectRefused(shop, () => shop.do('ana', 'post', '/conditions/hosting/approve'));
    await shop.do('ben', 'post', '/conditions/hosting/approve');
    expect(await shop.reasons()).toEqual(['nothing_to_assess null']);
    // The same words are agreed to already.
    await shop.do('ana', 'post', '/checklists', { template: 'asked-otherwise', key: 'again' });
    expect(await shop.reasons()).toEqual(['nothing_to_assess null']);
  });

  it('with an item that comes in under a question in other words', async () => {
    const asking = (question: string) => ({ conditions: [{ key: 'several', question }] });
    const plant = { key: 'plant', level: 'optional', when: SEVERAL };
    const shop = await Attacked.create(stage, 'comes-in', [plant], asking('Several plants?'));
    await shop.do('ana', 'put', '/conditions/several', { answer: false, reason: 'one' });
    await shop.do('ben', 'post', '/conditions/several/approve');
    await shop.upgrade('ana', [plant, { key: 'nodes', when: SEVERAL }], asking('Several nodes?'));
    expect(await shop.reasons()).toEqual(['set_aside_pending nodes']);
  });

  it('with children or alternatives that an answer excludes, in the place of what nobody did', async () => {
    const two = { key: 'two', when: SEVERAL };
    const choice = (...items: WrittenItem[]): WrittenItem => ({
      key: 'either',
      settled_by: 'any_child',
      items,
    });
    const shop = await Attacked.create(stage, 'emptied', [
      { key: 'backup' },
      choice({ key: 'one' }, { key: 'other' }, two),
    ]);
    await shop.do('ana', 'put', '/conditions/several', { answer: false, reason: 'one' });
    await shop.do('ben', 'post', '/conditions/several/approve');
    expect(await shop.reasons()).toEqual(['item_open backup', 'item_open either']);
    // An alternative may go while another one is left that takes somebody's word.
    const fewer = await shop.upgrade('ana', [{ key: 'backup' }, choice({ key: 'one' }, two)]);
    expect(fewer.body.weakened).toEqual([]);
    const upgraded = await shop.upgrade('ana', [
      { key: 'backup', items: [{ key: 'backup.some', when: SEVERAL }] },
      choice(two),
    ]);
    expect(upgraded.body.weakened.map(({ item_key, kinds }) => [item_key, kinds])).toEqual([
      ['backup', ['settled_by']],
      ['one', ['removed']],
    ]);
    expect(await shop.reasons()).toEqual(['set_aside_pending backup', 'set_aside_pending one']);
    for (const { item_key: item, id } of upgraded.body.weakened)
      await expectRefused(shop, () => shop.on('ana', item, `set-asides/${id}/approve`));
  });

  it('with a setting aside that was agreed to while the item read otherwise', async () => {
    const shop = await Attacked.create(stage, 'reads-otherwise', [
      { key: 'backup', title: 'Encrypt backups' },
    ]);
    const aside = await shop.on('ana', 'backup', 'not-applicable');
    const approve = `set-asides/${aside.body.resource.set_aside.id}/approve`;
    await shop.upgrade('ana', [{ key: 'backup', title: 'Pick a colour for the logo' }]);
    const agreed = await shop.on('ben', 'backup', approve);
    expect([agreed.status, agreed.body.code]).toEqual([409, 'closed']);
    await shop.upgrade('ana', [{ key: 'backup', title: 'Encrypt backups' }]);
    expect(await shop.reasons()).toEqual(['set_aside_pending backup']);
    await expectRefused(shop, () => shop.on('ana', 'backup', approve));
    expect((await shop.on('ben', 'backup', approve)).status).toBe(200);
  });

  it('by who worded an item in a version that somebody else brought in with a later one', async () => {
    const shop = await Attacked.create(stage, 'between', [{ key: 'backup', title: 'Back up' }]);
    const publish = async (name: 'ana' | 'ben', items: object[]) =>
      await stage.players[name].http
        .post('/v1/templates/between/versions')
        .send({ title: 'Between', sections: [{ key: 'a', title: 'A', items }] })
        .expect(201);
    const some = { key: 'backup', title: 'Back up some of it' };
    await publish('ana', [some]);
    await publish('ben', [some, { key: 'new', title: 'New' }]);
    await shop.do('dan', 'post', '/checklists/go-live/upgrade');
    const asked = await shop.on('cleo', 'backup', 'waivers', { reason: 'later', expires_at: LATER });
    const approve = `waivers/${asked.body.resource.id}/approve`;
    for (const name of ['ana', 'dan'] as const)
      await expectRefused(shop, () => shop.on(name, 'backup', approve));
    expect((await shop.on('eve', 'backup', approve)).status).toBe(200);
  });

  it('with an answer or a definition that is exchanged before somebody agrees', async () => {
    const shop = await Attacked.create(stage, 'exchanged', [
      { key: 'nodes', when: SEVERAL },
      { key: 'single', when: { condition: 'several', answer: false } },
    ]);
    const answer = async (given: boolean) =>
      await shop.do('ana', 'put', '/conditions/several', { answer: given, reason: 'so' });
    await answer(true);
    await answer(false);
    for (const body of [{}, { answer: true }]) {
      const agreed = await shop.do('ben', 'post', '/conditions/several/approve', body);
      expect([agreed.status, agreed.body.code]).toEqual([422, 'invalid']);
    }
    expect(await shop.reasons()).toEqual(['set_aside_pending nodes', 'item_open single']);
    expect((await shop.do('ben', 'post', '/conditions/several/approve', { answer: false })).status).toBe(200);

    const gate = async (body: object) =>
      await shop.do('ana', 'put', '/gates/go-live', { sign_offs: [], ...body });
    await gate({ phases: ['before'] });
    await gate({ levels: ['optional'] });
    for (const body of [{}, { version: 1 }]) {
      const agreed = await shop.do('ben', 'post', '/gates/go-live/approve', body);
      expect([agreed.status, agreed.body.code]).toEqual([422, 'invalid']);
    }
    await expectRefused(shop, () => shop.do('ana', 'post', '/gates/go-live/approve', { version: 1 }));
    expect((await shop.do('ben', 'post', '/gates/go-live/approve', { version: 2 })).status).toBe(200);
  });

  it('by approving late: what ran out or was revoked waives nothing, and who asked is seen to try', async () => {
    const shop = await Attacked.create(stage, 'late', [{ key: 'backup' }]);
    // Soon, but later than the request, however long that takes here.
    let soon = '';
    let short = { status: 0, body: {} as Asked['body'] };
    for (let ms = 300; short.status !== 201; ms *= 4) {
      soon = new Date(Date.now() + ms).toISOString();
      short = await shop.on('ana', 'backup', 'waivers', { reason: 'later', expires_at: soon });
    }
    const revoked = await shop.on('ana', 'backup', 'waivers', { reason: 'later', expires_at: LATER });
    await shop.on('cleo', 'backup', `waivers/${revoked.body.resource.id}/revoke`);
    await expect.poll(() => Date.now(), { timeout: 30_000 }).toBeGreaterThan(Date.parse(soon));
    for (const { body } of [short, revoked]) {
      const approve = `waivers/${body.resource.id}/approve`;
      await expectRefused(shop, () => shop.on('ana', 'backup', approve));
      const late = await shop.on('ben', 'backup', approve);
      expect([late.status, late.body.code]).toEqual([409, 'closed']);
    }
    expect(await shop.reasons()).toEqual(['item_open backup']);
  });
});
