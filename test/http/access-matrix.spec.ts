import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import request, { type Response } from 'supertest';
import { SCOPE_NAMES } from '../../src/http/scopes.js';
import { ROLES } from '../../src/features/access/roles.rules.js';
import { makeKey } from '../../src/features/access/key.js';
import { createTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';
import { LocalProvider } from '../e2e/support/provider.js';
import { accessTables } from '../e2e/support/access-tables.js';
import { add, issue } from '../e2e/accounts.js';
import type { RouteSpec } from '../e2e/support/route-spec.js';
import { ALL_ROUTES } from '../e2e/routes/all.js';
import { createScene, filled, newestPosition, type Scene } from '../e2e/support/scene.js';

const TABLES = accessTables();
const ROUTES = Object.entries(ALL_ROUTES).filter(([, spec]) => spec.right !== 'public');
const IN_PROJECT = /^\S+ \/v1\/projects\/:project(?:\/|$)/;

let scene: Scene;
const keys = new Map<string, string>();
const keysInShop = new Map<string, string>();

beforeAll(async () => {
  scene = await createScene();
  for (const role of ROLES)
    keys.set(role, (await issue(scene, await add(scene, 'members', { name: role, roles: [role] }))).key);
  for (const role of ['manager', 'contributor', 'approver', 'auditor', 'script'])
    keysInShop.set(role, await keyInShop(role));
});
afterAll(async () => scene.close());

async function keyInShop(role: string): Promise<string> {
  const account = await add(scene, 'members', { name: `${role} of the shop` });
  for (const own of ['contributor', 'approver'])
    await scene.admin.delete(`${account.path}/roles/${own}`).expect(200);
  await scene.admin.post(`${account.path}/roles`).send({ role, project: 'shop' }).expect(200);
  return (await issue(scene, account)).key;
}

/** Asks for what no route knows: whoever may use the route is told so, and nothing is done. */
async function ask(route: string, spec: RouteSpec, key: string | null): Promise<Response> {
  const [method = ''] = route.split(' ');
  const target = `${filled(spec.path, scene)}?nonsense=1`;
  const pending = request(scene.server)[method.toLowerCase() as 'get'](target);
  return await (key === null ? pending : pending.set('authorization', `Bearer ${key}`));
}

/** Several at a time: what takes long is that refusals are recorded. */
async function each<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const rest = all.values();
  await Promise.all(
    Array.from({ length: 12 }, async () => {
      for (const one of rest) await work(one);
    }),
  );
}

const verdict = ({ status, body }: Response): string =>
  status === 401 || status === 403 ? `${status} ${body.code}` : `${status >= 400 && status < 500}`;

describe('docs/access.md', () => {
  it('names every route that takes a credential, with the scope that OpenAPI says', () => {
    expect([...TABLES.routes.keys()].sort()).toEqual(ROUTES.map(([route]) => route).sort());
    for (const [route, scope] of TABLES.routes) {
      const [method = '', path = ''] = route.split(' ');
      const item = scene.api.paths[path.replaceAll(/:([a-z_]+)/g, '{$1}').replace('*', '{path}')];
      expect({ route, operation: item?.[method.toLowerCase() as 'get'] }).toMatchObject({
        route,
        operation: { 'x-required-scope': scope, security: [{ bearer: [scope] }] },
      });
      const isNarrowed = Object(item?.[method.toLowerCase() as 'get'])['x-narrowed-to-projects'] === true;
      expect([route, isNarrowed]).toEqual([route, TABLES.narrowed.has(route)]);
    }
  });

  it('names every role and scope', () => {
    expect([...TABLES.roles.keys()]).toEqual([...ROLES]);
    expect([...(TABLES.roles.get('owner') ?? [])]).toEqual(SCOPE_NAMES);
  });
});

describe('A role is allowed on each route what the tables say', () => {
  it.each(ROLES)('%s', async (role) => {
    const scopes = TABLES.roles.get(role) ?? new Set();
    const before = await successes();
    await each(ROUTES, async ([route, spec]) => {
      const mayUse = scopes.has(TABLES.routes.get(route) ?? '');
      const answer = await ask(route, spec, keys.get(role) ?? '');
      expect([route, verdict(answer)]).toEqual([route, mayUse ? 'true' : '403 not_allowed']);
    });
    expect(await successes()).toBe(before);
  });
});

describe('A role in one project is allowed there what the tables say, and sees nothing elsewhere', () => {
  it.each(['manager', 'contributor', 'approver', 'auditor', 'script'])(
    '%s',
    async (role) => {
      const scopes = TABLES.roles.get(role) ?? new Set();
      const key = keysInShop.get(role) ?? '';
      await each(ROUTES, async ([route, spec]) => {
        const scope = TABLES.routes.get(route) ?? '';
        const inShop = { ...spec, path: spec.path.replace(/^(\/v1\/projects\/)[^/]+/, '$1shop') };
        const answer = await ask(route, inShop, key);
        const isNarrowed = TABLES.narrowed.has(route);
        const mayUse = scope === 'me:read' || ((IN_PROJECT.test(route) || isNarrowed) && scopes.has(scope));
        expect([route, verdict(answer)]).toEqual([route, mayUse ? 'true' : '403 not_allowed']);
        if (!IN_PROJECT.test(route)) return;
        for (const other of ['waiting', 'nobody']) {
          const path = spec.path.replace(/^(\/v1\/projects\/)[^/]+/, `$1${other}`);
          const { status, body } = await ask(route, { ...spec, path }, key);
          expect([route, other, status, body.code]).toEqual([route, other, 404, 'not_found']);
        }
      });
    },
    120_000,
  );

  it('reads lists that are narrowed to it', async () => {
    const reader = scene.as(keysInShop.get('auditor') ?? '');
    const status = async (path: string): Promise<number> => (await reader.get(path)).status;
    expect(await status('/v1/waivers?project=shop')).toBe(200);
    expect(await status('/v1/events?project=shop')).toBe(200);
    expect(await status('/v1/waivers?project=waiting')).toBe(404);
    expect(await status('/v1/items?project=shop')).toBe(400);
    const { body } = await reader.get('/v1/events/stream').expect(403);
    expect(body.detail).toContain('your credential has it in single projects alone');
  });
});

describe('A credential that does not hold is refused on every route', () => {
  const bad: Record<string, () => string | null | Promise<string | null>> = {
    none: () => null,
    malformed: () => 'clr_nonsense',
    'of an unknown id': () => makeKey('default').text,
    "of an unknown tenant's": () => makeKey('nobody').text,
    revoked: async () => {
      const account = await add(scene, 'members', { name: 'Gone', roles: ['owner'] });
      const { id, key } = await issue(scene, account);
      await scene.as(key).get('/v1/me').expect(200);
      await scene.admin.delete(`${account.path}/keys/${id}`).expect(200);
      return key;
    },
    expired: async () => {
      const account = await add(scene, 'members', { name: 'Late', roles: ['owner'] });
      // One that has run out by the time that it is asked for is refused.
      const { key } = await until(() =>
        issue(scene, account, { expires_at: new Date(Date.now() + 1_000).toISOString() }),
      );
      await expect.poll(async () => (await scene.as(key).get('/v1/me')).status).toBe(401);
      return key;
    },
  };

  it.each(Object.keys(bad))('%s', async (name) => {
    const key = (await bad[name]?.()) ?? null;
    await each(ROUTES, async ([route, spec]) => {
      const answer = await ask(route, spec, key);
      expect([route, verdict(answer)]).toEqual([route, '401 unauthenticated']);
      expect(answer.headers['www-authenticate']).toMatch(/^Bearer realm="clearance"/);
    });
  });
});

describe('An access token that does not hold is refused on every route', () => {
  const forged: Record<string, Parameters<LocalProvider['forged']>[0]> = {
    'of another audience': { claims: { aud: 'https://other.example.org' } },
    'of another issuer': { claims: { iss: 'https://evil.example.org' } },
    'that ran out': { claims: { exp: 1_000_000_000 } },
    'of a wrong algorithm': { header: { alg: 'HS256' } },
    'of the algorithm none': { header: { alg: 'none' } },
    'of an unknown key': { header: { kid: 'nobody' } },
    'of another type': { header: { typ: 'JWT' } },
  };
  let provider: LocalProvider;
  let other: TestApp;
  beforeAll(async () => {
    provider = await LocalProvider.start();
    other = await createTestApp(undefined, provider.environment);
  });
  afterAll(async () => {
    await other.close();
    await provider.stop();
  });

  it.each(Object.keys(forged))('%s', async (name) => {
    const token = await provider.forged(forged[name] ?? {});
    await each(ROUTES, async ([route, spec]) => {
      const [method = ''] = route.split(' ');
      const target = spec.path.replaceAll(/[{}]/g, '');
      const answer = await other.as(token)[method.toLowerCase() as 'get'](target);
      expect([route, verdict(answer)]).toEqual([route, '401 unauthenticated']);
    });
  });
});

describe('A key that is narrowed', () => {
  it('does what it names and its account may do, no more', async () => {
    const account = await add(scene, 'members', { name: 'Narrow', roles: ['approver'] });
    const scopes = ['projects:read', 'access:write'];
    const { key } = await issue(scene, account, { scopes });
    const allowed = new Set(['projects:read', 'me:read']);
    await each(ROUTES, async ([route, spec]) => {
      const mayUse = allowed.has(TABLES.routes.get(route) ?? '');
      const answer = await ask(route, spec, key);
      expect([route, verdict(answer)]).toEqual([route, mayUse ? 'true' : '403 not_allowed']);
    });
  });

  it('gives nothing that it may not do itself', async () => {
    const boss = await add(scene, 'members', { name: 'Boss', roles: ['admin'] });
    const narrow = scene.as((await issue(scene, boss, { scopes: ['access:write', 'access:read'] })).key);
    const before = await newestPosition(scene);
    const answers = [
      await narrow.post(`${boss.path}/keys`).send({}),
      await narrow.post(`${boss.path}/roles`).send({ role: 'owner' }),
      await narrow.post('/v1/members').send({ name: 'X', roles: ['contributor'] }),
      await narrow.post('/v1/service-accounts').send({ name: 'X' }),
    ];
    expect(answers.map(({ status, body }) => `${status} ${body.code}`)).toEqual(
      answers.map(() => '403 not_allowed'),
    );
    const { body } = await scene.admin.get(`/v1/events?after=${before}&order=asc`).expect(200);
    const refused = body.data.filter(({ type }: { type: string }) => type === 'refusal.recorded');
    expect(refused).toHaveLength(4);
    await narrow
      .post(`${boss.path}/keys`)
      .send({ scopes: ['access:read'] })
      .expect(201);
  });
});

/** Events that somebody brought about, of whoever it was but the service itself. */
async function successes(): Promise<number> {
  const { text } = await scene.admin.get('/v1/events').set('accept', 'application/x-ndjson').buffer(true);
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { outcome: string; actor: { kind: string } })
    .filter(({ outcome, actor }) => outcome === 'success' && actor.kind !== 'system').length;
}
