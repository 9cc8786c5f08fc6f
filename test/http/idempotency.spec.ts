import { Body, Controller, Get, HttpCode, Post, Put } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IdempotencyClaim } from '../../src/eventstore/eventstore.js';
import { Needs, Public } from '../../src/http/access.decorators.js';
import { Answer, type AnswerHeaders } from '../../src/http/answer.js';
import { TextBody } from '../../src/http/body-parsers.js';
import { Idempotency, idempotencyKey } from '../../src/http/idempotency.js';
import { etag, expectedSequence, IfMatch } from '../../src/http/if-match.js';
import { InvalidRequest } from '../../src/http/problem.js';
import { as, startApp, type TinyApp } from './tiny-app.js';

/** Holds a request until a test lets it go. */
const gate = { entered: Promise.withResolvers<void>(), opened: Promise.withResolvers<void>() };

@Needs('projects:read')
@Controller('v1')
class Writing {
  @Post('things')
  @HttpCode(200)
  write(@Body() _body: unknown, @Idempotency() claim: IdempotencyClaim | null): object {
    if (claim === null) return { claim };
    return {
      caller: claim.caller,
      key: claim.key,
      fingerprint: Buffer.from(claim.fingerprint).toString('hex'),
    };
  }

  @Post('imports')
  @TextBody('- [ ] One')
  @HttpCode(200)
  import(@Body() body: Buffer, @Idempotency() claim: IdempotencyClaim | null): object {
    return this.write(body, claim);
  }

  @Get('things')
  read(@Idempotency() claim: IdempotencyClaim | null): object {
    return { claim };
  }

  @Public()
  @Post('open')
  @HttpCode(200)
  open(@Idempotency() claim: IdempotencyClaim | null): object {
    return { claim };
  }

  @Post('slow')
  @HttpCode(200)
  async slow(): Promise<object> {
    gate.entered.resolve();
    await gate.opened.promise;
    return {};
  }

  @Post('failing')
  fail(): never {
    throw new Error('no');
  }

  @Put('things/1')
  change(@IfMatch() expected: number | null, @Answer() answer: AnswerHeaders): object {
    answer.etag(8).position(42).location('/v1/things/ä');
    return { expected };
  }
}

let tiny: TinyApp;
beforeAll(async () => {
  tiny = await startApp({ controllers: [Writing] });
});
afterAll(() => tiny.app.close());

async function write(key: string, body: unknown, path = '/v1/things', role = 'script') {
  const answer = await tiny.http
    .post(path)
    .set(as(role))
    .set('idempotency-key', key)
    .type('json')
    .send(body as object);
  return answer.body as { caller: string; key: string; fingerprint: string };
}

describe('Idempotency-Key', () => {
  test.each([
    ['bare', 'abc-123', 'abc-123'],
    ['quoted', '"abc-123"', 'abc-123'],
    ['quoted with escapes', '"a\\"b\\\\c"', 'a"b\\c'],
    ['255 characters', 'k'.repeat(255), 'k'.repeat(255)],
  ])('%s', async (_, header, key) => {
    expect(await write(header, {})).toMatchObject({ caller: 'usr_script', key });
  });

  test.each([
    ['256 characters', 'k'.repeat(256)],
    ['256 characters in quotes', `"${'k'.repeat(256)}"`],
    ['empty quotes', '""'],
    ['one quote', '"abc'],
    ['a space', 'a b'],
    ['a space in quotes', '"a b"'],
    ['a list', 'abc, def'],
    ['no ASCII', 'schlüssel'],
  ])('%s: 400', async (_, header) => {
    const answer = await tiny.http
      .post('/v1/things')
      .set(as('script'))
      .set('idempotency-key', header)
      .send({});
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      code: 'invalid_request',
      errors: [{ pointer: '/Idempotency-Key', in: 'header', code: 'idempotency_key' }],
    });
  });

  test('an empty header is no key', () => {
    expect(() => idempotencyKey('')).toThrow(InvalidRequest);
  });

  test('without a key, for reads and on public routes there is no claim', async () => {
    expect((await tiny.http.post('/v1/things').set(as('script')).send({})).body).toEqual({ claim: null });
    const read = await tiny.http.get('/v1/things').set(as('script')).set('idempotency-key', 'not a key');
    expect(read.body).toEqual({ claim: null });
    expect((await tiny.http.post('/v1/open').set('idempotency-key', 'k')).body).toEqual({ claim: null });
  });

  test('the fingerprint is of what is asked, not of how it is spelled', async () => {
    const of = async (...request: [unknown, string?]) => (await write('k', ...request)).fingerprint;
    const first = await of({ a: 1, b: [true, 'é'] });
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(await of('{"b":[true,"\\u00e9"],\n "a":1.0}')).toBe(first);
    expect(await of({ a: 2, b: [true, 'é'] })).not.toBe(first);
    expect(await of({ a: 1, b: [true, 'é'] }, '/v1/things?dry_run=true')).not.toBe(first);
    expect(await of(undefined)).not.toBe(first);
  });

  test('of a text every byte counts', async () => {
    const of = async (text: string) => {
      const request = tiny.http
        .post('/v1/imports')
        .set(as('script'))
        .set('idempotency-key', 'k')
        .type('text/markdown');
      return ((await request.send(text)).body as { fingerprint: string }).fingerprint;
    };
    expect(await of('- a')).toBe(await of('- a'));
    expect(await of('- a')).not.toBe(await of('- a '));
  });

  test('the second request waits for nobody: 409 while the first of the same caller is running', async () => {
    const slow = (role: string, key: string) =>
      tiny.http
        .post('/v1/slow')
        .set(as(role))
        .set('idempotency-key', key)
        .then((answer) => answer);
    const first = slow('script.a', '"k1"');
    await gate.entered.promise;
    const second = await slow('script.a', 'k1');
    expect(second.status).toBe(409);
    expect(second.headers['retry-after']).toBe('1');
    expect(second.body).toMatchObject({ code: 'request_in_flight' });
    const others = [slow('script.b', 'k1'), slow('script.a', 'k2')];
    gate.opened.resolve();
    expect((await Promise.all([first, ...others])).map((answer) => answer.status)).toEqual([200, 200, 200]);
    expect((await slow('script.a', 'k1')).status).toBe(200);
  });

  test('a failure lets the key go as well', async () => {
    for (let time = 0; time < 2; time++) {
      const answer = await tiny.http.post('/v1/failing').set(as('script')).set('idempotency-key', 'k');
      expect(answer.status).toBe(500);
    }
  });
});

describe('If-Match and ETag', () => {
  test.each([
    [undefined, null],
    ['*', null],
    ['"0"', 0],
    ['"7"', 7],
    [etag(9007199254740991), 9007199254740991],
  ])('%s asks for %s', async (header, expected) => {
    const request = tiny.http.put('/v1/things/1').set(as('script'));
    const answer = await (header === undefined ? request : request.set('if-match', header));
    expect(answer.body).toEqual({ expected });
    expect(answer.headers).toMatchObject({
      etag: '"8"',
      'readiness-position': '42',
      location: '/v1/things/%C3%A4',
    });
  });

  test.each(['W/"7"', '7', '"07"', '"7", "8"', '"-1"', '"abc"', '""', '"9007199254740992"', ''])(
    '%s: 400',
    async (header) => {
      expect(() => expectedSequence(header)).toThrow(InvalidRequest);
      const answer = await tiny.http.put('/v1/things/1').set(as('script')).set('if-match', header);
      expect(answer.status).toBe(400);
      expect(answer.body).toMatchObject({ errors: [{ pointer: '/If-Match', in: 'header', code: 'etag' }] });
    },
  );
});
