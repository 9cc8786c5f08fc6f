import { gzipSync } from 'node:zlib';
import { Body, Controller, HttpCode, Patch, Post, RawBody, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Public } from '../../src/http/access.decorators.js';
import { TextBody } from '../../src/http/body-parsers.js';
import { startApp, type TinyApp } from './tiny-app.js';

const MIB = 1024 * 1024;

@Public()
@Controller('v1')
class Bodies {
  @Post('json')
  @HttpCode(200)
  json(@Body() body: unknown): unknown {
    return { kind: typeof body, body: body ?? null };
  }

  @Post('raw')
  @HttpCode(200)
  raw(@RawBody() raw: Buffer): unknown {
    return { raw: raw.toString() };
  }

  @Patch('empty')
  empty(@Req() request: FastifyRequest): unknown {
    return { isUndefined: request.body === undefined };
  }

  @Post('import')
  @TextBody('- [ ] One')
  @HttpCode(200)
  text(@Body() body: Buffer): unknown {
    return {
      isBuffer: Buffer.isBuffer(body),
      length: body.length,
      start: body.subarray(0, 8).toString('hex'),
    };
  }
}

let tiny: TinyApp;
beforeAll(async () => {
  tiny = await startApp({ controllers: [Bodies] });
});
afterAll(() => tiny.app.close());

async function send(
  path: string,
  type: string | null,
  body: string | Buffer,
  headers: Record<string, string> = {},
) {
  const answer = await fetch(`${tiny.url}${path}`, {
    method: 'POST',
    body: new Uint8Array(Buffer.from(body)),
    headers: { ...(type !== null && { 'content-type': type }), ...headers },
  });
  return {
    status: answer.status,
    headers: answer.headers,
    body: (await answer.json()) as Record<string, unknown>,
  };
}

describe('JSON where JSON is meant', () => {
  test.each([
    'application/json',
    'application/json; charset=utf-8',
    'APPLICATION/JSON',
    'application/merge-patch+json',
    'application/cloudevents+json; charset=utf-8',
  ])('%s is read', async (type) => {
    const answer = await send('/v1/json', type, '{"a":[1,"ü"]}');
    expect(answer.body).toEqual({ kind: 'object', body: { a: [1, 'ü'] } });
  });

  test.each([
    ['text/plain', '{}'],
    ['text/markdown', '{}'],
    ['application/x-www-form-urlencoded', 'a=1'],
    ['multipart/form-data; boundary=x', '--x--'],
    ['application/octet-stream', '{}'],
    ['application/jsonp', '{}'],
    ['nonsense', '{}'],
    [null, '{}'],
  ])('%s is not', async (type, body) => {
    const answer = await send('/v1/json', type, body);
    expect(answer.status).toBe(415);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.body).toMatchObject({ code: 'unsupported_media_type', instance: '/v1/json' });
    expect(answer.body['detail']).toContain('application/json');
  });

  test('a compressed body is not read either', async () => {
    const answer = await send('/v1/json', 'application/json', gzipSync('{}'), { 'content-encoding': 'gzip' });
    expect(answer.body).toMatchObject({ status: 415, code: 'unsupported_media_type' });
  });

  test.each([
    ['{"a":1,"a":2}', 'duplicate_member', '/a', 1, 8],
    ['{"a":\n{"b":}}', 'syntax', '/a/b', 2, 6],
    ['{"n":9007199254740993}', 'number_out_of_range', '/n', 1, 6],
    ['{"n":1e400}', 'number_out_of_range', '/n', 1, 6],
    ['{"t":"\\u0000"}', 'bad_text', '/t', 1, 7],
    ['{"__proto__":{}}', 'forbidden_member', '', 1, 2],
    [Buffer.from([0x7b, 0x22, 0xff, 0x22]), 'bad_encoding', '', 1, 3],
    ['['.repeat(40), 'too_deep', '/0'.repeat(32), 1, 33],
  ])('%s: 400 with the place', async (body, fault, pointer, line, column) => {
    const answer = await send('/v1/json', 'application/json', body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'malformed_json', line, column });
    expect(answer.body['errors']).toEqual([{ pointer, code: fault, detail: expect.any(String) as string }]);
  });

  test('an empty body is undefined, whatever its type says', async () => {
    const typed = await tiny.http.patch('/v1/empty').set('content-type', 'application/json');
    expect(typed.body).toEqual({ isUndefined: true });
    expect((await tiny.http.patch('/v1/empty')).body).toEqual({ isUndefined: true });
  });

  test('the bytes of a JSON body are there for signatures', async () => {
    const answer = await send('/v1/raw', 'application/json', '{ "a" : 1 }');
    expect(answer.body).toEqual({ raw: '{ "a" : 1 }' });
  });
});

describe('Text where text is meant', () => {
  test.each(['text/markdown', 'text/plain; charset=utf-8'])('%s is kept as bytes', async (type) => {
    const answer = await send('/v1/import', type, Buffer.from([0xef, 0xbb, 0xbf, 0x23, 0xff]));
    expect(answer.body).toEqual({ isBuffer: true, length: 5, start: 'efbbbf23ff' });
  });

  test('JSON is not read there', async () => {
    const answer = await send('/v1/import', 'application/json', '{}');
    expect(answer.body).toMatchObject({ status: 415, code: 'unsupported_media_type' });
    expect(answer.body['detail']).toContain('text/markdown');
  });

  test('without a body the route says so', async () => {
    const answer = await tiny.http.post('/v1/import');
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      code: 'invalid_request',
      errors: [{ pointer: '', code: 'required' }],
    });
  });
});

describe('Limits', () => {
  test('JSON of 1 MiB is read, of one byte more is a 413', async () => {
    const most = await send('/v1/json', 'application/json', `"${'a'.repeat(MIB - 2)}"`);
    expect(most.status).toBe(200);
    const more = await send('/v1/json', 'application/json', `"${'a'.repeat(MIB - 1)}"`);
    expect(more.status).toBe(413);
    expect(more.body).toMatchObject({ code: 'content_too_large', instance: '/v1/json' });
    expect(more.headers.get('content-type')).toBe('application/problem+json');
  });

  test('an import of 5 MiB is read, of one byte more is a 413', async () => {
    const most = await send('/v1/import', 'text/markdown', Buffer.alloc(5 * MIB, 0x61));
    expect(most.body).toMatchObject({ length: 5 * MIB });
    const more = await send('/v1/import', 'text/markdown', Buffer.alloc(5 * MIB + 1, 0x61));
    expect(more.status).toBe(413);
  });

  test('a body without a length ends at the limit as well', async () => {
    const chunk = new Uint8Array(64 * 1024).fill(0x20);
    let left = 40;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => (left-- > 0 ? controller.enqueue(chunk) : controller.close()),
    });
    const request = {
      method: 'POST',
      body: endless,
      duplex: 'half',
      headers: { 'content-type': 'application/json' },
    };
    const answer = await fetch(`${tiny.url}/v1/json`, request as RequestInit);
    expect(answer.status).toBe(413);
  });

  test('text for a JSON route is turned away at the limit of JSON', async () => {
    const answer = await send('/v1/json', 'text/plain', Buffer.alloc(2 * MIB, 0x61));
    expect(answer.status).toBe(413);
  });
});
