import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCESS_ROUTES } from './routes/access.js';
import { ALL_ROUTES } from './routes/all.js';
import { HEALTH_ROUTES } from './routes/health.js';
import { describeRoutes } from './support/describe-routes.js';
import { expectProblem } from './support/expect-problem.js';
import { createScene, filled, type Scene } from './support/scene.js';
import { send } from './support/send.js';
import { servedRoutes } from './support/served-routes.js';

interface Documented {
  readonly requestBody: { readonly required: boolean };
}

describeRoutes({ ...ACCESS_ROUTES, ...HEALTH_ROUTES });

describe('The routes', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await createScene();
  });
  afterAll(async () => scene.close());

  // Swagger UI and the document it shows: open to everybody, without input.
  const isDocumentation = (route: string): boolean => /^GET \/(?:docs|openapi\.json)/.test(route);

  it('all have their errors tested: a new one is added to a table in routes/', () => {
    const served = servedRoutes(scene.app).filter((route) => !isDocumentation(route));
    expect(served.toSorted()).toEqual(Object.keys(ALL_ROUTES).toSorted());
  });

  it('all reach their 2xx: every table is sent by a spec, which expects the status that it says', () => {
    const folder = fileURLToPath(new URL('.', import.meta.url));
    const specs = readdirSync(folder)
      .filter((name) => name.endsWith('.e2e.spec.ts'))
      .map((name) => readFileSync(join(folder, name), 'utf8'));
    const sent = new Set(
      specs.flatMap((text) => text.match(/(?<=describeRoutes\([^;]*?)\b[A-Z_]+_ROUTES\b/g) ?? []),
    );
    const tables = readFileSync(join(folder, 'routes/all.ts'), 'utf8').match(/(?<=\.\.\.)[A-Z_]+_ROUTES/g);
    expect([...sent].toSorted()).toEqual(tables?.toSorted());
    const statuses = Object.entries(ALL_ROUTES).filter(([, { status }]) => status < 200 || status > 299);
    expect(statuses).toEqual([]);
  });

  it('are all in the OpenAPI document, but for the old paths of liveness', () => {
    const documented = Object.entries(scene.api.paths).flatMap(([path, item]) =>
      Object.keys(item).map(
        (method) => `${method.toUpperCase()} ${path.replace('{path}', '*').replaceAll(/\{(\w+)\}/g, ':$1')}`,
      ),
    );
    const wanted = Object.keys(ALL_ROUTES).filter((route) => !route.startsWith('GET /debug/'));
    expect(documented.toSorted()).toEqual(wanted.toSorted());
  });

  it('say in the document which numbers their paths and queries take', () => {
    const parameters = Object.entries(scene.api.paths).flatMap(([path, item]) =>
      Object.values(item as Record<string, { parameters?: { name: string; schema: { type: string } }[] }>)
        .flatMap((operation) => operation.parameters ?? [])
        .map(({ name, schema }) => ({ path, name, type: schema.type })),
    );
    const numbers = ['limit', 'version', 'position', 'after', 'before', 'at_position', 'epoch'];
    for (const { path, name, type } of parameters)
      expect({ path, name, type }).toMatchObject({
        type: numbers.includes(name) ? 'integer' : expect.any(String),
      });
    expect(parameters.filter(({ type }) => type === 'number')).toEqual([]);
    expect(parameters.filter(({ name }) => name.toLowerCase() === 'content-type')).toEqual([]);
  });

  it('say in the document whether their body may be left out', async () => {
    for (const [route, spec] of Object.entries(ALL_ROUTES).filter(([, { body }]) => body !== undefined)) {
      const { body: _, ...bare } = spec;
      const { status, body } = (await send(scene, route, bare)).answer;
      const [method = '', path = ''] = route.split(' ');
      const item = scene.api.paths[path.replaceAll(/:([a-z]+)/g, '{$1}')] as Record<string, Documented>;
      const isRequired = status === 400 && body.code === 'invalid_request';
      expect([route, item[method.toLowerCase()]?.requestBody.required]).toEqual([route, isRequired]);
    }
  });

  it('answer other methods with 405 and the ones they serve', async () => {
    const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
    const byPattern = Object.groupBy(Object.entries(ALL_ROUTES), ([route]) => route.split(' ')[1] ?? '');
    let refused = 0;
    for (const [pattern, entries] of Object.entries(byPattern)) {
      // A template may be called `import`, so that more is served here than by the pattern.
      if (pattern === '/v1/templates/import') continue;
      const target = filled(entries?.[0]?.[1].path ?? '', scene);
      const served = (entries ?? []).map(([route]) => route.split(' ')[0] ?? '');
      const allow = served.includes('GET') ? [...served, 'HEAD'] : served;
      for (const method of METHODS.filter((name) => !served.includes(name.toUpperCase()))) {
        const answer = await request(scene.server)[method](target).set('x-request-id', 'e2e');
        expectProblem({ target, requestId: 'e2e', answer }, 'method_not_allowed');
        expect(answer.headers['allow']).toBe(allow.toSorted().join(', '));
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(Object.keys(byPattern).length * 2);
  });

  it('answer HEAD as GET without a body', async () => {
    const as = { authorization: `Bearer ${scene.adminKey}` };
    for (const path of ['/v1/projects/shop', '/v1/events', '/healthz', '/v1/projects/nobody']) {
      const [head, get] = [
        await request(scene.server).head(path).set(as),
        await request(scene.server).get(path).set(as),
      ];
      expect({ status: head.status, etag: head.headers['etag'], text: head.text }).toEqual({
        status: get.status,
        etag: get.headers['etag'],
        text: undefined,
      });
    }
  });
});
