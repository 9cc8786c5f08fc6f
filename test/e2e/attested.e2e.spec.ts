import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStage, type Name, type Stage } from './support/players.js';

const PROJECT = '/v1/projects/shop';
const ITEMS = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

describe('Histories', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await createStage();
    await stage.admin.post('/v1/projects').send({ key: 'shop' }).expect(201);
    const items = ITEMS.map((key) => ({ title: `Do ${key}`, key }));
    const sections = [{ title: 'S', key: 's', items }];
    await stage.admin.post('/v1/templates').send({ key: 'all', title: 'All', sections }).expect(201);
    await stage.admin.post(`${PROJECT}/checklists`).send({ template: 'all', key: 'all' }).expect(201);
  });
  afterAll(async () => stage.close());

  const path = (key: string): string => `${PROJECT}/checklists/all/items/${key}`;
  const checked = async (name: Name, key: string): Promise<void> => {
    await stage.players[name].http
      .post(`${path(key)}/check`)
      .send({})
      .expect(200);
  };
  const newest = async (key: string) =>
    (await stage.admin.get(`${path(key)}/history`).expect(200)).body.data.at(-1);
  const inBatch = async (name: Name, keys: readonly string[], atomic: boolean): Promise<void> => {
    const commands = keys.map((item) => ({ checklist: 'all', item, action: 'check' }));
    await stage.players[name].http.post(`${PROJECT}/batch`).send({ atomic, commands }).expect(200);
  };

  it('tell a plain attestation from one by a script, by an owner and in bulk', async () => {
    await checked('ana', 'a');
    expect(await newest('a')).toMatchObject({
      attested: { by_service: false, by_owner: false, in_bulk: false },
      summary: 'ana checked “Do a” (was open)',
    });
    await checked('script', 'b');
    expect(await newest('b')).toMatchObject({
      attested: { by_service: true, by_owner: false, in_bulk: false },
      summary: 'pipeline checked “Do b” (was open), by a script',
    });
    await stage.admin
      .post(`${path('c')}/assign`)
      .send({ owners: [stage.players.ben.id] })
      .expect(200);
    expect((await newest('c')).attested).toBeNull();
    await checked('ben', 'c');
    await stage.admin
      .post(`${path('c')}/assign`)
      .send({ owners: [] })
      .expect(200);
    const { data } = (await stage.admin.get(`${path('c')}/history`).expect(200)).body;
    // As it was then: that the owner was changed afterwards changes no past.
    expect(data.at(-2)).toMatchObject({
      attested: { by_service: false, by_owner: true, in_bulk: false },
      summary: 'ben checked “Do c” (was open), as its owner',
    });
  });

  it.each([
    { atomic: false, keys: ['d', 'e'] },
    { atomic: true, keys: ['f', 'g'] },
  ])('tell what was ticked in one batch, atomic or not: $atomic', async ({ atomic, keys }) => {
    await inBatch('cleo', keys, atomic);
    for (const key of keys)
      expect(await newest(key)).toMatchObject({
        attested: { by_service: false, by_owner: false, in_bulk: true },
        summary: `cleo checked “Do ${key}” (was open), in one request with 1 other item`,
      });
  });

  it('do not call a batch of one item bulk', async () => {
    await inBatch('dan', ['a'], false);
    expect((await newest('a')).attested).toMatchObject({ in_bulk: false });
  });

  it('do not count what is no item, nor an item twice', async () => {
    const commands = ['a', 'nope', 'neither', 'A'].map((item) => ({
      checklist: 'all',
      item,
      action: 'check',
    }));
    const { body } = await stage.players.eve.http
      .post(`${PROJECT}/batch`)
      .send({ atomic: false, commands })
      .expect(200);
    expect(body.results.map(({ status }: { status: number }) => status)).toEqual([
      'done',
      'refused',
      'refused',
      'done',
    ]);
    expect(await newest('a')).toMatchObject({
      attested: { in_bulk: false },
      summary: 'eve checked “Do a” (was checked)',
    });
  });

  it('count an item that is there, whatever becomes of the command on it', async () => {
    const commands = [
      { checklist: 'all', item: 'a', action: 'check' },
      { checklist: 'all', item: 'b', action: 'check', if_match: 999 },
    ];
    await stage.players.dan.http.post(`${PROJECT}/batch`).send({ atomic: false, commands }).expect(200);
    expect(await newest('a')).toMatchObject({
      attested: { in_bulk: true },
      summary: 'dan checked “Do a” (was checked), in one request with 1 other item',
    });
  });

  it('say so in the log and its CSV as well', async () => {
    const csv = await stage.admin.get('/v1/events?type=item.checked&order=asc').set('accept', 'text/csv');
    const [head, ...rows] = csv.text.trimEnd().split('\r\n');
    expect(head).toContain(',reason,attested,outcome,');
    expect(rows.filter((row) => row.includes(',in_bulk,'))).toHaveLength(5);
    expect(rows.filter((row) => row.includes(',by_service,'))).toHaveLength(1);
    expect(rows.filter((row) => row.includes(',by_owner,'))).toHaveLength(1);
  });
});
