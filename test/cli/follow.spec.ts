import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FakeApi, problem } from './support/fake-api.js';
import { runCli } from './support/run-cli.js';
import { event } from './support/samples.js';

const api = new FakeApi();
beforeAll(() => api.start());
afterAll(() => api.stop());
beforeEach(() => api.reset());

const STREAM = 'GET /v1/events/stream';
const sse = (...positions: number[]): { text: string } => from(1, ...positions);
const from = (after: number, ...positions: number[]): { text: string } => ({
  text: `retry: 2000\nid: ${after}\n: after ${after}\n\n: \n\n${positions
    .map((position) => `id: ${position}\ndata: ${JSON.stringify(event({ position }))}\n\n`)
    .join(': \n\n')}`,
});

describe('clearance event follow', () => {
  test('comes back with the last id, so that nothing is missing or twice', async () => {
    api.on(STREAM, sse(2, 3), problem(503, 'unavailable'), 'break the connection', sse(4));
    const argv = ['event', 'follow', '-p', 'shop', '--after', '1', '--limit', '3', '-o', 'ndjson'];
    const ended = await runCli(api.url, argv);
    expect(ended).toMatchObject({ code: 0, err: '' });
    const positions = ended.out
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { position: number }).position);
    expect(positions).toEqual([2, 3, 4]);
    expect(api.received.map(({ headers }) => headers['last-event-id'])).toEqual([undefined, '3', '3', '3']);
    expect(api.received[0]?.query).toEqual({ project: 'shop', after: '1' });
    expect(ended.waits).toHaveLength(3);
  });

  test('comes back behind where it began, and behind what was looked at, where nothing matched', async () => {
    const silent = { text: `${from(138).text}id: 150\n: \n\n` };
    api.on(STREAM, from(138), silent, from(150, 151));
    const ended = await runCli(api.url, ['event', 'follow', '--limit', '1', '-o', 'ndjson']);
    expect(ended).toMatchObject({ code: 0 });
    expect(JSON.parse(ended.out)).toMatchObject({ position: 151 });
    expect(api.received.map(({ headers }) => headers['last-event-id'])).toEqual([undefined, '138', '150']);
  });

  test('does not give up where heartbeats come and no event', async () => {
    const silent = { text: `${from(7).text}id: 7\n: \n\n` };
    api.on(STREAM, ...Array.from({ length: 12 }, () => silent), from(7, 8));
    const ended = await runCli(api.url, ['event', 'follow', '--limit', '1']);
    expect(ended).toMatchObject({ code: 0 });
    expect(api.received).toHaveLength(13);
  });

  test('says why it may not, at once', async () => {
    api.on(STREAM, problem(403, 'not_allowed'));
    expect((await runCli(api.url, ['event', 'follow'])).code).toBe(5);
    expect(api.received).toHaveLength(1);
  });

  test('gives up where nothing comes any more', async () => {
    api.on(STREAM, sse());
    expect((await runCli(api.url, ['event', 'follow'])).code).toBe(6);
  });
});
