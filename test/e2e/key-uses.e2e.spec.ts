import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { KeyUses } from '../../src/features/access/key-uses.js';
import { createTestApp, type TestApp } from '../support/test-app.js';
import { type Account, add, issue } from './accounts.js';

let t: TestApp;
let uses: KeyUses;

beforeAll(async () => {
  t = await createTestApp();
  uses = t.app.get(KeyUses, { strict: false });
});
afterAll(async () => t.close());

const NOON = Date.parse('2031-03-03T12:00:00.000Z');

async function lastUsed(account: Account, id: string): Promise<string | null> {
  const one = (await t.admin.get(`${account.path}/keys/${id}`).expect(200)).body;
  const list = (await t.admin.get(`${account.path}/keys`).expect(200)).body.data;
  expect(list.find((key: { id: string }) => key.id === id)).toEqual(one);
  return one.last_used_at;
}

/** A request with the key at a time (milliseconds), and what is noted written down. */
async function useAt(key: string, now: number): Promise<void> {
  vi.spyOn(Date, 'now').mockReturnValue(now);
  await t.as(key).get('/v1/me').expect(200);
  vi.restoreAllMocks();
  await uses.write();
}

describe('the last use of a key', () => {
  it('is written down to the minute, later than the request and once for many, and is no event', async () => {
    const ana = await add(t, 'members', { name: 'Ana' });
    const { id, key } = await issue(t, ana);
    expect(await lastUsed(ana, id)).toBeNull();
    const head = await t.db.admin`SELECT next_position FROM eventstore.log_head WHERE tenant = 'default'`;
    vi.spyOn(Date, 'now').mockReturnValue(NOON + 59_999);
    for (let count = 0; count < 5; count += 1) await t.as(key).get('/v1/me').expect(200);
    vi.restoreAllMocks();
    expect(await lastUsed(ana, id)).toBeNull();
    await uses.write();
    expect(await lastUsed(ana, id)).toBe('2031-03-03T12:00:00.000000Z');
    expect(await t.db.admin`SELECT next_position FROM eventstore.log_head WHERE tenant = 'default'`).toEqual(
      head,
    );
  });

  it('is that of the account of the key alone, and none of a request that was not taken', async () => {
    const ben = await add(t, 'service-accounts', { name: 'Ben' });
    const [first, second] = [await issue(t, ben), await issue(t, ben)];
    await t.admin.delete(`${ben.path}/keys/${second.id}`).expect(200);
    await t.as(second.key).get('/v1/me').expect(401);
    await useAt(first.key, NOON);
    expect(await lastUsed(ben, first.id)).toBe('2031-03-03T12:00:00.000000Z');
    expect(await lastUsed(ben, second.id)).toBeNull();
  });

  it('never goes back, whichever of two nodes writes last', async () => {
    const cas = await add(t, 'members', { name: 'Cas' });
    const { id, key } = await issue(t, cas);
    await useAt(key, NOON);
    await useAt(key, NOON - 120_000);
    expect(await lastUsed(cas, id)).toBe('2031-03-03T12:00:00.000000Z');
    const other = new KeyUses(t.db.database);
    vi.spyOn(Date, 'now').mockReturnValue(NOON + 60_000);
    other.note('default', id);
    vi.restoreAllMocks();
    await other.write();
    expect(await lastUsed(cas, id)).toBe('2031-03-03T12:01:00.000000Z');
  });

  it('outlives a rebuild of the projection', async () => {
    const dan = await add(t, 'members', { name: 'Dan' });
    const { id, key } = await issue(t, dan);
    await useAt(key, NOON);
    await t.admin.post('/v1/admin/projections/access/rebuild').send({}).expect(202);
    const state = async () => (await t.admin.get('/v1/admin/projections/access/rebuild').expect(200)).body;
    await expect.poll(state).toMatchObject({ state: 'done', swapped: true });
    expect(await lastUsed(dan, id)).toBe('2031-03-03T12:00:00.000000Z');
  });

  it('is tried again where it could not be written', async () => {
    const eve = await add(t, 'members', { name: 'Eve' });
    const { id, key } = await issue(t, eve);
    await t.db.admin`ALTER TABLE projections.key_uses RENAME TO away`;
    await useAt(key, NOON);
    await t.db.admin`ALTER TABLE projections.away RENAME TO key_uses`;
    expect(await lastUsed(eve, id)).toBeNull();
    await uses.write();
    expect(await lastUsed(eve, id)).toBe('2031-03-03T12:00:00.000000Z');
  });

  it('is written when the node stops', async () => {
    const other = await createTestApp();
    try {
      await other.admin.get('/v1/me').expect(200);
      expect(await other.db.admin`SELECT FROM projections.key_uses`).toHaveLength(0);
      await other.app.close();
      expect(await other.db.admin`SELECT FROM projections.key_uses`).toHaveLength(1);
    } finally {
      await other.close();
    }
  });
});
