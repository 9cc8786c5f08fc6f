import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkWholeLog } from '../../src/sealing/self-check.js';
import { verifiedWith } from '../verifier/export-scene.js';
import { PRIVACY_ROUTES } from './routes/privacy.js';
import { describeRoutes } from './support/describe-routes.js';
import { person, preparePrivacy } from './support/prepare.js';
import { createScene, itemPath, type Scene, sealed } from './support/scene.js';

describeRoutes(PRIVACY_ROUTES, preparePrivacy);

describe('An erasure', () => {
  let scene: Scene;
  const ITEM = itemPath('ha-setup.run-three-nodes');
  beforeAll(async () => {
    scene = await createScene();
  });
  afterAll(async () => scene.close());

  it('takes private parts and salts away for two people, while every proof holds and everybody is told', async () => {
    const ana = scene.as(scene.keys.contributor);
    const written = (await ana.post(`${ITEM}/comment`).send({ text: 'call Carl on 555-1234' }).expect(200))
      .body;
    const { position } = written;
    await sealed(scene, position);
    const before = (await scene.admin.get(`/v1/events/${position}/proof`).expect(200)).body;
    const carl = await person(scene, 'Carl Secret');
    const profile = (await scene.admin.get(`/v1/events?type=access.profile_recorded&limit=1`).expect(200))
      .body.data[0];
    const [eva, ben] = [await person(scene, 'Eva'), await person(scene, 'Ben')];
    const [asEva, asBen] = [scene.as(eva.key), scene.as(ben.key)];

    const body = { positions: [position], account: carl.id, reason: 'asked for' };
    await scene.admin.post('/v1/erasures').send(body).expect(403);
    const { id } = (await asEva.post('/v1/erasures').send(body).expect(201)).body.resource;
    await asEva.post(`/v1/erasures/${id}/approve`).expect(403);
    const hold = (
      await asEva.post('/v1/legal-holds').send({ project: 'shop', reason: 'a lawsuit' }).expect(201)
    ).body.resource;
    const blocked = (await asBen.post(`/v1/erasures/${id}/approve`).expect(403)).body;
    expect(blocked.detail).toContain(hold.id);
    await asBen.delete(`/v1/legal-holds/${hold.id}`).send({ reason: 'settled' }).expect(200);
    const approved = (await asBen.post(`/v1/erasures/${id}/approve`).expect(200)).body;
    expect(approved.resource).toMatchObject({
      status: 'erased',
      erased_by: approved.position,
      decided_by: ben.id,
    });
    await asBen.post(`/v1/erasures/${id}/approve`).expect(409);

    const event = (await scene.admin.get(`/v1/events/${position}`).expect(200)).body;
    expect(event).toMatchObject({ private: null, erased: true, erased_by: approved.position });
    expect(event.summary).toContain(`erased by event ${approved.position}`);
    const history = (await scene.admin.get(`${ITEM}/history`).expect(200)).text;
    expect(history).toContain(`erased by event ${approved.position}`);
    for (const text of [history, (await scene.admin.get('/v1/events?limit=1000').expect(200)).text])
      expect(text).not.toMatch(/555-1234|Carl Secret/);
    expect((await scene.admin.get(`/v1/events/${profile.position}`).expect(200)).body).toMatchObject({
      erased: true,
    });
    const csv = await scene.admin
      .get('/v1/events?type=item.commented')
      .set('accept', 'text/csv')
      .buffer(true);
    expect(csv.text).toContain(`,${approved.position}\r\n`);
    const rows = await scene.db.admin`
      SELECT 1 FROM eventstore.event_private WHERE position IN (${position}, ${profile.position})`;
    expect(rows).toHaveLength(0);

    await sealed(scene, position);

    const after = (await scene.admin.get(`/v1/events/${position}/proof`).expect(200)).body;
    expect(after.leaf).toBe(before.leaf);
    await sealed(scene, approved.position);
    expect(await checkWholeLog(scene.db.database.read, 'default')).toEqual([]);
    const [{ key }] = (await scene.admin.get('/v1/log/keys').expect(200)).body.data;
    const archive = await scene.admin
      .get('/v1/log/export?project=shop')
      .buffer(true)
      .parse((answer, done) => {
        const pieces: Buffer[] = [];
        answer.on('data', (piece: Buffer) => pieces.push(piece));
        answer.on('end', () => done(null, Buffer.concat(pieces)));
      });
    expect((archive.body as Buffer).toString('latin1')).toContain(`"erased_by":${approved.position}`);
    const { code, said } = await verifiedWith(archive.body as Buffer, '--key', key);
    expect({ code, said }).toMatchObject({
      code: 0,
      said: expect.stringContaining('erased       1 private parts'),
    });
  });

  it('happens through the log alone: no login can delete what no event says is erased', async () => {
    const [row] = await scene.db.admin<
      { position: number }[]
    >`SELECT position FROM eventstore.event_private LIMIT 1`;
    const remove = `DELETE FROM eventstore.event_private WHERE position = ${row?.position}`;
    await expect(scene.db.admin.unsafe(remove)).rejects.toThrow('no event says');
    await scene.db.database.erasing(async (sql) => {
      await expect(
        sql.begin(async (transaction) => {
          await transaction`SELECT set_config('clearance.tenant', 'default', true)`;
          await transaction.unsafe(remove);
        }),
      ).rejects.toThrow('no event says');
      for (const statement of [
        'DELETE FROM eventstore.events',
        'UPDATE eventstore.event_private SET body = body',
      ])
        await expect(sql.unsafe(statement)).rejects.toThrow('permission denied');
    });
  });
});
