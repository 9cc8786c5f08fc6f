import {
  BadGatewayException,
  Controller,
  Delete,
  Get,
  Headers,
  NotFoundException,
  Param,
  Post,
  Query,
  UnauthorizedException,
} from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  ClockBehind,
  GuardConflict,
  IdempotencyKeyReused,
  InvalidAppend,
  NameTaken,
  SequenceConflict,
  StaleSequence,
  StoreUnavailable,
  UnknownTenant,
} from '../../src/eventstore/errors.js';
import { ProjectionBehind } from '../../src/eventstore/projections/projection-reader.js';
import { Refusal, REFUSAL_CODES } from '../../src/eventstore/refusal.js';
import { Public } from '../../src/http/access.decorators.js';
import { PROBLEMS } from '../../src/http/problem-codes.js';
import { PreconditionFailed } from '../../src/http/problem.js';
import { startApp, type TinyApp } from './tiny-app.js';

const ERRORS: Readonly<Record<string, () => unknown>> = {
  sequence: () => new SequenceConflict({ type: 'item', id: 'itm_1' }, 3, 5),
  guard: () => new GuardConflict('prj_1', 40, 42),
  name: () => new NameTaken('project', 'payments-api', 'prj_1'),
  key: () => new IdempotencyKeyReused('abc'),
  outage: () => new StoreUnavailable('ECONNREFUSED 10.0.0.7', 'not_done'),
  lost: () => new StoreUnavailable('connection reset by 10.0.0.7', 'unknown'),
  behind: () => new ProjectionBehind('items', { cause: new Error('secret internals') }),
  clock: () => new ClockBehind('the newest event is dated tomorrow'),
  tenant: () => new UnknownTenant('tenant "acme" has no log'),
  append: () => new InvalidAppend('secret internals'),
  stale: () => new PreconditionFailed(9, [{ id: 'e1', type: 'item.checked' }]),
  staler: () => new StaleSequence({ type: 'item', id: 'itm_1' }, 3, 5),
  bug: () => new TypeError('cannot read secret internals'),
  text: () => 'a thrown text',
  gateway: () => new BadGatewayException('secret internals'),
  nestNotFound: () => new NotFoundException('Nest words'),
  nestUnauthorized: () => new UnauthorizedException('Nest words'),
};

@Public()
@Controller('v1')
class Failing {
  @Get('fail/:name')
  fail(@Param('name') name: string, @Query('secret') secret: string): never {
    throw ERRORS[name]?.() ?? secret;
  }

  @Get('refuse/:code')
  refuse(@Param('code') code: (typeof REFUSAL_CODES)[number]): never {
    throw new Refusal(code, 'The rule in words.', '/evidence/0/url');
  }

  @Get('point/:project')
  point(@Headers('x-points-to') pointer: string, @Query('limit') limit: string): never {
    throw new Refusal('invalid', `Not ${limit}.`, pointer);
  }

  @Get('things/:id')
  read(@Param('id') id: string): object {
    return { id };
  }

  @Delete('things/:id')
  remove(): void {}

  @Post('things/:id/check')
  check(): void {}
}

let tiny: TinyApp;
beforeAll(async () => {
  tiny = await startApp({ controllers: [Failing] });
});
afterAll(() => tiny.app.close());

const wrong = (code: string, pointer: string, place?: string) => ({
  pointer,
  ...(place && { in: place }),
  code,
  detail: expect.stringMatching(/\w/) as string,
});

const wanted = (code: keyof typeof PROBLEMS, instance: string) => ({
  type: `/problems/${code}`,
  title: PROBLEMS[code].title,
  status: PROBLEMS[code].status,
  detail: expect.stringMatching(/\w/) as string,
  instance,
  code,
  request_id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
});

describe('Every error has one shape', () => {
  test.each([
    ['sequence', 409, 'concurrent_change', {}],
    ['guard', 409, 'project_changed', { since: 40, newest: 42 }],
    ['name', 409, 'already_exists', { errors: [wrong('already_exists', '/key')] }],
    [
      'key',
      422,
      'idempotency_key_reused',
      { errors: [wrong('idempotency_key_reused', '/Idempotency-Key', 'header')] },
    ],
    ['behind', 503, 'unavailable', {}],
    ['outage', 503, 'unavailable', {}],
    ['lost', 503, 'outcome_unknown', {}],
    ['clock', 503, 'clock_behind', {}],
    ['tenant', 404, 'unknown_tenant', {}],
    ['append', 500, 'internal_error', {}],
    [
      'stale',
      412,
      'precondition_failed',
      {
        events: [{ id: 'e1', type: 'item.checked' }],
        errors: [wrong('precondition_failed', '/If-Match', 'header')],
      },
    ],
    ['staler', 412, 'precondition_failed', { errors: [wrong('precondition_failed', '/If-Match', 'header')] }],
    ['bug', 500, 'internal_error', {}],
    ['text', 500, 'internal_error', {}],
    ['gateway', 500, 'internal_error', {}],
    ['nestNotFound', 404, 'not_found', {}],
    ['nestUnauthorized', 401, 'unauthenticated', {}],
  ] as const)('%s: %i %s', async (name, status, code, members) => {
    const answer = await tiny.http.get(`/v1/fail/${name}?secret=1`);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.body).toEqual({ ...wanted(code, `/v1/fail/${name}`), ...members });
    expect(answer.headers['x-request-id']).toBe((answer.body as { request_id: string }).request_id);
    expect(answer.text).not.toMatch(/secret|internals|10\.0\.0\.7|Nest words|node_modules/);
  });

  test.each([
    ['invalid', 422],
    ['not_found', 404],
    ['already_exists', 409],
    ['closed', 409],
    ['no_change', 409],
    ['not_allowed', 403],
    ['precondition_failed', 412],
    ['not_derivable', 409],
    ['limit_reached', 422],
  ] as const)('a refusal with the code %s: %i, with its pointer', async (code, status) => {
    const answer = await tiny.http.get(`/v1/refuse/${code}`);
    expect(answer.body).toEqual({
      ...wanted(code, `/v1/refuse/${code}`),
      detail: 'The rule in words.',
      errors: [{ pointer: '/evidence/0/url', code, detail: 'The rule in words.' }],
    });
    expect(answer.status).toBe(status);
  });

  test.each([
    ['/v1/point/project?limit=3', 'project', { in: 'path' }],
    ['/v1/point/project?limit=3', 'limit', { in: 'query' }],
    ['/v1/point/project?limit=3', 'reason', {}],
    ['/v1/point/project?limit=3', 'limit/0', {}],
  ])('a refusal in %s that points to /%s says where that stands', async (path, name, place) => {
    const { body } = await tiny.http.get(path).set('x-points-to', `/${name}`);
    expect(body.errors).toEqual([{ pointer: `/${name}`, ...place, code: 'invalid', detail: 'Not 3.' }]);
  });

  test('a lost answer says what to do, an outage when to come back, a stale state which is the newest', async () => {
    const lost = await tiny.http.get('/v1/fail/lost');
    expect(lost.body).toHaveProperty('detail', expect.stringContaining('same Idempotency-Key'));
    expect(lost.headers['retry-after']).toBe('1');
    expect((await tiny.http.get('/v1/fail/outage')).headers['retry-after']).toBe('1');
    expect((await tiny.http.get('/v1/fail/behind')).headers['retry-after']).toBe('1');
    expect((await tiny.http.get('/v1/fail/stale')).headers['etag']).toBe('"9"');
  });

  test('HEAD gets the status and headers only', async () => {
    const answer = await tiny.http.head('/v1/fail/name');
    expect(answer.status).toBe(409);
    expect(answer.text).toBeUndefined();
  });
});

describe('Paths that are not served', () => {
  test.each(['/', '/v1', '/v1/nothing', '/v1/things/', '/v1/things//check', '/v2/things/1'])(
    '%s: 404',
    async (path) => {
      const answer = await tiny.http.get(path);
      expect(answer.status).toBe(404);
      expect(answer.headers['content-type']).toBe('application/problem+json');
      expect(answer.body).toEqual(wanted('unknown_route', path));
    },
  );

  test.each([
    ['post', '/v1/things/1', 'DELETE, GET, HEAD'],
    ['get', '/v1/things/1/check', 'POST'],
    ['put', '/healthz', 'GET, HEAD'],
  ] as const)('%s %s: 405, allowed are %s', async (method, path, allow) => {
    const answer = await tiny.http[method](path);
    expect(answer.status).toBe(405);
    expect(answer.headers['allow']).toBe(allow);
    expect(answer.body).toEqual(wanted('method_not_allowed', path));
  });

  test('a wrong method with a body is still a wrong method', async () => {
    const broken = await tiny.http.put('/v1/things/1').type('json').send('{broken');
    expect(broken.body).toHaveProperty('code', 'method_not_allowed');
    const form = await tiny.http.put('/v1/nothing').type('form').send('a=1');
    expect(form.body).toHaveProperty('code', 'unknown_route');
  });
});

describe('Targets that no route should see', () => {
  test.each([
    ['U+0000 in the path', '/v1/things/a%00b', 400, 'malformed_request'],
    ['U+0000 in the query', '/v1/things/a?x=%00', 400, 'malformed_request'],
    ['bad UTF-8 in the path', '/v1/things/%ff', 400, 'malformed_request'],
    ['bad UTF-8 in the query', '/v1/things/a?x=%ff', 400, 'malformed_request'],
    ['a lone percent sign', '/v1/things/a?x=%', 400, 'malformed_request'],
    ['a name of 201 characters', `/v1/things/${'a'.repeat(201)}`, 414, 'uri_too_long'],
  ])('%s', async (_, target, status, code) => {
    const answer = await fetch(`${tiny.url}${target}`);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await answer.json()).toEqual(
      wanted(code as keyof typeof PROBLEMS, target.split('?', 1)[0] as string),
    );
  });

  test('a key of 64 characters of any script is no long name', async () => {
    const key = '準'.repeat(64);
    const answer = await tiny.http.get(`/v1/things/${encodeURIComponent(key)}`);
    expect(answer.body).toEqual({ id: key });
  });
});
