import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { duration, progressLine } from '../../src/cli/output/progress.js';
import { FakeApi, type Reply } from './support/fake-api.js';
import { runCli } from './support/run-cli.js';
import { rebuild } from './support/samples.js';

const api = new FakeApi();
beforeAll(() => api.start());
afterAll(() => api.stop());
beforeEach(() => api.reset());

const ROUTE = '/v1/admin/projections/items/rebuild';
const state = (changed: Parameters<typeof rebuild>[0]): Reply => ({ json: rebuild(changed) });
const ended = rebuild({ state: 'done', position: 1000, progress: 1 });

function serve(...states: Reply[]): void {
  api.on(`POST ${ROUTE}`, { status: 202, json: rebuild() }).on(`GET ${ROUTE}`, ...states);
}

describe('clearance rebuild', () => {
  test('asks until it is done, and shows rate and time left on a terminal', async () => {
    serve(state({ position: 250 }), state({ position: 500 }), { json: ended });
    const { code, out, err } = await runCli(api.url, ['rebuild', 'items', '--fresh'], { terminal: 100 });
    expect(code).toBe(0);
    expect(JSON.parse(api.received[0]?.body ?? '')).toEqual({ fresh: true });
    expect(err.split('\r').map((line) => line.replace('\u001b[K', ''))).toEqual([
      '',
      'items  [------------------------]  0 %  0/1000 events',
      'items  [######------------------]  25 %  250/1000 events  1000/s  1 s left',
      'items  [############------------]  50 %  500/1000 events  1000/s  1 s left',
      '',
    ]);
    expect(out).toBe('Rebuilt items up to position 1000 in 1 s\n');
  });

  test('counts the rate anew for the next tenant', async () => {
    serve(state({ position: 900 }), state({ tenant: 'other', position: 100 }), { json: ended });
    const { err } = await runCli(api.url, ['rebuild', 'items'], { terminal: 100 });
    expect(err).toContain('100/1000 events\u001b[K');
  });

  test('is silent for scripts, and gives them the last answer', async () => {
    serve(state({ position: 500 }), { json: ended });
    const json = await runCli(api.url, ['rebuild', 'items', '-o', 'json']);
    expect(json).toMatchObject({ code: 0, out: `${JSON.stringify(ended)}\n`, err: '' });
  });

  test('compares where it is asked to, and says what differs', async () => {
    serve({ json: ended });
    const same = await runCli(api.url, ['rebuild', 'items', '--verify']);
    expect(JSON.parse(api.received[0]?.body ?? '')).toEqual({ fresh: false, verify: true });
    expect(same).toMatchObject({ code: 0, err: '' });
    expect(same.out).toMatch(/^Rebuilt items up to position 1000 in \d+ s; the live rows were the same\n$/);

    api.reset();
    const differences = [{ tenant: 'default', table: 'items', only_live: 1, only_rebuilt: 2 }];
    const found = { state: 'different', position: 1000, differences };
    serve({ json: rebuild(found) });
    const kept = await runCli(api.url, ['rebuild', 'items', '--verify', '--keep']);
    expect(JSON.parse(api.received[0]?.body ?? '')).toMatchObject({ verify: true, on_difference: 'keep' });
    expect(kept.code).toBe(70);
    expect(kept.out).toContain('; the live rows were others, the live tables stay in place:\n');
    expect(kept.out).toContain(
      '  items of default: 1 row only in the live table, 2 only in the rebuilt one\n',
    );
    serve({ json: rebuild({ ...found, swapped: true }) });
    const json = await runCli(api.url, ['rebuild', 'items', '--verify', '-o', 'json']);
    expect([json.code, JSON.parse(json.out)]).toMatchObject([70, { differences, swapped: true }]);
    serve({ json: rebuild({ ...found, swapped: true }) });
    const csv = await runCli(api.url, ['rebuild', 'items', '--verify', '-o', 'csv']);
    expect(csv.out).toMatch(/,differences,swapped,error\r\nitems,different,.*,1,true,\r\n$/);
  });

  test('keeps nothing that was not compared', async () => {
    const refused = await runCli(api.url, ['rebuild', 'items', '--keep']);
    expect(refused).toMatchObject({ code: 2, out: '', err: expect.stringContaining('--verify') });
    expect(api.received).toEqual([]);
  });

  test('tells of one that failed, and of one the service forgot', async () => {
    serve(state({ state: 'failed', error: 'a row too many' }));
    const failed = await runCli(api.url, ['rebuild', 'items']);
    expect(failed).toMatchObject({ code: 70, out: '' });
    expect(failed.err).toContain('a row too many');
    serve(state({ state: 'never' }));
    const lost = await runCli(api.url, ['rebuild', 'items']);
    expect(lost.code).toBe(70);
    expect(lost.err).toContain('was restarted');
  });
});

test('A progress line bears totals that are not known yet, or were passed', () => {
  const still = { label: 'items', doneBefore: 0, elapsedMs: 0 };
  expect(progressLine({ ...still, done: 0, total: 0 })).toBe('items  starting');
  expect(progressLine({ ...still, done: 12, total: 10 })).toContain('100 %');
});

test.each([
  [-1, '0 s'],
  [59.2, '1 min 0 s'],
  [125, '2 min 5 s'],
  [4200, '1 h 10 min'],
])('%d seconds are %s', (seconds, words) => {
  expect(duration(seconds)).toBe(words);
});
