import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FakeApi, pagesOf, problem } from './support/fake-api.js';
import { runCli } from './support/run-cli.js';
import { checkedItem, checklist, written } from './support/samples.js';

const api = new FakeApi();
beforeAll(() => api.start());
afterAll(() => api.stop());
beforeEach(() => api.reset());

const ITEMS = '/v1/projects/p/checklists/c/items';
const check = ['check', '-p', 'p', '-c', 'c', '--lines', '-'];
const ndjson = (...rows: readonly unknown[]): string =>
  rows.map((row) => `${JSON.stringify(row)}\n`).join('');

describe('--lines', () => {
  test('sends each line, with what the command line gives for all of them', async () => {
    api.on(`POST ${ITEMS}/a/check`, { json: written(checkedItem()) });
    api.on(`POST ${ITEMS}/b/check`, { json: written(checkedItem()) });
    const stdin = ndjson({ item: 'a', reason: 'own' }, { item: 'b', if_match: 3, idempotency_key: 'mine' });
    const flags = ['--reason', 'all', '--idempotency-key', 'k', '-o', 'ndjson'];
    const ended = await runCli(api.url, [...check, ...flags], { stdin });
    expect(ended.code).toBe(0);
    expect(
      ended.out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toMatchObject([
      { line: 1, ok: true, answer: { position: 42 } },
      { line: 2, ok: true, answer: { position: 42 } },
    ]);
    expect(JSON.parse(ended.err)).toEqual({ summary: { done: 2, failed: 0 } });
    expect(api.received.map(({ body }) => JSON.parse(body))).toEqual([{ reason: 'own' }, { reason: 'all' }]);
    expect(api.received[0]?.headers).toMatchObject({ 'idempotency-key': 'k-1' });
    expect(api.received[1]?.headers).toMatchObject({ 'idempotency-key': 'mine', 'if-match': '"3"' });
  });

  test('goes on behind a line that fails, tells of each, and ends with 7', async () => {
    api.on(`POST ${ITEMS}/a/check`, problem(409, 'conflict'));
    api.on(`POST ${ITEMS}/b/check`, { json: written(checkedItem()) });
    const stdin = `{"item":"a"}\nno json\n\n{"itm":"a"}\n{"reason":"no item"}\n{"item":["a"]}\n{"item":"b"}\n`;
    const ended = await runCli(api.url, check, { stdin });
    expect(ended.code).toBe(7);
    expect(ended.out).toContain('Recorded at position 42');
    expect(ended.err.trim().split('\n')).toEqual([
      'clearance: warning: line 1: Detail of conflict. (conflict)',
      'clearance: warning: line 2: the line is no JSON object (wrong_usage)',
      'clearance: warning: line 4: "itm" is no argument or option of this command (wrong_usage)',
      "clearance: warning: line 5: missing required argument 'item' (wrong_usage)",
      'clearance: warning: line 6: "item" must be a text or a number (wrong_usage)',
      'clearance: 1 done, 5 failed',
    ]);
    const csv = await runCli(api.url, [...check, '-o', 'csv'], { stdin });
    expect(csv.out).toMatch(
      /^line,ok,code,position,detail\r\n1,false,conflict,,Detail of conflict\.\r\n2,false/,
    );
    expect(csv.out).toMatch(/\r\n7,true,,42,\r\n$/);
  });

  test('stops where nothing behind it would go better', async () => {
    api.on(`POST ${ITEMS}/a/check`, problem(401, 'unauthenticated'));
    const ended = await runCli(api.url, check, { stdin: ndjson({ item: 'a' }, { item: 'b' }) });
    expect(ended.code).toBe(5);
    expect(ended.err).toContain('0 done, 1 failed');
    expect(api.received).toHaveLength(1);
  });

  test('shows a bar on a terminal', async () => {
    api.on(`POST ${ITEMS}/a/check`, { json: written(checkedItem()) });
    const ended = await runCli(api.url, check, { stdin: ndjson({ item: 'a' }), terminal: 80 });
    expect(ended.err).toContain('check  [########################]  100 %  1/1 lines');
    expect(ended.out).toBe('');
  });
});

describe('batch', () => {
  const BATCH = 'POST /v1/projects/p/batch';
  const answer = (results: object[]): { json: object } => ({ json: { position: 9, events: [], results } });

  test('sends lines in requests of a size, and says which failed', async () => {
    api.on('GET /v1/projects/p/checklists', ...pagesOf([checklist({ key: 'go-live' })]));
    const refused = { title: 'T', status: 404, detail: 'no such item', code: 'not_found', request_id: 'r' };
    api.on(
      BATCH,
      answer([
        { index: 0, status: 'done', position: 8 },
        { index: 1, status: 'refused', problem: refused },
      ]),
      answer([{ index: 0, status: 'done', position: 9 }]),
    );
    const stdin = ndjson(
      { item: 'a', action: 'check' },
      { item: 'x', action: 'check' },
      { item: 'b', action: 'fail', checklist: 'other', body: { reason: 'no' } },
    );
    const flags = ['-p', 'p', '--size', '2', '--idempotency-key', 'k'];
    const ended = await runCli(api.url, ['batch', '-', ...flags], { stdin });
    expect(ended.code).toBe(7);
    expect(ended.out).toBe('check a: recorded at position 8\nfail b: recorded at position 9\n');
    expect(ended.err).toBe(
      'clearance: warning: line 2: no such item (not_found)\nclearance: 2 done, 1 failed\n',
    );
    const [, first, second] = api.received;
    expect(JSON.parse(first?.body ?? '')).toEqual({
      commands: [
        { checklist: 'go-live', item: 'a', action: 'check' },
        { checklist: 'go-live', item: 'x', action: 'check' },
      ],
    });
    expect(JSON.parse(second?.body ?? '')).toMatchObject({ commands: [{ checklist: 'other' }] });
    expect([first, second].map((one) => one?.headers['idempotency-key'])).toEqual(['k-1', 'k-2']);
  });

  test('sends nothing where a line is no JSON object', async () => {
    const ended = await runCli(api.url, ['batch', '-', '-p', 'p', '-c', 'c'], { stdin: '{}\nx\n' });
    expect(ended).toMatchObject({ code: 2, err: expect.stringContaining('line 2') });
    expect(api.received).toEqual([]);
  });

  test('--atomic is one request', async () => {
    api.on(BATCH, answer([{ index: 0, status: 'done' }]));
    const argv = ['batch', '-', '-p', 'p', '-c', 'c', '--atomic'];
    expect((await runCli(api.url, argv, { stdin: '{"item":"a","action":"check"}' })).code).toBe(0);
    expect(JSON.parse(api.only.body)).toMatchObject({ atomic: true });
    const many = await runCli(api.url, argv, { stdin: '{}\n'.repeat(1001) });
    expect(many).toMatchObject({ code: 2, err: expect.stringContaining('up to 1000') });
  });

  test('--atomic that is refused tells of each line that is at fault', async () => {
    const refused = (index: number, detail: string): object => ({
      index,
      status: 'refused',
      problem: { title: 'T', status: 404, detail, code: 'not_found', request_id: 'r' },
    });
    const results = [
      refused(0, 'no such item'),
      { index: 1, status: 'not_done' },
      refused(2, 'no item either'),
    ];
    api.on(BATCH, problem(422, 'batch_refused', { results }));
    const argv = ['batch', '-', '-p', 'p', '-c', 'c', '--atomic'];
    const stdin =
      '{"item":"a","action":"check"}\n\n{"item":"b","action":"check"}\n{"item":"c","action":"check"}\n';
    const ended = await runCli(api.url, argv, { stdin });
    expect(ended.code).toBe(2);
    expect(ended.err.split('\n').slice(0, 3)).toEqual([
      'clearance: warning: line 1: no such item (not_found)',
      'clearance: warning: line 4: no item either (not_found)',
      'clearance: Detail of batch_refused.',
    ]);
    const json = await runCli(api.url, [...argv, '-o', 'json'], { stdin });
    expect(JSON.parse(json.err)).toMatchObject({ code: 'batch_refused', results });
  });
});
