import { afterAll, beforeAll, expect, test } from 'vitest';
import { Drain } from '../../src/http/drain.js';
import { Readiness } from '../../src/http/health.controller.js';
import { startApp, type TinyApp, type TinyReadiness } from './tiny-app.js';

let tiny: TinyApp;
beforeAll(async () => {
  tiny = await startApp({ controllers: [] });
});
afterAll(() => tiny.app.close());

const readiness = () => tiny.app.get<Readiness, TinyReadiness>(Readiness, { strict: false });

test.each(['/healthz', '/debug/healthz'])('%s answers without asking anything', async (path) => {
  readiness().state = { ready: false, checks: { database: 'down' } };
  const answer = await tiny.http.get(path);
  expect([answer.status, answer.body]).toEqual([200, { status: 'ok' }]);
});

test.each(['/readyz', '/debug/ready'])('%s says what is missing', async (path) => {
  readiness().state = { ready: true, checks: { database: 'ok' } };
  const ready = await tiny.http.get(path);
  expect([ready.status, ready.body]).toEqual([200, { status: 'ready', checks: { database: 'ok' } }]);

  readiness().state = { ready: false, checks: { database: 'no answer within 1 s' } };
  const broken = await tiny.http.get(path);
  expect(broken.status).toBe(503);
  expect(broken.headers['content-type']).toBe('application/problem+json');
  expect(broken.body).toMatchObject({ code: 'not_ready', checks: { database: 'no answer within 1 s' } });
});

test('a server that is going down is alive, not ready, and keeps no connection', async () => {
  readiness().state = { ready: true, checks: { database: 'ok' } };
  tiny.app.get(Drain, { strict: false }).start();
  const answer = await tiny.http.get('/readyz');
  expect(answer.body).toMatchObject({ status: 503, code: 'not_ready', checks: { server: 'going down' } });
  const alive = await tiny.http.get('/healthz');
  expect([alive.status, alive.headers['connection']]).toEqual([200, 'close']);
});
