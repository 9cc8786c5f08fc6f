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
import { createScene, type Scene } from '../e2e/support/scene.js';

/** Requests an operation; CLEARANCE_TEST_REQUESTS and CLEARANCE_TEST_SEED say others. */
const RUNS = Number(process.env['CLEARANCE_TEST_REQUESTS'] ?? 12);
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
  readonly target: string;
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
      names: of('path', true),
      query: of('query', false),
      accept: fc.constantFrom('application/json', 'text/csv', 'application/x-ndjson', '*/*', 'a/b'),
      body: operation.requestBody ? (json ? valueOf(json) : fc.string()) : fc.constant(undefined),
    })
    .map(({ names, query, accept, body }) => {
      const escaped = (value: string): string => encodeURIComponent(value.toWellFormed()) || 'x';
      const at = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => escaped(names[name] ?? 'x'));
      const search = Object.entries(query).map(([name, value]) => `${name}=${escaped(value)}`);
      const type = json ? 'application/json' : 'text/markdown';
      const headers: Record<string, string> =
        body === undefined ? { accept } : { accept, 'content-type': type };
      return { target: search.length === 0 ? at : `${at}?${search.join('&')}`, headers, body };
    });
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

  it.each(operations.filter(({ path }) => !LEFT_OUT.test(path)))(
    'are answered as described: $method $path',
    async ({ path, method, operation }) => {
      await fc.assert(
        fc.asyncProperty(requestsOf(path, operation), async ({ target, headers, body }) => {
          const ask = request(scene.server);
          const sent = ask[method as 'post'](target)
            .set({ ...headers, authorization: `Bearer ${scene.adminKey}` })
            .ok(() => true);
          const answer = await (body === undefined
            ? sent
            : sent.send(
                headers['content-type'] === 'application/json' ? JSON.stringify(body) : (body as string),
              ));
          if (answer.body?.code !== 'not_sealed') expect(answer.status).toBeLessThan(500);
          expect(undescribed(path, method, answer)).toEqual([]);
        }),
        { numRuns: RUNS, seed: SEED, endOnFailure: true },
      );
    },
  );
});
