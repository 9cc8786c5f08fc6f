import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventStore } from '../../src/eventstore/eventstore.js';
import { checklistStream } from '../../src/features/checklists/checklist.events.js';
import { itemStream } from '../../src/features/items/item.events.js';
import { createTestApp, type TestApp } from '../support/test-app.js';

/** CLEARANCE_BENCH_ROUNDS=100 makes 100,000 events; figures go to standard output. */
const ROUNDS = Number(process.env['CLEARANCE_BENCH_ROUNDS'] ?? 2);
const ITEMS = 1_000;
const CONTEXT = {
  actor: { id: 'mem_bench', kind: 'human' as const },
  credentialId: null,
  authMethod: null,
  source: 'api' as const,
  requestId: null,
  correlationId: 'bench',
  causationId: null,
};

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Infinity;
}

describe('What readiness costs', () => {
  let t: TestApp;
  beforeAll(async () => {
    t = await createTestApp();
    const items = Array.from({ length: ITEMS }, (_, at) => ({ key: `item-${at}`, title: `Do ${at}` }));
    const sections = [{ key: 'all', title: 'All', items }];
    await t.admin.post('/v1/templates').send({ key: 'large', title: 'Large', sections }).expect(201);
  });
  afterAll(async () => t.close());

  const apply = async (
    project: string,
    checklists: number,
  ): Promise<{ project: string; checklists: string[] }> => {
    const { resource } = (await t.admin.post('/v1/projects').send({ key: project }).expect(201)).body;
    const ids: string[] = [];
    for (let at = 0; at < checklists; at += 1) {
      const body = { template: 'large', key: `list-${at}` };
      ids.push(
        (await t.admin.post(`/v1/projects/${project}/checklists`).send(body).expect(201)).body.resource.id,
      );
    }
    return { project: resource.id, checklists: ids };
  };
  const time = async (work: () => Promise<unknown>): Promise<number> => {
    const start = performance.now();
    await work();
    return performance.now() - start;
  };
  const readiness = async (project: string) =>
    await t.admin.get(`/v1/projects/${project}/readiness`).expect(200);
  const tick = async (project: string, at: number) =>
    await t.admin
      .post(`/v1/projects/${project}/checklists/list-0/items/item-${at}/check`)
      .send({})
      .expect(200);

  it(`of ${ITEMS} items does not grow with the events, and a change costs the same in a large project`, async () => {
    const { project, checklists } = await apply('large', 1);
    const store = t.app.get(EventStore);
    const { data } = (await t.admin.get('/v1/projects/large/items?limit=1000').expect(200)).body;
    for (let round = 0; round < ROUNDS; round += 1) {
      const writes = data.map((item: { id: string; key: string; title: string; wording_hash: string }) => ({
        stream: itemStream(checklists[0] ?? '', item.id),
        expected: round,
        project,
        events: [
          {
            type: 'item.checked',
            revision: 1,
            payload: {
              project_key: 'large',
              checklist_key: 'list-0',
              item_key: item.key,
              title: item.title,
              wording_hash: item.wording_hash,
              before: { status: round === 0 ? 'open' : 'checked' },
              after: { status: 'checked' },
              effective_at: null,
              evidence: [],
              measured: null,
            },
          },
        ],
      }));
      await store.append({
        tenant: 'default',
        context: CONTEXT,
        writes,
        reads: [{ stream: checklistStream(checklists[0] ?? ''), expected: 1 }],
      });
      await readiness('large');
    }
    // Autovacuum does so within a minute; plans made for empty tables would be measured before.
    await t.db.admin`ANALYZE`;
    const { body } = await readiness('large');
    expect(body).toMatchObject({ verdict: 'ready', counts: { checked: ITEMS } });
    const warm: number[] = [];
    for (let at = 0; at < 60; at += 1) warm.push(await time(async () => readiness('large')));
    const after: number[] = [];
    const change: number[] = [];
    for (let at = 0; at < 30; at += 1) {
      change.push(await time(async () => tick('large', at)));
      after.push(await time(async () => readiness('large')));
    }
    await apply('huge', 20);
    const hugeChange: number[] = [];
    for (let at = 0; at < 30; at += 1) hugeChange.push(await time(async () => tick('huge', at)));
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const cold = await time(async () => readiness('huge'));
    delay.disable();
    const figures = {
      events: ITEMS * ROUNDS,
      'warm, nothing changed': median(warm),
      'after a change': median(after),
      'a change, 1,000 items': median(change),
      'a change, 20,000 items': median(hugeChange),
      '20,000 items, cold': cold,
      'longest hold-up of the event loop then': delay.max / 1e6,
    };
    process.stdout.write(`${JSON.stringify(figures)}\n`);
    // Far above what is measured alone on a machine: others may be at work.
    expect(median(warm)).toBeLessThan(60);
    expect(median(after)).toBeLessThan(120);
    expect(median(hugeChange)).toBeLessThan(median(change) * 3 + 10);
  }, 600_000);
});
