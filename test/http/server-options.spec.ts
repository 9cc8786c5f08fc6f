import { connect } from 'node:net';
import { Body, Controller, Post } from '@nestjs/common';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fastifyOptions } from '../../src/app.setup.js';
import { Public } from '../../src/http/access.decorators.js';
import { startApp, type TinyApp } from './tiny-app.js';

@Public()
@Controller('v1')
class Slow {
  @Post('slow')
  slow(@Body() body: unknown): object {
    return { body };
  }
}

let tiny: TinyApp;
let quick: TinyApp;
beforeAll(async () => {
  tiny = await startApp({ controllers: [Slow] });
  const options = fastifyOptions();
  const http = { headersTimeout: 150, connectionsCheckingInterval: 30 };
  quick = await startApp({ controllers: [Slow], server: { ...options, requestTimeout: 300, http } });
});
afterAll(async () => {
  await tiny.app.close();
  await quick.app.close();
});

/** Everything the server says to these bytes until it closes the connection. */
async function say(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(text);
  return Buffer.concat((await socket.toArray()) as Buffer[]).toString();
}

function problemIn(answer: string): { head: string; body: Record<string, unknown> } {
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  return { head, body: JSON.parse(body) as Record<string, unknown> };
}

test('the time limits are those that were measured', () => {
  const { requestTimeout, headersTimeout, keepAliveTimeout } = tiny.app.getHttpServer();
  expect([requestTimeout, headersTimeout, keepAliveTimeout]).toEqual([10_000, 5_000, 5_000]);
  expect(fastifyOptions().http?.connectionsCheckingInterval).toBe(1000);
});

test.each([
  ['no HTTP', 'nonsense\r\n\r\n', 400, 'malformed_request'],
  [
    'two lengths',
    'POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
    400,
    'malformed_request',
  ],
  ['headers of 20 KiB', `GET / HTTP/1.1\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'headers_too_large'],
])('%s: a problem on the bare socket', async (_, text, status, code) => {
  const { head, body } = problemIn(await say(tiny.port, text));
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(head).toContain('content-type: application/problem+json');
  expect(head).toContain(`x-request-id: ${String(body['request_id'])}`);
  expect(body).toMatchObject({ status, code });
});

test.each([
  ['headers', 'POST /v1/slow HTTP/1.1\r\nHost: x\r\nX-Slow:'],
  [
    'a body',
    'POST /v1/slow HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
  ],
])('%s that never end: 408', async (_, text) => {
  const { head, body } = problemIn(await say(quick.port, text));
  expect(head).toMatch(/^HTTP\/1.1 408 /);
  expect(body).toMatchObject({ code: 'request_timeout' });
});
