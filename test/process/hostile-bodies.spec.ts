import { mkdtempSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_KEY, ServiceProcess } from './crash/built-service.js';
import { clearAway, scratchFolder } from './embedded/scene.js';

const MIB = 1024 * 1024;
const HUGE = 100 * MIB;
const CLIENTS = 20;
/** Were one body kept, it would be more; were all of them, 2,000 MiB. */
const MOST_GROWTH = 90 * MIB;
/** What may be in socket buffers and under way before the refusal arrives, of 100 MiB. */
const MOST_SENT = 16 * MIB;
const SLOW_CLIENTS = 50;
const TIMEOUT = { timeout: 60_000 };

const scratch = scratchFolder();
let service: ServiceProcess;
let port: number;

beforeAll(async () => {
  service = await ServiceProcess.start(mkdtempSync(join(scratch, 'data-')));
  port = Number(new URL(service.url).port);
});
afterAll(async () => {
  await service.terminate();
  clearAway(scratch);
});

const KEY = `Authorization: Bearer ${ADMIN_KEY}`;
const BAD_KEY = 'Authorization: Bearer nobody';
const JSON_TYPE = 'Content-Type: application/json';
const TEXT_TYPE = 'Content-Type: text/markdown';

function head(path: string, ...headers: string[]): string {
  return [`POST ${path} HTTP/1.1`, 'Host: x', ...headers, '', ''].join('\r\n');
}

interface Outcome {
  /** NaN where the connection ended before there was one. */
  readonly status: number;
  readonly sent: number;
}

/** Sends a head and 100 MiB behind it, until the server closes or has it all. */
async function sendHuge(text: string, frame: (bytes: Buffer) => Buffer): Promise<Outcome> {
  const socket = connect(port, '127.0.0.1');
  let said = '';
  socket.on('data', (bytes) => (said += bytes.toString('latin1')));
  // What is sent to a socket that the server has closed.
  socket.on('error', () => undefined);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.write(text);
  const piece = frame(Buffer.alloc(64 * 1024, ' '));
  let left = HUGE;
  const pump = (): void => {
    while (left > 0 && socket.writable) {
      left -= piece.length;
      if (!socket.write(piece)) return void socket.once('drain', pump);
    }
  };
  pump();
  await closed;
  return {
    status: Number(/^HTTP\/1.1 (\d+)/.exec(said)?.[1]),
    sent: socket.bytesWritten - socket.writableLength,
  };
}

const plain = (bytes: Buffer): Buffer => bytes;
const chunked = (bytes: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
const LENGTH = `Content-Length: ${HUGE}`;
const CHUNKED = 'Transfer-Encoding: chunked';
const IMPORT = '/v1/templates/import?name=huge';

/** What a connection says until the other side ends it, in one way or the other. */
async function answerUntilClosed(socket: Socket): Promise<{ text: string; isReset: boolean }> {
  const chunks: Buffer[] = [];
  let isReset = false;
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.on('error', () => (isReset = true));
  await new Promise((resolve) => socket.on('close', resolve));
  return { text: Buffer.concat(chunks).toString('latin1'), isReset };
}

async function isServed(): Promise<void> {
  const answer = await fetch(`${service.url}/v1/me`, { headers: { authorization: `Bearer ${ADMIN_KEY}` } });
  expect(answer.status).toBe(200);
}

describe('A body of 100 MiB', TIMEOUT, () => {
  it.each<[string, string, (bytes: Buffer) => Buffer, number]>([
    ['of stated length', head('/v1/projects', KEY, JSON_TYPE, LENGTH), plain, 413],
    ['of no stated length', head('/v1/projects', KEY, JSON_TYPE, CHUNKED), chunked, 413],
    ['of text, stated', head(IMPORT, KEY, TEXT_TYPE, LENGTH), plain, 413],
    ['of text, not stated', head(IMPORT, KEY, TEXT_TYPE, CHUNKED), chunked, 413],
    ['packed', head('/v1/projects', KEY, JSON_TYPE, 'Content-Encoding: gzip', CHUNKED), chunked, 413],
    ['without a credential', head('/v1/projects', JSON_TYPE, CHUNKED), chunked, 401],
    ['with a wrong one', head(IMPORT, BAD_KEY, TEXT_TYPE, LENGTH), plain, 401],
    ['to no route', head('/v1/nothing', JSON_TYPE, LENGTH), plain, 404],
  ])('%s is refused before it is there, in the memory of one', async (_, text, frame, status) => {
    await sendHuge(text, frame);
    const before = service.residentBytes;
    const outcomes = await Promise.all(Array.from({ length: CLIENTS }, () => sendHuge(text, frame)));
    // A reset of the connection may overtake the answer.
    const answered = outcomes.map((outcome) => outcome.status).filter((each) => !Number.isNaN(each));
    expect(new Set(answered)).toEqual(new Set([status]));
    expect(Math.max(...outcomes.map(({ sent }) => sent))).toBeLessThan(MOST_SENT);
    expect(service.residentBytes - before).toBeLessThan(MOST_GROWTH);
    await isServed();
  });
});

describe('Clients that are slow', TIMEOUT, () => {
  it('are cut off, by headers or by bodies, and others are served meanwhile', async () => {
    const socketsOf = (text: string): Socket[] =>
      Array.from({ length: SLOW_CLIENTS }, () =>
        connect(port, '127.0.0.1', function (this: Socket) {
          this.write(text);
        }),
      );
    const slow = [
      ...socketsOf('GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: '),
      ...socketsOf(head('/v1/projects', KEY, JSON_TYPE, 'Content-Length: 1000')),
    ];
    // A byte now and then keeps no connection open.
    const trickle = setInterval(() => slow.forEach((socket) => socket.writable && socket.write('1')), 250);
    const other = { served: 0, isOver: false };
    const others = (async () => {
      for (; !other.isOver; other.served += 1) await isServed();
    })();
    const answers = await Promise.all(slow.map(answerUntilClosed));
    other.isOver = true;
    clearInterval(trickle);
    await others;
    // A byte on its way when the server closes has TCP reset the connection: the answer may be lost with it.
    const told = answers.filter(({ text, isReset }) => text !== '' || !isReset);
    expect(new Set(told.map(({ text }) => text.split('\r\n', 1)[0]))).toEqual(
      new Set(['HTTP/1.1 408 Request Timeout']),
    );
    expect(other.served).toBeGreaterThan(SLOW_CLIENTS);
  });
});
