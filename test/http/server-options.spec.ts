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
  ['no Host', 'GET /healthz HTTP/1.1\r\n\r\n', 400, 'malformed_request'],
  ['two Hosts', 'GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', 400, 'malformed_request'],
  [
    'an odd Expect',
    'POST /v1/slow HTTP/1.1\r\nHost: x\r\nExpect: something-odd\r\nContent-Length: 2\r\n\r\n',
    417,
    'expectation_failed',
  ],
  [
    'an odd Expect beside the usual one',
    'POST /v1/slow HTTP/1.1\r\nHost: x\r\nExpect: 100-continue, more\r\nContent-Length: 2\r\n\r\n',
    417,
    'expectation_failed',
  ],
])('%s: a problem as any other, and the connection is closed', async (_, text, status, code) => {
  const { head, body } = problemIn((await say(tiny.port, text)).replace('HTTP/1.1 100 Continue\r\n\r\n', ''));
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(head).toContain('content-type: application/problem+json');
  expect(head).toContain('cache-control: no-store');
  expect(head).toContain(`x-request-id: ${String(body['request_id'])}`);
  expect(body).toMatchObject({ status, code, instance: expect.stringMatching(/^\/(healthz|v1\/slow)$/) });
  const at = { pointer: '/Expect', in: 'header', code, detail: body['detail'] };
  expect(body['errors']).toEqual(status === 417 ? [at] : undefined);
});

test('Expect: 100-continue goes on, and HTTP/1.0 needs no Host', async () => {
  const continued = await say(
    tiny.port,
    'POST /v1/slow HTTP/1.1\r\nHost: x\r\nExpect: 100-Continue\r\nContent-Type: application/json\r\n' +
      'Content-Length: 2\r\nConnection: close\r\n\r\n{}',
  );
  expect(continued).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 201 /);
  expect(await say(tiny.port, 'GET /healthz HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1.1 200 /);
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
