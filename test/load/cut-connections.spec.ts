import { randomInt } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ByteCut, ByteCutter } from '../support/byte-cutter.js';
import { exchange, type RawAnswer, type RawRequest, requestBytes } from '../support/raw-exchange.js';
import { createScene, type Scene } from '../e2e/support/scene.js';

const COMMANDS = 1_000;
const BATCHES = 50;
const BATCH_SIZE = 5;
/** So many callers at once. */
const CALLERS = 8;
/** More tries than anybody needs: half of the connections are cut. */
const PAUSE_MS = 20;
const MOST_TRIES = 100;

interface Command {
  readonly key: string;
  readonly mark: string;
  readonly request: RawRequest;
  /** How many events it records where it is done once. */
  readonly events: number;
}

interface WriteBody {
  readonly position: number;
  readonly events: readonly { readonly id: string; readonly position: number }[];
}

/** A different word for each command, so that the log tells how often it was done. */
const markOf = (n: number): string => `mark-${String(n).padStart(5, '0')}x`;
/** As many items as there are callers and more, so that what is written to one stays short. */
const ITEMS = 100;
const itemOf = (n: number): string => `/v1/projects/cut/checklists/all/items/item-${n % ITEMS}`;

/** Writes of several kinds, none of which is refused where it is done twice: only its key keeps it from that. */
const KINDS: readonly ((
  mark: string,
  item: string,
) => readonly [method: string, path: string, body: object])[] = [
  (text, item) => ['POST', `${item}/comment`, { text }],
  (reason, item) => ['POST', `${item}/waivers`, { reason, expires_at: '2099-01-01T00:00:00Z' }],
  (title, item) => [
    'POST',
    `${item}/evidence`,
    { title, url: 'https://ci.example.com/1', effective_on: '2026-01-01' },
  ],
  (name) => ['POST', '/v1/members', { name, roles: ['script'] }],
  (name) => [
    'POST',
    '/v1/projects/shop/gates/go-live/evaluations',
    { subject: { name, digest: 'sha256:1', environment: 'production' } },
  ],
  (title) => ['POST', '/v1/templates', { key: title, title, sections: [] }],
  (description) => ['PATCH', '/v1/projects/empty', { description }],
  (key) => ['POST', '/v1/projects', { key }],
];

describe('Writes over connections that are cut', () => {
  let scene: Scene;
  let cutter: ByteCutter;
  let start: number;
  let length = 0;

  /** Half of the connections are cut: before, in or right behind the request, or before or in the answer. */
  const decide = (): ByteCut | null => {
    const chance = randomInt(8);
    if (chance >= 4) return null;
    if (chance === 0) return { side: 'request', after: randomInt(1, length) };
    if (chance === 1) return { side: 'request', after: length };
    return { side: 'answer', after: chance === 2 ? 1 : randomInt(1, 1_500) };
  };

  beforeAll(async () => {
    scene = await createScene();
    cutter = await ByteCutter.start(direct(), () => decide());
    const items = Array.from({ length: ITEMS }, (_, n) => ({ title: `Item ${n}`, key: `item-${n}` }));
    const all = { key: 'all', title: 'All', sections: [{ title: 'S', key: 's', items }] };
    await scene.admin.post('/v1/templates').send(all).expect(201);
    await scene.admin.post('/v1/projects').send({ key: 'cut' }).expect(201);
    await scene.admin.post('/v1/projects/cut/checklists').send({ template: 'all' }).expect(201);
    const { body } = await scene.admin.get('/v1/events?limit=1').expect(200);
    start = body.data[0].position;
  });
  afterAll(async () => {
    await cutter.stop();
    await scene.close();
  });

  /** Where no connection is cut. */
  const direct = (): number => (scene.server.address() as AddressInfo).port;

  const headers = (key: string) => ({
    authorization: `Bearer ${scene.keys.admin}`,
    'idempotency-key': key,
  });

  /** Sends a command until it is answered, as somebody does who leans on the key alone. */
  async function untilAnswered({ key, request }: Command, port = cutter.port): Promise<RawAnswer> {
    const bytes = requestBytes({ ...request, headers: headers(key) });
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      length = bytes.length;
      const answer = await exchange(port, bytes);
      if (answer !== null && answer.status !== 409) return answer;
      // The one that was cut may run still: the others get their turn, as its caller would give them.
      if (answer !== null) await setTimeout(PAUSE_MS);
    }
    throw new Error(`${key} was not answered in ${MOST_TRIES} tries`);
  }

  /** Every command with its answer and the answer to its repetition, several at once. */
  async function sendAll(commands: readonly Command[]): Promise<[Command, RawAnswer, RawAnswer][]> {
    const waiting = [...commands];
    const sent: [Command, RawAnswer, RawAnswer][] = [];
    const caller = async (): Promise<void> => {
      for (let command = waiting.shift(); command; command = waiting.shift()) {
        const first = await untilAnswered(command);
        sent.push([command, first, await untilAnswered(command, direct())]);
      }
    };
    await Promise.all(Array.from({ length: CALLERS }, caller));
    return sent;
  }

  async function logSince(position: number): Promise<{ id: string; text: string; position: number }[]> {
    const { text } = await scene.admin
      .get(`/v1/events?order=asc&after=${position}`)
      .set('accept', 'application/x-ndjson')
      .buffer(true)
      .parse((answer, done) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => done(null, Buffer.concat(chunks).toString()));
      })
      .then(({ body }) => ({ text: body as string }));
    return text
      .trimEnd()
      .split('\n')
      .map((line) => ({
        ...(JSON.parse(line) as { id: string; position: number; actor: object }),
        text: line,
      }));
  }

  it(`${COMMANDS} commands of ${KINDS.length} kinds, each repeated with its key, happened once each`, async () => {
    const request = (n: number, mark: string): RawRequest => {
      const [method, path, body] = KINDS[n % KINDS.length]?.(mark, itemOf(n)) ?? ['', '', {}];
      return { method, path, headers: {}, body };
    };
    const eventsOf: number[] = [];
    for (const n of KINDS.keys()) {
      const bytes = requestBytes({ ...request(n, markOf(90_000 + n)), headers: headers(`uncut-${n}`) });
      const uncut = await exchange(direct(), bytes);
      expect(uncut?.status).toBeLessThan(300);
      eventsOf.push((uncut?.body as WriteBody | undefined)?.events.length ?? 0);
    }
    const commands = Array.from({ length: COMMANDS }, (_, n): Command => {
      const mark = markOf(n);
      return { key: `cut-${n}`, mark, request: request(n, mark), events: eventsOf[n % KINDS.length] ?? 0 };
    });
    const sent = await sendAll(commands);
    await expectOnce(sent);
    // Both sides were cut again and again, or this shows nothing.
    expect(Math.min(cutter.cuts.request, cutter.cuts.answer)).toBeGreaterThan(COMMANDS / 10);
  }, 180_000);

  it.each([false, true])(`${BATCHES} batches with a key each: atomic %s`, async (atomic) => {
    const before = { ...cutter.cuts };
    const commands = Array.from({ length: BATCHES }, (_, n): Command => {
      const mark = markOf((atomic ? 20_000 : 10_000) + n);
      const body = { text: mark };
      const one = { checklist: 'all', item: `item-${n}`, action: 'comment', body };
      return {
        key: `cut-batch-${atomic}-${n}`,
        mark,
        request: {
          method: 'POST',
          path: '/v1/projects/cut/batch',
          headers: {},
          body: { atomic, commands: Array.from({ length: BATCH_SIZE }, () => one) },
        },
        events: BATCH_SIZE,
      };
    });
    await expectOnce(await sendAll(commands));
    expect(cutter.cuts.answer + cutter.cuts.request).toBeGreaterThan(
      before.answer + before.request + BATCHES / 4,
    );
  });

  /** Each was done once: its answers are the same, and the log has what they name and nothing else of it. */
  async function expectOnce(sent: readonly [Command, RawAnswer, RawAnswer][]): Promise<void> {
    const log = await logSince(start);
    const known = new Set(log.map(({ id }) => id));
    const counted = new Map<string, number>();
    for (const { text } of log)
      for (const mark of new Set(text.match(/mark-\d{5}x/g))) counted.set(mark, (counted.get(mark) ?? 0) + 1);
    const told = new Set<string>();
    for (const [command, first, again] of sent) {
      expect([command.key, first.status < 300, first.status]).toEqual([command.key, true, again.status]);
      expect(again.body).toEqual(first.body);
      const { events } = first.body as WriteBody;
      expect([command.key, counted.get(command.mark), events.length]).toEqual([
        command.key,
        command.events,
        command.events,
      ]);
      for (const { id } of events) {
        expect(known.has(id)).toBe(true);
        told.add(id);
      }
    }
    expect(told.size).toBe(sent.reduce((sum, [{ events }]) => sum + events, 0));
  }
});
