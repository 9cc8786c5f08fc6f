import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BATCH_ROUTES } from './routes/batch.js';
import { describeRoutes } from './support/describe-routes.js';
import { createTestApp, type TestApp } from '../support/test-app.js';

const SIZE = 1_000;
const BATCH = '/v1/projects/big/batch';

interface Command {
  readonly checklist: string;
  readonly item: string;
  readonly action: string;
  readonly body?: object;
  readonly if_match?: number;
}

const on = (item: string, action: string, body?: object): Command => ({
  checklist: 'all',
  item,
  action,
  ...(body && { body }),
});
const nth = (n: number): string => `item-${n}`;

describeRoutes(BATCH_ROUTES);

describe('A batch of commands', () => {
  let t: TestApp;
  beforeAll(async () => {
    t = await createTestApp();
    await t.admin.post('/v1/projects').send({ key: 'big' }).expect(201);
    const items = Array.from({ length: SIZE }, (_, n) => ({ title: `Item ${n}`, key: `item-${n}` }));
    const human = { title: 'By hand', key: 'by-hand', human_only: true };
    const sections = [{ title: 'S', key: 's', items: [...items, human] }];
    await t.admin.post('/v1/templates').send({ key: 'all', title: 'All', sections }).expect(201);
    await t.admin.post('/v1/projects/big/checklists').send({ template: 'all', key: 'all' }).expect(201);
  });
  afterAll(async () => t.close());

  const status = async (item: string): Promise<string> =>
    (await t.admin.get(`/v1/projects/big/checklists/all/items/${item}`).expect(200)).body.status;
  const head = async (): Promise<number> => (await t.admin.get('/v1/events?limit=1')).body.data[0].position;

  /** 1,000 checks; every hundredth is wrong, each in another way. */
  const WRONG: readonly Command[] = [
    on('nobody', 'check'),
    on(nth(1), 'fail'),
    on(nth(250), 'uncheck', { reason: 'why not' }),
    on(nth(3), 'check', { reason: 7 }),
    on(nth(4), 'explode'),
    on(nth(5), 'comment', {}),
    { ...on(nth(6), 'check'), checklist: 'nobody' },
    on('by-hand', 'check'),
    on(nth(8), 'check', { evidence: [{ title: 'Nothing', effective_on: '2025-01-01' }] }),
    { ...on(nth(9), 'check'), if_match: 77 },
  ];
  const thousand = (): Command[] =>
    Array.from({ length: SIZE }, (_, n) => {
      const wrong = n % 100 === 50 ? WRONG[Math.floor(n / 100)] : undefined;
      return wrong ?? on(nth(n), 'check', { reason: `run ${n}` });
    });

  const EXPLAINED = [
    ['not_found', '/commands/50/item'],
    ['invalid', '/commands/150/body/reason'],
    ['no_change', undefined],
    ['invalid_request', '/commands/350/body/reason'],
    ['invalid_request', '/commands/450/action'],
    ['invalid_request', '/commands/550/body/text'],
    ['not_found', '/commands/650/checklist'],
    ['not_allowed', undefined],
    ['invalid', '/commands/850/body/evidence/0/url'],
    ['precondition_failed', '/commands/950/if_match'],
  ];

  interface Result {
    readonly index: number;
    readonly status: string;
    readonly position?: number;
    readonly problem?: { code: string; errors?: { pointer: string; in?: string }[] };
  }
  const explained = (results: readonly Result[]) =>
    results.flatMap(({ problem }) => (problem ? [[problem.code, problem.errors?.[0]?.pointer]] : []));

  it('that is atomic does nothing where 10 of 1,000 are refused, and explains all 10', async () => {
    const before = await head();
    const { body } = await t.admin.post(BATCH).send({ atomic: true, commands: thousand() }).expect(422);
    expect(body).toMatchObject({ code: 'batch_refused', instance: BATCH });
    expect(explained(body.results)).toEqual(EXPLAINED);
    expect(body.results.map(({ index }: Result) => index)).toEqual(WRONG.map((_, n) => n * 100 + 50));
    const since = (await t.admin.get(`/v1/events?after=${before}&limit=1000`)).body.data;
    // What an auditor is to see, and nothing else.
    expect(since.map((event: { type: string; outcome: string }) => [event.type, event.outcome])).toEqual([
      ['refusal.recorded', 'refused'],
    ]);
    expect(await status(nth(0))).toBe('open');
  });

  it('does 990 of 1,000 where 10 are refused, and explains the 10', async () => {
    const start = performance.now();
    const { body } = await t.admin.post(BATCH).send({ commands: thousand() }).expect(200);
    const took = performance.now() - start;
    expect(body).toMatchObject({ atomic: false, done: 990, refused: 10 });
    expect(explained(body.results)).toEqual(EXPLAINED);
    expect(body.results.map(({ index }: Result) => index)).toEqual(Array.from({ length: SIZE }, (_, n) => n));
    expect(body.events).toHaveLength(990);
    expect(new Set(body.results.map(({ position }: Result) => position)).size).toBe(991);
    expect(body.receipt.leaves).toHaveLength(990);
    expect(body.position).toBe(body.events.at(-1).position);
    expect(await status(nth(0))).toBe('checked');
    expect(await status(nth(50))).toBe('open');
    // The group commit takes them together: alone they would take a second and more.
    expect(took).toBeLessThan(10_000);
  });

  it('keeps the order of commands on one item, however they name it', async () => {
    const item = (await t.admin.get(`/v1/projects/big/checklists/all/items/${nth(20)}`)).body;
    const checklist = (await t.admin.get('/v1/projects/big/checklists/all')).body.id;
    const commands = Array.from({ length: 40 }, (_, n) => ({
      ...on(n % 2 === 0 ? nth(20) : item.id, 'comment', { text: `number ${n}` }),
      ...(n % 3 === 0 && { checklist }),
    }));
    for (const atomic of [false, true]) {
      const { body } = await t.admin.post(BATCH).send({ atomic, commands }).expect(200);
      const positions = body.results.map(({ position }: Result) => position);
      expect(positions).toEqual(positions.toSorted((a: number, b: number) => a - b));
      const texts = await Promise.all(
        positions.map(async (at: number) => (await t.admin.get(`/v1/events/${at}`)).body.payload),
      );
      expect(texts).toHaveLength(40);
    }
  });

  it('that is atomic decides each command on what those before it leave behind, in one transaction', async () => {
    const commands = [
      on(nth(30), 'fail', {
        reason: 'red',
        evidence: [{ title: 'Log', sha256: 'a'.repeat(64), effective_on: '2025-01-01' }],
      }),
      on(nth(31), 'due', { due_on: '2030-01-01' }),
      on(nth(30), 'uncheck', { reason: 'again' }),
      on(nth(30), 'check', {}),
      on(nth(31), 'assign', { owners: ['svc_admin'] }),
      on(nth(31), 'waivers', { reason: 'In March', expires_at: '2099-01-01T00:00:00Z' }),
      on(nth(32), 'not-applicable', { reason: 'None here' }),
      on(nth(32), 'evidence', { title: 'List', url: 'https://a.example/x', effective_on: '2025-01-01' }),
    ];
    const { body } = await t.admin.post(BATCH).send({ atomic: true, commands }).expect(200);
    expect(body).toMatchObject({ atomic: true, done: 8, refused: 0 });
    const recorded = await Promise.all(
      body.results.map(async ({ position }: Result) => (await t.admin.get(`/v1/events/${position}`)).body),
    );
    expect(recorded.map(({ type }) => type)).toEqual([
      'item.failed',
      'item.due_set',
      'item.unchecked',
      'item.checked',
      'item.assigned',
      'item.waiver_requested',
      'item.marked_not_applicable',
      'item.evidence_attached',
    ]);
    expect(recorded[3].before).toEqual({ status: 'open' });
    expect(new Set(recorded.map(({ created_at }) => created_at)).size).toBe(1);
    expect(new Set(recorded.map(({ correlation_id }) => correlation_id)).size).toBe(1);
    // The second opening would change nothing: what the batch itself did counts.
    const twice = [
      on(nth(33), 'uncheck', { reason: 'x' }),
      on(nth(30), 'uncheck', { reason: 'x' }),
      on(nth(30), 'uncheck', { reason: 'y' }),
    ];
    const refused = await t.admin.post(BATCH).send({ atomic: true, commands: twice }).expect(422);
    expect(refused.body.results.map(({ index }: Result) => index)).toEqual([2]);
  });

  it.each([false, true])('is done once under its Idempotency-Key (atomic: %s)', async (atomic) => {
    const good = [
      on(nth(40), 'comment', { text: 'one' }),
      on(nth(41), 'due', { due_on: atomic ? '2031-01-01' : '2032-01-01' }),
      on(nth(40), 'check'),
    ];
    const commands = atomic ? good : [...good, on('nobody', 'check')];
    const send = (body: object) => t.admin.post(BATCH).set('idempotency-key', `batch-${atomic}`).send(body);
    const first = await send({ atomic, commands }).expect(200);
    const before = await head();
    await t.admin.post(`/v1/projects/big/checklists/all/items/${nth(40)}/uncheck`).send({ reason: 'x' });
    const again = await send({ atomic, commands }).expect(200);
    expect(again.body).toEqual(first.body);
    expect(await head()).toBe(before + 1);
    const other = await send({ atomic, commands: commands.toReversed() }).expect(422);
    expect(other.body.code).toBe('idempotency_key_reused');
    const single = await t.admin
      .post(`/v1/projects/big/checklists/all/items/${nth(40)}/comment`)
      .set('idempotency-key', `batch-${atomic}`)
      .send({ text: 'x' });
    expect(single.body.code).toBe('idempotency_key_reused');
  });

  it('is bounded', async () => {
    const many = { commands: Array.from({ length: SIZE + 1 }, () => on(nth(1), 'check')) };
    expect((await t.admin.post(BATCH).send(many).expect(400)).body.errors[0].pointer).toBe('/commands');
    const evidence = Array.from({ length: 20 }, () => ({
      title: 'x',
      url: 'https://a.b/c',
      effective_on: '2025-01-01',
    }));
    const heavy = Array.from({ length: 100 }, (_, n) => on(nth(n), 'check', { evidence }));
    const { body } = await t.admin.post(BATCH).send({ atomic: true, commands: heavy }).expect(422);
    expect(body).toMatchObject({ code: 'limit_reached', errors: [{ pointer: '/commands' }] });
  });
});
