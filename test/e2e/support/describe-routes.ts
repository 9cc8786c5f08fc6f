import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ProblemCode, PROBLEMS } from '../../../src/http/problem-codes.js';
import { commonErrors } from './common-errors.js';
import { expectDescribed, expectDocumented, expectProblem } from './expect-problem.js';
import type { Change, ErrorCase, RouteSpec, RouteTable } from './route-spec.js';
import { createScene, newestPosition, type Scene } from './scene.js';
import { send, type Sent } from './send.js';

/**
 * Tests every error of every route of a table on an application of their own: the answer is the problem that the case
 * says, points to where it says, is documented, and nothing was recorded. Then sends the right request, which shows
 * that the errors were due to what was wrong about them. `prepare` brings the scene into the state that the routes are for.
 */
export function describeRoutes(
  table: RouteTable,
  prepare: (scene: Scene) => Promise<void> = async () => undefined,
): void {
  let scene: Scene;
  beforeAll(async () => {
    scene = await createScene();
    await prepare(scene);
  });
  afterAll(async () => scene.close());

  for (const [route, spec] of Object.entries(table)) {
    describe(`Errors of ${route}`, () => {
      const takesKey = !route.startsWith('GET ') && spec.right !== 'public';
      const key = { 'idempotency-key': `once ${route}`.replaceAll(' ', '-') };
      let first: Sent | undefined;
      let before: number;
      beforeAll(async () => {
        before = await newestPosition(scene);
      });

      const cases = triedHere([...commonErrors(route, spec), ...spec.errors]);
      for (const { name, code, at, ...change } of cases) {
        it(`${code}: ${name}`, async () => {
          const sent = await send(scene, route, spec, change);
          expect(sent.answer.status).toBe(PROBLEMS[code].status);
          expectProblem(sent, code, at);
          expectDocumented(scene, route, sent.answer.status);
          expectDescribed(route, sent);
        });
      }

      it('records nothing of them', async () => {
        const recorded = await recordedSince(scene, before);
        expect(recorded.filter(({ outcome }) => outcome === 'success')).toEqual([]);
      });

      it('answers the right request', async () => {
        const sent = await send(scene, route, spec, takesKey ? { headers: key } : {});
        expect(sent.answer.body).not.toHaveProperty('code');
        expect(sent.answer.status).toBe(spec.status);
        expectDocumented(scene, route, spec.status);
        expectDescribed(route, sent);
        await expectHeaders(scene, spec, sent);
        first = sent;
      });

      it.runIf(takesKey)('answers it again under its Idempotency-Key, and another one with 422', async () => {
        const before = await newestPosition(scene);
        const again = await send(scene, route, spec, { headers: key });
        expect(again.answer.status).toBe(first?.answer.status);
        expect(withoutSecrets(again.answer.body)).toEqual(withoutSecrets(first?.answer.body));
        expectDescribed(route, again);
        const other = await send(scene, route, spec, { ...another(spec), headers: key });
        expect(other.answer.body).toMatchObject({ status: 422, code: 'idempotency_key_reused' });
        expectDescribed(route, other);
        expect(await recordedSince(scene, before)).toEqual([]);
      });
    });
  }
}

/** Codes of what is refused by the look of a request alone, before anything is asked of the database. */
const BEFORE_SQL: readonly ProblemCode[] = [
  'content_too_large',
  'invalid_request',
  'malformed_json',
  'malformed_request',
  'unsupported_media_type',
  'uri_too_long',
];
/** Members whose right values are in the database in part. */
const LOOKED_UP = ['query /type', 'query /aggregate_type'];

/**
 * All of them, or, on partitioned tables, those that may reach the database and one of each other code: the others are
 * the same requests and answers once more, and no statement comes of them.
 */
function triedHere(cases: readonly ErrorCase[]): readonly ErrorCase[] {
  if (process.env['CLEARANCE_TEST_PARTITIONS'] === undefined) return cases;
  const first = new Map(cases.toReversed().map((one) => [one.code, one]));
  return cases.filter(
    (one) =>
      !BEFORE_SQL.includes(one.code) ||
      first.get(one.code) === one ||
      one.at?.some((place) => LOOKED_UP.includes(place)),
  );
}

/** What was recorded behind a position, but for what Clearance records of its own accord, which goes on meanwhile. */
async function recordedSince(scene: Scene, position: number): Promise<readonly { outcome: string }[]> {
  const { body } = await scene.admin.get(`/v1/events?after=${position}&limit=1000`).expect(200);
  const events = body.data as readonly { outcome: string; actor: { kind: string } }[];
  return events.filter(({ actor }) => actor.kind !== 'system');
}

/** What is told in the first answer alone, and how deliveries stand, which go on meanwhile. */
const TOLD_ONCE = ['key', 'admin_key', 'secret', 'note', 'repeated', 'delivery'];

function withoutSecrets(body: Record<string, unknown>): unknown {
  const isTold = ([name]: [string, unknown]): boolean => !TOLD_ONCE.includes(name);
  const kept = Object.fromEntries(Object.entries(body).filter(isTold));
  const { resource } = body;
  if (typeof resource !== 'object' || resource === null) return kept;
  return { ...kept, resource: Object.fromEntries(Object.entries(resource).filter(isTold)) };
}

/** Members that take any text. */
const FREE = ['reason', 'text', 'comment', 'title', 'name', 'label'];

/** Another request than the right one, though a right one too: a word more where one is free, else an ampersand with nothing behind. */
function another({ body, text, query }: RouteSpec): Change {
  if (text !== undefined) return { raw: `${text}\n` };
  const [member, value] =
    Object.entries(body ?? {}).find(([name, given]) => FREE.includes(name) && typeof given === 'string') ??
    [];
  if (member !== undefined && typeof value === 'string')
    return { body: { ...body, [member]: `${value} again` } };
  return { query: `${query ?? ''}&` };
}

/** There is an event at the position, and nobody has recorded another one behind it. */
async function expectNewest(scene: Scene, position: number): Promise<void> {
  await scene.admin.get(`/v1/events/${position}`).expect(200);
  expect(await recordedSince(scene, position)).toEqual([]);
}

async function expectHeaders(scene: Scene, spec: RouteSpec, { answer, requestId }: Sent): Promise<void> {
  const { body, headers } = answer;
  const cached = spec.cached ?? 'no-store';
  expect(headers).toMatchObject({ 'x-request-id': requestId, 'cache-control': cached });
  if (spec.right !== 'public')
    expect(headers).toMatchObject({
      ratelimit: expect.stringMatching(/;r=\d+;t=\d+$/),
      'ratelimit-policy': expect.stringMatching(/;q=\d+;w=\d+$/),
    });
  if (spec.answers === 'projection') await expectNewest(scene, Number(headers['readiness-position']));
  if (spec.answers === 'events') {
    await expectNewest(scene, body.position);
    expect(body.events.at(-1)).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      type: expect.stringMatching(/^[a-z]+\.[a-z_]+$/),
      position: body.position,
    });
  }
  const sequence = spec.answers === 'other' ? undefined : (body.resource ?? body).sequence;
  if (sequence !== undefined) expect(headers['etag']).toBe(`"${sequence}"`);
  if (spec.status === 201) await expectLocation(scene, answer);
}

/** What was created is read under its Location as it was answered; what is told once is not read again. */
async function expectLocation(scene: Scene, { body, headers }: Sent['answer']): Promise<void> {
  const created = await scene.admin.get(headers['location'] ?? '').expect(200);
  const { note, ...resource } = body.resource ?? body.template;
  if (note !== undefined) Reflect.deleteProperty(resource, 'admin_key' in resource ? 'admin_key' : 'key');
  expect(created.body).toMatchObject(resource);
}
