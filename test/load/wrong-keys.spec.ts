import { Agent, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { KeyAuthenticator } from '../../src/features/access/authenticator.js';
import { makeKey } from '../../src/features/access/key.js';
import { createTestApp, type TestApp } from '../support/test-app.js';

const MOST_FAILED = 300;
const WRONG = 10_000;
const AT_ONCE = 32;
const MINUTE_MS = 60_000;

let t: TestApp;
let port: number;
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE + 1 });

beforeAll(async () => {
  t = await createTestApp(undefined, { CLEARANCE_FAILED_LOGINS_PER_MINUTE: `${MOST_FAILED}` });
  port = (t.server.address() as AddressInfo).port;
});
afterAll(async () => {
  agent.destroy();
  await t.close();
});

interface Answer {
  readonly status: number;
  readonly retryAfter: number | null;
}

async function ask(key: string, from = '127.0.0.1'): Promise<Answer> {
  const headers = { authorization: `Bearer ${key}` };
  return await new Promise((resolve, reject) => {
    const asked = send(
      { port, host: '127.0.0.1', localAddress: from, path: '/v1/me', headers, agent },
      (answer) => {
        const after = answer.headers['retry-after'];
        const told = {
          status: answer.statusCode ?? 0,
          retryAfter: after === undefined ? null : Number(after),
        };
        void text(answer).then(() => resolve(told), reject);
      },
    );
    asked.on('error', reject).end();
  });
}

/** Sends so many keys, some at once; gives the answers in order. */
async function askAll(count: number, keyOf: (n: number) => string): Promise<Answer[]> {
  const answers: Answer[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let n = next++; n < count; n = next++) answers[n] = await ask(keyOf(n));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return answers;
}

/** Times that a key was looked for in the database while something was done, and how many minutes began meanwhile. */
async function looksDuring<T>(work: () => Promise<T>): Promise<{ value: T; looks: number; minutes: number }> {
  const started = performance.now();
  const lookups: { find: () => Promise<unknown> } = t.app.get(KeyAuthenticator, { strict: false });
  const find = vi.spyOn(lookups, 'find');
  try {
    const value = await work();
    const minutes = 1 + Math.floor((performance.now() - started) / MINUTE_MS);
    return { value, looks: find.mock.calls.length, minutes };
  } finally {
    find.mockRestore();
  }
}

describe('10,000 wrong keys', { timeout: 120_000 }, () => {
  it('cost a look at the database for the first of them alone; who has a right one, or another address, is served', async () => {
    expect((await ask(t.adminKey)).status).toBe(200);
    const { body: before } = await t.admin.get('/v1/events?limit=1').expect(200);
    const {
      value: answers,
      looks,
      minutes,
    } = await looksDuring(() => askAll(WRONG, () => makeKey('default').text));
    const refused = answers.filter(({ status }) => status === 401);
    const turnedAway = answers.filter(({ status }) => status === 429);
    expect(refused.length + turnedAway.length).toBe(WRONG);
    expect(refused.length).toBeGreaterThanOrEqual(MOST_FAILED);
    // What was under way when the last of them was counted.
    expect(refused.length).toBeLessThanOrEqual(minutes * (MOST_FAILED + AT_ONCE));
    for (const { retryAfter } of turnedAway) expect(retryAfter).toBeGreaterThan(0);
    expect(looks).toBe(refused.length);

    expect((await ask(t.adminKey)).status).toBe(200);
    expect((await ask(t.adminKey, '127.0.0.2')).status).toBe(200);
    expect((await ask(makeKey('default').text, '127.0.0.2')).status).toBe(401);
    const { body: after } = await t.admin.get('/v1/events?limit=1').expect(200);
    expect(after.data[0].position).toBe(before.data[0].position);
  });

  it('that are none in form, or have a wrong check sum, cost none at all', async () => {
    const key = makeKey('default').text;
    const broken = [
      `${key.slice(0, -1)}${key.endsWith('0') ? '1' : '0'}`,
      key.slice(0, -1),
      `${key}0`,
      key.replace('clr_default', 'clr_acme'),
      'nobody',
    ];
    // From an address of its own each, so that none is told to wait. (32 other characters might be an admin key.)
    const { value, looks } = await looksDuring(async () =>
      Promise.all(broken.map((each, n) => ask(each, `127.0.1.${n + 1}`))),
    );
    expect(value.map(({ status }) => status)).toEqual(broken.map(() => 401));
    expect(looks).toBe(0);
  });
});
