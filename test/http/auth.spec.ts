import { Controller, Delete, Get, Global, Injectable, Module, Post } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Needs, Public } from '../../src/http/access.decorators.js';
import { type Denial, DenialRecorder } from '../../src/http/principal.js';
import { Context, eventContext, type RequestContext } from '../../src/http/request-context.js';
import { ROLES, scopesOf } from '../../src/features/access/roles.rules.js';
import { as, startApp, type TinyApp } from './tiny-app.js';

@Controller('v1')
class Guarded {
  @Get('things')
  @Needs('projects:read')
  read(@Context() context: RequestContext): object {
    return { context, event: eventContext(context) };
  }

  @Post('things')
  @Needs('items:write')
  write(): object {
    return {};
  }

  @Post('searches')
  @Needs('projects:read')
  search(): object {
    return {};
  }

  @Get('forgotten')
  forgotten(): object {
    return {};
  }

  @Public()
  @Get('open')
  open(): object {
    return {};
  }

  @Public()
  @Post('open')
  submit(): object {
    return {};
  }

  @Public()
  @Get('confused')
  confused(@Context() context: RequestContext): object {
    return context;
  }
}

@Needs('operations:read')
@Controller('v1/admin')
class Admin {
  @Get('projections')
  read(): object {
    return {};
  }

  @Delete('failed-events/:id')
  @Needs('operations:write')
  dismiss(): object {
    return {};
  }
}

@Injectable()
class Denials extends DenialRecorder {
  readonly seen: Denial[] = [];

  async record(denial: Denial): Promise<void> {
    this.seen.push(denial);
  }
}

@Global()
@Module({ providers: [{ provide: DenialRecorder, useClass: Denials }], exports: [DenialRecorder] })
class Recording {}

let tiny: TinyApp;
beforeAll(async () => {
  tiny = await startApp({ controllers: [Guarded, Admin], modules: [Recording] });
});
afterAll(() => tiny.app.close());

describe('Who asks', () => {
  test.each([
    ['no credential', {}, 'Bearer realm="clearance"'],
    ['another scheme', { authorization: 'Basic YTpi' }, 'Bearer realm="clearance", error="invalid_request"'],
    ['no token', { authorization: 'Bearer' }, 'Bearer realm="clearance", error="invalid_request"'],
    ['two tokens', { authorization: 'Bearer a b' }, 'Bearer realm="clearance", error="invalid_request"'],
    ['an unknown token', as('nobody'), 'Bearer realm="clearance", error="invalid_token"'],
  ])('%s: 401 with a challenge', async (_, headers, challenge) => {
    const answer = await tiny.http.get('/v1/things').set(headers);
    expect(answer.status).toBe(401);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.headers['www-authenticate']).toBe(challenge);
    expect(answer.body).toMatchObject({ code: 'unauthenticated', instance: '/v1/things' });
  });

  test('is asked before a body is read, but of a public route', async () => {
    const send = (path: string) =>
      tiny.http.post(path).set('content-type', 'application/json').send('{"broken": ');
    expect((await send('/v1/things')).body).toMatchObject({ code: 'unauthenticated' });
    expect((await send('/v1/things').set(as('nobody'))).body).toMatchObject({ code: 'unauthenticated' });
    expect((await send('/v1/things').set(as('outage'))).body).toMatchObject({ code: 'unavailable' });
    expect((await send('/v1/things').set(as('script'))).body).toMatchObject({ code: 'malformed_json' });
    expect((await send('/v1/open')).body).toMatchObject({ code: 'malformed_json' });
    expect((await send('/v1/nowhere')).body).toMatchObject({ code: 'unknown_route' });
  });

  test('the scheme is written in any case', async () => {
    const answer = await tiny.http.get('/v1/things').set('authorization', 'bEARER auditor');
    expect(answer.status).toBe(200);
  });

  test('an outage of the store is no 401', async () => {
    const answer = await tiny.http.get('/v1/things').set(as('outage'));
    expect([answer.status, (answer.body as { code: string }).code]).toEqual([503, 'unavailable']);
  });

  test('a public route asks nobody, and there is no caller there', async () => {
    expect((await tiny.http.get('/v1/open')).status).toBe(200);
    expect((await tiny.http.get('/v1/open').set(as('nobody'))).status).toBe(200);
    expect((await tiny.http.get('/v1/confused').set(as('admin'))).status).toBe(401);
  });
});

describe('What they may do', () => {
  test.each([
    ['get', '/v1/things', ROLES],
    ['post', '/v1/things', ['owner', 'admin', 'manager', 'contributor', 'script']],
    ['post', '/v1/searches', ROLES],
    ['get', '/v1/admin/projections', ['owner', 'admin', 'auditor']],
    ['delete', '/v1/admin/failed-events/1', ['owner', 'admin']],
    ['get', '/v1/forgotten', []],
  ] as const)('%s %s is for %j', async (method, path, roles) => {
    const allowed: string[] = [];
    const refused = new Set<string>();
    for (const role of [...ROLES, 'stranger']) {
      const answer = await tiny.http[method](path).set(as(role));
      if (answer.status < 300) allowed.push(role);
      else refused.add(`${answer.status} ${(answer.body as { code: string }).code}`);
    }
    expect(allowed.toSorted()).toEqual([...roles].toSorted());
    expect([...refused]).toEqual(['403 not_allowed']);
  });

  test('a missing scope is told to who records it', async () => {
    const denials = tiny.app.get<DenialRecorder, Denials>(DenialRecorder);
    denials.seen.length = 0;
    await tiny.http.delete('/v1/admin/failed-events/7').set(as('auditor.ana')).set('x-request-id', 'r-1');
    expect(denials.seen).toMatchObject([
      { scope: 'operations:write', method: 'DELETE', path: '/v1/admin/failed-events/:id', requestId: 'r-1' },
    ]);
    expect(denials.seen[0]?.principal.actor.id).toBe('usr_ana');
  });

  test('a role that nobody knows has no scope', () => {
    expect(scopesOf(['toString', 'Admin', ''])).toEqual(new Set());
  });
});

describe('Under which ids', () => {
  const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

  test('the context of commands and of their events', async () => {
    const answer = await tiny.http
      .get('/v1/things')
      .set(as('script.ci'))
      .set({ 'x-request-id': 'build-7', traceparent: `00-${TRACE}-00f067aa0ba902b7-01` });
    const actor = { id: 'usr_ci', kind: 'human' };
    expect(answer.body).toEqual({
      context: {
        principal: {
          tenant: 'default',
          actor,
          credentialId: 'key_1',
          authMethod: 'api_key',
          roles: ['script'],
          scopes: {},
        },
        requestId: 'build-7',
        correlationId: TRACE,
        source: 'api',
      },
      event: {
        actor,
        credentialId: 'key_1',
        authMethod: 'api_key',
        source: 'api',
        requestId: 'build-7',
        correlationId: TRACE,
        causationId: null,
      },
    });
    expect(answer.headers['x-request-id']).toBe('build-7');
  });

  test.each([
    ['a higher version with more fields', `01-${TRACE}-00f067aa0ba902b7-01-more`, true],
    ['version ff', `ff-${TRACE}-00f067aa0ba902b7-01`, false],
    ['version 00 with more fields', `00-${TRACE}-00f067aa0ba902b7-01-more`, false],
    ['a trace id of zeros', `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`, false],
    ['a parent id of zeros', `00-${TRACE}-${'0'.repeat(16)}-01`, false],
    ['capital letters', `00-${TRACE.toUpperCase()}-00f067aa0ba902b7-01`, false],
    ['nonsense', 'nonsense', false],
  ])('traceparent with %s', async (_, traceparent, isTaken) => {
    const answer = await tiny.http.get('/v1/things').set(as('admin')).set({ traceparent });
    const { correlationId } = (answer.body as { context: RequestContext }).context;
    expect(correlationId).toMatch(/^[0-9a-f]{32}$/);
    expect(correlationId === TRACE).toBe(isTaken);
  });

  test.each(['', 'has space', 'x'.repeat(129), 'ü'])('the request id %j is replaced', async (id) => {
    const answer = await tiny.http.get('/v1/open').set('x-request-id', id);
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  });

  test('every answer has its id and is neither sniffed nor stored', async () => {
    for (const path of ['/v1/open', '/v1/things', '/nothing', '/v1/%ff', '/healthz', '/openapi.json']) {
      const answer = await fetch(`${tiny.url}${path}`, { headers: { 'x-request-id': 'mine' } });
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'x-request-id': 'mine',
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      });
      expect(answer.headers.has('x-powered-by')).toBe(false);
    }
  });
});
