import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { referenceReadiness } from '../reference/reference-model.js';
import { createStage, logOf, PEOPLE, type Stage } from './support/players.js';

const ROUNDS = 12;

describe('Sign-offs while items change', () => {
  let stage: Stage;
  let id: string;
  const path = '/v1/projects/race';
  const keys = Array.from({ length: 8 }, (_, at) => `item-${at}`);

  beforeAll(async () => {
    stage = await createStage();
    const items = keys.map((key) => ({ key, title: `Do ${key}` }));
    const template = { key: 'race', title: 'Race', sections: [{ title: 'All', items }] };
    await stage.admin.post('/v1/templates').send(template).expect(201);
    id = (await stage.admin.post('/v1/projects').send({ key: 'race' }).expect(201)).body.resource.id;
    await stage.admin.post(`${path}/checklists`).send({ template: 'race', key: 'go-live' }).expect(201);
    const sign_offs = PEOPLE.map((role) => ({ role }));
    await stage.admin.put(`${path}/gates/go-live`).send({ sign_offs }).expect(200);
  });
  afterAll(async () => stage.close());

  it('are refused, or cover what is there when they are recorded: never something in between', async () => {
    let [signed, refused] = [0, 0];
    for (let round = 0; round < ROUNDS; round += 1) {
      const { position, digest } = (await stage.admin.get(`${path}/readiness`).expect(200)).body;
      const change = keys[round % keys.length] ?? '';
      const item = `${path}/checklists/go-live/items/all.${change}`;
      const target = (await stage.admin.get(item)).status === 200 ? item : item.replace('all.', '');
      const action = Math.floor(round / keys.length) % 2 === 0 ? 'check' : 'uncheck';
      const signing = PEOPLE.map(async (name) => {
        const body = { role: name, meaning: 'approve', position, digest };
        return await stage.players[name].http.post(`${path}/gates/go-live/sign-offs`).send(body);
      });
      const changing = stage.players.script.http.post(`${target}/${action}`).send({ reason: 'so' });
      // A comment makes nothing stale, but is an event of the project: the guard meets it, and it is signed all the same.
      const commenting = stage.players.script.http.post(`${target}/comment`).send({ text: 'look' });
      const [changed, commented, ...answers] = await Promise.all([changing, commenting, ...signing]);
      expect([changed.status, commented.status]).toEqual([200, 200]);
      for (const answer of answers) {
        if (answer.status === 201) signed += 1;
        else {
          expect(answer.body).toMatchObject({ status: 409, code: 'project_changed' });
          const types = (answer.body.changes ?? []).map((entry: { type: string }) => entry.type);
          if (answer.body.changes) expect(types).toContain(`item.${action}ed`);
          refused += 1;
        }
      }
    }
    expect(signed + refused).toBe(ROUNDS * PEOPLE.length);
    expect(refused).toBeGreaterThan(0);

    // Each that was recorded signs what there was at the position before it.
    const log = await logOf(stage);
    const signatures = log.filter(({ type }) => type === 'gate.signed_off');
    expect(signatures).toHaveLength(signed);
    for (const { position, createdAt, payload } of signatures) {
      const query = `at_position=${position - 1}&as_of=${createdAt}`;
      const { body } = await stage.admin.get(`${path}/readiness?${query}`).expect(200);
      expect((payload as { digest: string }).digest).toBe(body.digest);
      const slow = referenceReadiness(log, id, 'go-live', position - 1, createdAt);
      expect(body.counts).toEqual(slow.counts);
    }
    const refusals = log.filter(({ type }) => type === 'refusal.recorded');
    const stale = refusals.filter(({ payload }) => (payload as { kind: string }).kind === 'stale_sign_off');
    expect(stale.length).toBeGreaterThan(0);
  });
});
