import { crc32 } from 'node:zlib';
import { CommandBus } from '@nestjs/cqrs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { CommandMeta } from '../../src/eventstore/command-runner.js';
import { SYSTEM_ACTOR } from '../../src/eventstore/event.js';
import { ProjectionReader } from '../../src/eventstore/projections/projection-reader.js';
import { Projector } from '../../src/eventstore/projections/projector.js';
import { KeyAuthenticator } from '../../src/features/access/authenticator.js';
import { IssueKey } from '../../src/features/access/commands/issue-key.js';
import { RevokeKey } from '../../src/features/access/commands/revoke-key.js';
import { makeKey, parseKey } from '../../src/features/access/key.js';
import { Pepper } from '../../src/features/access/pepper.js';
import { accessProjection } from '../../src/features/access/projections/access.projection.js';
import type { Principal } from '../../src/http/principal.js';
import { createTestApp, type TestApp } from '../support/test-app.js';
import { add, issue } from './accounts.js';
import { until } from '../support/until.js';

let t: TestApp;

beforeAll(async () => {
  t = await createTestApp();
});
afterAll(async () => t.close());

describe('a key', () => {
  it('makes its account the actor, whatever else a request says', async () => {
    const bea = await add(t, 'members', { name: 'Bea', roles: ['admin'] });
    const { id, key } = await issue(t, bea, { label: 'laptop' });
    const { body: me } = await t.as(key).get('/v1/me').expect(200);
    expect(me).toMatchObject({ id: bea.id, kind: 'human', name: 'Bea', credential_id: id });
    const { body: written } = await t
      .as(key)
      .post('/v1/members')
      .set({ 'x-actor': 'svc_admin', 'x-clearance-actor': 'svc_admin', from: 'svc_admin' })
      .send({ name: 'Added by Bea' })
      .expect(201);
    const { body: event } = await t.admin.get(`/v1/events/${written.position}`).expect(200);
    expect(event).toMatchObject({
      actor: { id: bea.id, kind: 'human', name: 'Bea' },
      credential_id: id,
      auth_method: 'api_key',
    });
  });

  it('is shown once', async () => {
    const dan = await add(t, 'members', { name: 'Dan' });
    const post = () =>
      t.admin.post(`${dan.path}/keys`).set('idempotency-key', 'dans-key').send({ label: 'CI' }).expect(201);
    const first = await post();
    expect(first.body.resource).toMatchObject({
      label: 'CI',
      expires_at: null,
      revoked_at: null,
      note: null,
    });
    expect(first.headers['location']).toBe(`${dan.path}/keys/${first.body.resource.id}`);
    const second = await post();
    expect(second.body.events).toEqual(first.body.events);
    expect(second.body.resource).toMatchObject({
      id: first.body.resource.id,
      key: null,
      note: expect.stringContaining('first answer'),
    });
    const { key, note: _, ...shown } = first.body.resource;
    const list = await t.admin.get(`${dan.path}/keys`).expect(200);
    expect(list.body.data).toEqual([shown]);
    expect((await t.admin.get(`${dan.path}/keys/${shown.id}`).expect(200)).body).toEqual(shown);
    expect(await holds(key.slice(-49, -6))).toEqual([]);
    expect(await holds(t.adminKey)).toEqual([]);
    expect(await holds(shown.id)).not.toEqual([]);
  });

  it('says which of its scopes its account lacks', async () => {
    const job = await add(t, 'service-accounts', { name: 'job', roles: ['script'] });
    const asked = (scopes: readonly string[]) =>
      t.admin.post(`${job.path}/keys`).send({ scopes }).expect(201);
    const { body } = await asked(['me:read', 'projects:read', 'projects:write']);
    expect(body.resource.note).toContain('no use of "projects:write" now');
    expect((await asked(['items:write'])).body.resource.note).toBeNull();
  });

  it('that was revoked is taken no more from the answer on', async () => {
    const eve = await add(t, 'members', { name: 'Eve' });
    const { id, key } = await issue(t, eve);
    expect((await t.as(key).get('/v1/me')).status).toBe(200);
    const { body } = await t.admin.delete(`${eve.path}/keys/${id}`).expect(200);
    expect(body.events).toMatchObject([{ type: 'access.key_revoked' }]);
    expect(body.resource.revoked_at).toMatch(/Z$/);
    const refused = await t.as(key).get('/v1/me').expect(401);
    expect(refused.body.code).toBe('unauthenticated');
    const again = await t.admin.delete(`${eve.path}/keys/${id}`).expect(409);
    expect(again.body.code).toBe('no_change');
    const unknown = await t.admin.delete(`${eve.path}/keys/default-000000000000`).expect(404);
    expect(unknown.body.code).toBe('not_found');
  });

  it('is issued and revoked for every node at once, however far behind the projection is', async () => {
    const target = {
      kind: 'human',
      id: (await add(t, 'members', { name: 'Fay' })).id,
      ifMatch: null,
    } as const;
    const commands = t.app.get(CommandBus, { strict: false });
    const issued = await whileProjectionIsHeld(async () => {
      const { keyId, secret } = await commands.execute(
        new IssueKey(systemMeta(), target, { label: null, expiresAt: null, scopes: null }, null),
      );
      return { keyId, key: secret ?? '' };
    });
    expect(issued.seen).toMatchObject({ actor: { id: target.id }, roles: ['contributor', 'approver'] });
    const { keyId, key } = issued;
    const revoked = await whileProjectionIsHeld(async () => {
      await commands.execute(new RevokeKey(systemMeta(), target, keyId));
      return { keyId, key };
    });
    expect(revoked.seen).toBeNull();
  });

  it('runs out', async () => {
    const gil = await add(t, 'members', { name: 'Gil' });
    const now = Date.now();
    const { key } = await issue(t, gil, { expires_at: new Date(now + 3_600_000).toISOString() });
    vi.spyOn(Date, 'now').mockReturnValue(now + 3_599_999);
    expect((await t.as(key).get('/v1/me')).status).toBe(200);
    vi.spyOn(Date, 'now').mockReturnValue(now + 3_600_000);
    expect((await t.as(key).get('/v1/me')).status).toBe(401);
  });

  it('does not run out before it was issued, and has at most one beside it', async () => {
    const hal = await add(t, 'members', { name: 'Hal' });
    const path = `${hal.path}/keys`;
    const past = await t.admin.post(path).send({ expires_at: '2020-01-01T00:00:00Z' }).expect(422);
    expect(past.body).toMatchObject({ code: 'invalid', errors: [{ pointer: '/expires_at' }] });
    await issue(t, hal);
    await issue(t, hal);
    const third = await t.admin.post(path).send({}).expect(422);
    expect(third.body.code).toBe('limit_reached');
  });

  it('needs a body no more than its members', async () => {
    const ida = await add(t, 'members', { name: 'Ida' });
    const { body } = await t.admin.post(`${ida.path}/keys`).expect(201);
    expect(body.resource).toMatchObject({ label: null, expires_at: null });
  });

  it.each([
    ['unknown', () => makeKey('default').text],
    ["an unknown tenant's", () => makeKey('nobody').text],
    ['a plain text', () => 'x'.repeat(40)],
    ['short', () => 'x'],
  ])('is refused when it is %s', async (_, key) => {
    const refused = await t.as(key()).get('/v1/me');
    expect(refused.status).toBe(401);
    expect(refused.headers['www-authenticate']).toContain('invalid_token');
  });

  it('is refused with another secret behind its id', async () => {
    const { id, key } = await issue(t, await add(t, 'members', { name: 'Jo' }));
    const forged = forge(id);
    expect(parseKey(forged)).toMatchObject({ id });
    expect(forged).not.toBe(key);
    await t.as(forged).get('/v1/me').expect(401);
    await t.as(key).get('/v1/me').expect(200);
  });

  it('with a typing mistake costs no look into the database', async () => {
    const { key } = await issue(t, await add(t, 'members', { name: 'Kim' }));
    // A reader of its own: in the service's, other projections catch up meanwhile.
    const { database } = t.db;
    const reader = new ProjectionReader(database.read);
    const look = vi.spyOn(reader, 'glance');
    const read = vi.spyOn(reader, 'read');
    const pepper = t.app.get(Pepper, { strict: false });
    const node = new KeyAuthenticator(pepper, reader, new Projector(accessProjection, database.project));
    const mistyped = `${key.slice(0, -8)}${key.at(-8) === 'x' ? 'y' : 'x'}${key.slice(-7)}`;
    expect(await node.authenticate(mistyped)).toBeNull();
    expect(look).not.toHaveBeenCalled();
    expect(await node.authenticate(key)).not.toBeNull();
    expect(look).toHaveBeenCalledTimes(1);
    expect(read).not.toHaveBeenCalled();
    await t.as(mistyped).get('/v1/me').expect(401);
  });
});

/**
 * Does `work` while nobody can move the projection on, then asks another node on the same database about the key,
 * and lets the projection go when that node waits for it.
 */
async function whileProjectionIsHeld(
  work: () => Promise<{ keyId: string; key: string }>,
): Promise<{ keyId: string; key: string; seen: Principal | null }> {
  const { database, admin } = t.db;
  const projector = new Projector(accessProjection, database.project);
  const catchUp = vi.spyOn(projector, 'catchUp');
  const pepper = t.app.get(Pepper, { strict: false });
  const node = new KeyAuthenticator(pepper, new ProjectionReader(database.read), projector);
  const { done, seen } = await admin.begin(async (sql) => {
    await sql`SELECT FROM projections.state WHERE projection = 'access' FOR UPDATE`;
    const done = await work();
    const seen = node.authenticate(done.key);
    await until(() => expect(catchUp).toHaveBeenCalled());
    return { done, seen: [seen] };
  });
  return { ...done, seen: (await seen[0]) ?? null };
}

function systemMeta(): CommandMeta {
  return {
    tenant: 'default',
    context: {
      actor: SYSTEM_ACTOR,
      credentialId: null,
      authMethod: 'internal',
      source: 'system',
      requestId: null,
      correlationId: 'cor-1',
      causationId: null,
    },
  };
}

/** A key whose form and checksum are right, made without knowing the secret. */
function forge(id: string): string {
  const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  const body = `clr_${id}_${'0'.repeat(43)}`;
  let checksum = '';
  for (let rest = crc32(body); rest > 0; rest = Math.floor(rest / 62))
    checksum = base62[rest % 62] + checksum;
  return body + checksum.padStart(6, '0');
}

/** The tables of the service that hold a text anywhere. */
async function holds(text: string): Promise<string[]> {
  const tables = await t.db.admin<{ name: string }[]>`
    SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
    WHERE schemaname IN ('eventstore', 'projections')`;
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await t.db.admin.unsafe(`SELECT 1 FROM ${name} r WHERE r::text LIKE $1 LIMIT 1`, [
      `%${text}%`,
    ]);
    if (rows.length > 0) found.push(name);
  }
  return found;
}
