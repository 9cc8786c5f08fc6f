import fc from 'fast-check';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  DESCRIPTION,
  type Operation,
  type Parameter,
  type Schema,
  undescribed,
} from '../e2e/support/described.js';
import { ALL_ROUTES } from '../e2e/routes/all.js';
import type { RouteSpec } from '../e2e/support/route-spec.js';
import { createScene, filled, type Scene } from '../e2e/support/scene.js';

/** Requests an operation; CLEARANCE_TEST_REQUESTS and CLEARANCE_TEST_SEED say others. */
const RUNS = Number(process.env['CLEARANCE_TEST_REQUESTS'] ?? 36);
const SEED = Number(process.env['CLEARANCE_TEST_SEED'] ?? Date.now() % 2 ** 31);

/** What names in paths may stand for, so that requests get past the first look. */
const NAMES = [
  'shop',
  'go-live',
  'release',
  'empty',
  'ha-setup.run-three-nodes',
  'items',
  '0',
  '1',
  '7',
  'nobody',
];
const HOSTILE = [
  "'; DROP TABLE x; --",
  '=1+1',
  '\u0000',
  '../..',
  '${7*7}',
  'x'.repeat(5_000),
  '',
  '\n',
  '\ud800',
];

function anything(): fc.Arbitrary<unknown> {
  return fc.oneof(
    fc.constantFrom<unknown>(null, true, -1, 1.5, [], {}, ...HOSTILE),
    fc.jsonValue({ maxDepth: 2 }),
  );
}

/** Values of a schema most of the time, and anything at all otherwise. */
function valueOf(schema: Schema | undefined, depth = 0): fc.Arbitrary<unknown> {
  if (schema === undefined || depth > 5) return anything();
  return fc.oneof({ weight: 9, arbitrary: rightValue(schema, depth) }, { weight: 1, arbitrary: anything() });
}

function rightValue(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  const { $ref, enum: words, anyOf, allOf, items, properties, type, format } = schema;
  if (typeof $ref === 'string')
    return valueOf(DESCRIPTION.components.schemas[$ref.split('/').at(-1) ?? ''], depth + 1);
  if (Array.isArray(words)) return fc.constantFrom<unknown>(...(words as unknown[]));
  const [first] = [anyOf ?? allOf ?? []].flat() as Schema[];
  if (first)
    return fc.oneof(...([anyOf ?? allOf].flat() as Schema[]).map((each) => valueOf(each, depth + 1)));
  if (properties !== undefined) {
    const members = Object.entries(properties as Record<string, Schema>);
    const model = Object.fromEntries(members.map(([name, each]) => [name, valueOf(each, depth + 1)]));
    return fc.record(model, { requiredKeys: (schema['required'] ?? []) as string[] });
  }
  if (type === 'array') return fc.array(valueOf(items as Schema, depth + 1), { maxLength: 3 });
  if (type === 'integer' || type === 'number') return fc.integer({ min: -1, max: 1_001 });
  if (type === 'boolean') return fc.boolean();
  if (format === 'date-time') return fc.constantFrom('2025-03-03T10:00:00Z', '2099-01-01T00:00:00+02:00');
  if (format === 'date') return fc.constantFrom('2025-03-03', '2099-12-31');
  if (format === 'uri') return fc.constant('https://ci.example.com/runs/1');
  if (type === 'string') return fc.oneof(fc.constantFrom(...NAMES), fc.string({ maxLength: 40 }));
  return anything();
}

interface Generated {
  /** Whether the path, and the body, are those of the right request, so that the rest of it is what is looked at. */
  readonly isRightPath: boolean;
  readonly isRightBody: boolean;
  readonly path: string;
  readonly search: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** As a query would have it; an object may have a `toString` of its own. */
function written(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

function requestsOf(path: string, operation: Operation): fc.Arbitrary<Generated> {
  const parameters = operation.parameters ?? [];
  const text = (parameter: Parameter) => valueOf(parameter.schema).map(written);
  const of = (place: Parameter['in'], required: boolean) =>
    fc.record(
      Object.fromEntries(
        parameters.filter((each) => each.in === place).map((each) => [each.name, text(each)]),
      ),
      required ? {} : { requiredKeys: [] },
    ) as fc.Arbitrary<Record<string, string>>;
  const json = operation.requestBody?.content['application/json']?.schema;
  return fc
    .record({
      isRightPath: fc.boolean(),
      isRightBody: fc.boolean(),
      names: of('path', true),
      query: fc.oneof(fc.constant({}), of('query', false)),
      accept: fc.constantFrom('application/json', 'text/csv', 'application/x-ndjson', '*/*', 'a/b'),
      body: operation.requestBody ? (json ? valueOf(json) : fc.string()) : fc.constant(undefined),
    })
    .map(({ names, query, accept, body, ...right }) => {
      const escaped = (value: string): string => encodeURIComponent(value.toWellFormed()) || 'x';
      const at = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => escaped(names[name] ?? 'x'));
      const search = Object.entries(query).map(([name, value]) => `${name}=${escaped(value)}`);
      const type = json ? 'application/json' : 'text/markdown';
      const headers: Record<string, string> =
        body === undefined ? { accept } : { accept, 'content-type': type };
      return { ...right, path: at, search: search.join('&'), headers, body };
    });
}

/** The name of a route in the tables of right requests. */
function routeOf(path: string, method: string): string {
  return `${method.toUpperCase()} ${path.replace('{path}', '*').replaceAll(/\{(\w+)\}/g, ':$1')}`;
}

/** Where a request goes and what it says, partly as the right one of its route does. */
function placed(
  { isRightPath, isRightBody, path, search, body }: Generated,
  right: RouteSpec | undefined,
  scene: Scene,
): { target: string; body: unknown } {
  const at = isRightPath && right ? filled(right.path, scene) : path;
  return {
    target: search === '' ? at : `${at}?${search}`,
    body: isRightBody && body !== undefined ? (right?.text ?? right?.body ?? body) : body,
  };
}

/** What may close the door behind it, or answers for as long as somebody listens: their own tests send wrong requests. */
const LEFT_OUT = /events\/stream|log\/export|\/keys|\/roles|erasures|epochs|tenants|webhooks|rebuild/;

describe(`Generated requests (CLEARANCE_TEST_SEED=${SEED})`, () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await createScene();
  });
  afterAll(async () => scene.close());

  const operations = Object.entries(DESCRIPTION.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
  );

  const asked = operations.filter(({ path }) => !LEFT_OUT.test(path));
  let count = 0;
  /** Operations that a generated request was answered with 2xx by. */
  const reached = new Set<string>();

  it.each(asked)('are answered as described: $method $path', async ({ path, method, operation }) => {
    await fc.assert(
      fc.asyncProperty(requestsOf(path, operation), async (generated) => {
        const { headers } = generated;
        const { target, body } = placed(generated, ALL_ROUTES[routeOf(path, method)], scene);
        const ask = request(scene.server);
        const sent = ask[method as 'post'](target)
          .set({ ...headers, authorization: `Bearer ${scene.adminKey}` })
          .ok(() => true);
        const answer = await (body === undefined
          ? sent
          : sent.send(
              headers['content-type'] === 'application/json' ? JSON.stringify(body) : (body as string),
            ));
        count += 1;
        if (answer.status < 300) reached.add(`${method} ${path}`);
        if (answer.body?.code !== 'not_sealed') expect(answer.status).toBeLessThan(500);
        expect(undescribed(path, method, answer)).toEqual([]);
      }),
      { numRuns: RUNS, seed: SEED, endOnFailure: true },
    );
  });

  // Every route's 2xx is asserted where its right request is known: test/e2e/routes.e2e.spec.ts sees to that.
  it('are thousands, and not all of them wrong', () => {
    expect(count).toBe(RUNS * asked.length);
    expect(reached.size).toBeGreaterThan(asked.length * 0.7);
  });
});
